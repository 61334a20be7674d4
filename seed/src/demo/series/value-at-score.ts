import { indicatorSource } from '../../county/indicator-source.ts';

/**
 * The value of an indicator that earns a score at its proposed goalposts: the demo says how well something
 * goes, and this what figure that is. Below 0 and above 100 the same lines go on.
 */
export function valueAtScore(indicator: string): (score: number) => number {
  const { floor, pass, target } = indicatorSource(indicator).goalposts;
  return (score) => (score < 60 ? floor + ((pass - floor) * score) / 60 : pass + ((target - pass) * (score - 60)) / 40);
}
