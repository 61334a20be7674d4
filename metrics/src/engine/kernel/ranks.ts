import type { Ties } from '../../scheme/document.ts';
import { argsortDescending } from '../../statistics/argsort.ts';

/** Moves a unit may be worth before a whole new sort is cheaper than mending the old order. */
const MOVES_A_UNIT = 12;

/**
 * Ranks inside classes, again and again for figures that change a little each time: the order of the last
 * time is mended by insertion, which costs next to nothing where few units change places.
 */
export class KernelRanks {
  readonly #ties: Ties;
  /** Units, class after class, each class from its highest figure to its lowest as of the last time. */
  readonly #order: Int32Array;
  readonly #figures: Float64Array;
  /** Where each class starts in the order; the last entry is its end. */
  readonly #starts: Int32Array;

  /** @param classOf number of each unit's class, from 0 */
  constructor(classOf: ArrayLike<number>, ties: Ties) {
    const units = Array.from({ length: classOf.length }, (_, unit) => unit);
    const classes = [...new Set(Array.from(classOf))].sort((a, b) => a - b);
    const members = classes.map((one) => units.filter((unit) => classOf[unit] === one));
    this.#ties = ties;
    this.#order = Int32Array.from(members.flat());
    this.#figures = new Float64Array(units.length);
    let end = 0;
    this.#starts = Int32Array.from([0, ...members.map((own) => (end += own.length))]);
  }

  /**
   * @param figures by unit; NaN holds no rank
   * @param ranks written by unit, from 1; **0 encodes no rank**
   */
  rank(figures: Float64Array, ranks: Int32Array): void {
    const order = this.#order;
    const sorted = this.#figures;
    for (let k = 0; k < order.length; k += 1) {
      const figure = figures[order[k] as number] as number;
      // Behind everything else, whatever is compared with it.
      sorted[k] = figure === figure ? figure : Number.NEGATIVE_INFINITY;
    }
    for (let c = 0; c + 1 < this.#starts.length; c += 1) {
      const [start, end] = [this.#starts[c] as number, this.#starts[c + 1] as number];
      if (!this.#mend(start, end)) this.#sortAnew(start, end);
      this.#share(start, end, ranks);
    }
  }

  /** @returns whether the order is right now; `false` where it took too many moves */
  #mend(start: number, end: number): boolean {
    const order = this.#order;
    const sorted = this.#figures;
    let moves = (end - start) * MOVES_A_UNIT + 64;
    for (let k = start + 1; k < end; k += 1) {
      const figure = sorted[k] as number;
      if ((sorted[k - 1] as number) >= figure) continue;
      const unit = order[k] as number;
      let hole = k;
      do {
        sorted[hole] = sorted[hole - 1] as number;
        order[hole] = order[hole - 1] as number;
        hole -= 1;
      } while (hole > start && (sorted[hole - 1] as number) < figure);
      sorted[hole] = figure;
      order[hole] = unit;
      moves -= k - hole;
      if (moves < 0) return false;
    }
    return true;
  }

  #sortAnew(start: number, end: number): void {
    const figures = this.#figures.slice(start, end);
    const units = this.#order.slice(start, end);
    const places = argsortDescending(figures);
    for (let k = 0; k < places.length; k += 1) {
      const place = places[k] as number;
      this.#figures[start + k] = figures[place] as number;
      this.#order[start + k] = units[place] as number;
    }
  }

  #share(start: number, end: number, ranks: Int32Array): void {
    const order = this.#order;
    const sorted = this.#figures;
    let distinct = 0;
    for (let from = start; from < end;) {
      const figure = sorted[from] as number;
      let to = from + 1;
      while (to < end && sorted[to] === figure) to += 1;
      distinct += 1;
      const shared = this.#ties === 'dense' ? distinct : this.#ties === 'worst' ? to - start : from - start + 1;
      const rank = figure === Number.NEGATIVE_INFINITY ? 0 : shared;
      for (let k = from; k < to; k += 1) ranks[order[k] as number] = rank;
      from = to;
    }
  }
}
