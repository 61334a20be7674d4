/** One way to set a lever: what it costs and what it gains. The first option of a lever is to leave it. */
export interface Option {
  readonly gain: number;
  readonly cost: number;
}

export interface Cheapest {
  /** Index of the option chosen, lever by lever. */
  readonly choice: readonly number[];
  readonly gain: number;
  readonly cost: number;
  /** No choice of these options is cheaper; false when the search had to be thinned out. */
  readonly exact: boolean;
}

interface State extends Option {
  readonly before: State | null;
  readonly lever: number;
  readonly option: number;
}

/** More states than this are thinned to the best of each small step of gain. */
const MOST_STATES = 20_000;

/**
 * The cheapest choice of one option a lever whose gains add up to at least `need` (the multiple-choice
 * knapsack covering problem). Partial choices are kept as a frontier on which more gain always costs
 * more; what cannot reach the need, or cannot beat what is reached already, is dropped: the bound is
 * that of the best gain per cost still to come.
 *
 * @param levers options of each, any order; gains and costs at least 0, one of them (0, 0)
 * @returns `null` when all levers together do not reach the need
 */
export function cheapestCover(levers: readonly (readonly Option[])[], need: number): Cheapest | null {
  const worth = levers
    .map((options, lever) => ({ lever, options: undominated(options) }))
    .sort((a, b) => bestRate(b.options) - bestRate(a.options));
  const mostAfter = suffix(
    worth,
    ({ options }) => Math.max(0, ...options.map(({ gain }) => gain)),
    (a, b) => a + b,
  );
  const rateAfter = suffix(worth, ({ options }) => bestRate(options), Math.max);
  let states: State[] = [{ gain: 0, cost: 0, before: null, lever: -1, option: -1 }];
  let best: State | null = need <= 0 ? (states[0] as State) : null;
  let exact = true;
  for (let at = 0; at < worth.length && best?.cost !== 0; at += 1) {
    const { lever, options } = worth[at] as (typeof worth)[number];
    const next: State[] = [];
    for (const state of states) {
      for (const { gain, cost, option } of options) {
        const reached: State = { gain: state.gain + gain, cost: state.cost + cost, before: state, lever, option };
        if (best !== null && reached.cost >= best.cost) continue;
        if (reached.gain >= need) best = reached;
        else next.push(reached);
      }
    }
    const [most, rate, limit] = [mostAfter[at + 1] as number, rateAfter[at + 1] as number, best?.cost ?? Infinity];
    const hopeful = next.filter(
      ({ gain, cost }) => gain + most >= need && (rate === 0 ? false : cost + (need - gain) / rate < limit),
    );
    states = undominated(hopeful);
    if (states.length > MOST_STATES) {
      states = thinned(states, need);
      exact = false;
    }
  }
  if (best === null) return null;
  const choice = levers.map((options) => options.findIndex(({ gain, cost }) => gain === 0 && cost === 0));
  for (let state: State | null = best; state !== null && state.lever >= 0; state = state.before)
    choice[state.lever] = state.option;
  return { choice, gain: best.gain, cost: best.cost, exact };
}

type Indexed<T> = T & { readonly option: number };

/** Those that nothing cheaper outdoes, by rising cost and gain. */
function undominated<T extends Option>(options: readonly T[]): Indexed<T>[] {
  const indexed = options.map((one, option) => ({ ...one, option: 'option' in one ? Number(one.option) : option }));
  indexed.sort((a, b) => a.cost - b.cost || b.gain - a.gain);
  const kept: Indexed<T>[] = [];
  for (const one of indexed) if (kept.length === 0 || one.gain > (kept[kept.length - 1] as T).gain) kept.push(one);
  return kept;
}

/** The most gain a unit of cost brings. */
const bestRate = (options: readonly Option[]): number =>
  Math.max(0, ...options.map(({ gain, cost }) => (cost === 0 ? (gain > 0 ? Infinity : 0) : gain / cost)));

function suffix<T>(items: readonly T[], of: (item: T) => number, join: (a: number, b: number) => number): number[] {
  const after = new Array<number>(items.length + 1).fill(0);
  for (let k = items.length - 1; k >= 0; k -= 1) after[k] = join(of(items[k] as T), after[k + 1] as number);
  return after;
}

/** The cheapest state of each small step of gain. */
function thinned(states: readonly State[], need: number): State[] {
  const step = need / (MOST_STATES / 2);
  const byStep = new Map<number, State>();
  for (const state of states) {
    const key = Math.floor(state.gain / step);
    if ((byStep.get(key)?.cost ?? Infinity) > state.cost) byStep.set(key, state);
  }
  return [...byStep.values()];
}
