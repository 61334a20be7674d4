import { median, rounded, type Figure } from './figure.ts';

/** Milliseconds of each time that it was done. */
type Timed = () => Promise<readonly number[]>;

/**
 * What something takes over the least that could stand in its place, by turns on the same machine: the middle of all times
 * of each.
 *
 * @param rounds how often each is timed and counted
 * @param warmUp rounds before that, which are not counted
 */
export async function overBare(
  name: string,
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
  ours: Timed,
  bare: Timed,
): Promise<Figure> {
  const [values, against]: [number[], number[]] = [[], []];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const [took, tookBare] = [await ours(), await bare()];
    if (round < warmUp) continue;
    values.push(...took);
    against.push(...tookBare);
  }
  const [value, least] = [median(values), median(against)];
  return { name, value: rounded(value), unit: 'ms', against: rounded(least), ratio: rounded(value / least) };
}

/** Milliseconds until it is done. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
