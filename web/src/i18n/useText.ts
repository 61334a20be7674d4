import { useI18n } from 'vue-i18n';
import type { Names } from '@dangzhi/metrics';
import { usePreferences } from '../stores/preferences.ts';
import {
  formatFixed,
  formatMonth,
  formatNumber,
  formatQuantity,
  formatShare,
  formatSigned,
  formatUnitOfMeasure,
} from './format.ts';

/** Words and figures in the chosen language, for templates. */
export function useText() {
  const { t } = useI18n();
  const preferences = usePreferences();
  return {
    t,
    nameOf: (names: Names) => names[preferences.locale],
    number: (value: number, digits?: number) => formatNumber(value, preferences.locale, digits),
    fixed: (value: number, digits: number) => formatFixed(value, preferences.locale, digits),
    signed: (value: number, digits?: number) => formatSigned(value, preferences.locale, digits),
    share: (value: number) => formatShare(value, preferences.locale),
    month: (value: string) => formatMonth(value, preferences.locale),
    quantity: (value: number, unit: string) => formatQuantity(value, unit, preferences.locale),
    unitWord: (unit: string) => formatUnitOfMeasure(unit, preferences.locale),
  };
}
