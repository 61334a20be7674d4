import { onMounted, shallowRef, watch, type Ref } from 'vue';
import type { ChartTheme } from '../charts/option.ts';
import { useShownTheme } from './useShownTheme.ts';

const FALLBACK: ChartTheme = {
  text: '#1b232d',
  second: '#4a5766',
  third: '#5f6d7d',
  hairline: 'rgba(27, 35, 45, 0.1)',
  accent: '#5546b0',
  ground: '#fbfaf7',
  fontFamily: 'sans-serif',
  unit: 1,
  fontSize: 13,
};

function readTheme(element: HTMLElement, unit: number): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const isWall = element.closest('[data-surface="wall"]') !== null;
  return {
    text: token('--text', FALLBACK.text),
    second: token('--second', FALLBACK.second),
    third: token('--third', FALLBACK.third),
    hairline: token('--hairline', FALLBACK.hairline),
    accent: token('--accent', FALLBACK.accent),
    ground: token('--ground', FALLBACK.ground),
    fontFamily: token('--font-sans', FALLBACK.fontFamily),
    unit,
    fontSize: isWall ? 18 * unit : 13,
  };
}

/**
 * The tokens around `element` as plain values, read again when the theme or the stage changes:
 * a canvas cannot see custom properties.
 */
export function useChartTheme(
  element: Readonly<Ref<HTMLElement | null>>,
  unit: () => number = () => 1,
): Ref<ChartTheme> {
  const theme = shallowRef(FALLBACK);
  const shown = useShownTheme();
  const read = () => {
    if (element.value) theme.value = readTheme(element.value, unit());
  };
  onMounted(read);
  watch([shown, unit], read, { flush: 'post' });
  return theme;
}
