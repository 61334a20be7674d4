import type { Forecast, Overview } from '@dangzhi/metrics/contract';
import type { ScoredRun } from '../scores/read/scored-run.ts';
import { indicatorOfLeaf } from './scene.ts';

/**
 * How the yearly leaves are likely to end the year: how many at their target, and which below the pass
 * mark. `null` where nothing is foretold, as in December.
 */
export function yearEndOf(
  forecasts: readonly Forecast[],
  run: Pick<ScoredRun, 'tree' | 'indicators'>,
): Overview['yearEnd'] {
  const foretold = forecasts.filter(
    ({ expected, pass, target }) => expected !== null && pass !== null && target !== null,
  );
  const [first] = foretold;
  if (first === undefined) return null;
  const isLower = (code: string): boolean => indicatorOfLeaf(run, code)?.direction === 'lower';
  const reaches = ({ node, expected }: Forecast, goal: number | null): boolean =>
    isLower(node) ? (expected ?? 0) <= (goal ?? 0) : (expected ?? 0) >= (goal ?? 0);
  return {
    at: first.at,
    foretold: foretold.length,
    onTrack: foretold.filter((forecast) => reaches(forecast, forecast.target)).length,
    atRisk: foretold
      .filter((forecast) => !reaches(forecast, forecast.pass))
      .map(({ node, name }) => ({ code: node, name })),
  };
}
