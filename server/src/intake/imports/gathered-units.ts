import type { IndicatorValue, UnitInput } from '@dangzhi/metrics';
import { identityOf } from './names.ts';

/** Units as they are gathered, found again by any spelling of theirs. */
export class GatheredUnits {
  readonly named: string[] = [];
  readonly #found = new Map<
    string,
    { unit: string; line: number; class: string; values: Map<string, IndicatorValue> }
  >();

  find(unit: string) {
    return this.#found.get(identityOf(unit));
  }

  add(unit: string, line: number, group: string) {
    const one = { unit: unit.normalize('NFC'), line, class: group, values: new Map<string, IndicatorValue>() };
    this.#found.set(identityOf(unit), one);
    return one;
  }

  /** @param spelling how the scheme writes the units it names, by identity */
  done(spelling: ReadonlyMap<string, string>): UnitInput[] {
    return [...this.#found].map(([identity, { unit, class: group, values }]) => ({
      unit: spelling.get(identity) ?? unit,
      values,
      class: group,
    }));
  }
}
