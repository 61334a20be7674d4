import {
  parsePeriod,
  periodEnd,
  writePeriodAs,
  type NumberReading,
  type Period,
  type SourceDeclaration,
} from '@dangzhi/metrics';
import { units } from '../../county/units.ts';
import type { DemoFigure } from '../../demo/figures/figure.ts';
import type { SimulatedSystem } from '../systems/system.ts';
import { putAt } from './fields.ts';
import { writeNumber } from './number.ts';

type Mapping = SourceDeclaration['mapping'];

/** What a record is about; in a long list of one measure, in a wide one of all. */
export type Subject = Pick<DemoFigure, 'unit' | 'period' | 'measure'>;

const unitNumbers: ReadonlyMap<string, string> = new Map(
  units.map(({ code }, index) => [code, String(index).padStart(3, '0')]),
);

/** Ids number periods and units, not our codes. */
export function idOf({ declaration: { mapping } }: SimulatedSystem, { unit, period, measure }: Subject): string {
  const place = `${period.replace('-', '')}${unitNumbers.get(unit)}`;
  if (mapping.values.kind === 'wide') return place;
  return `${place}-${mapping.values.names.findIndex((one) => one.measure === measure) + 1}`;
}

/**
 * A record with nothing in it yet.
 *
 * @throws RangeError when the system cannot write the period: it has no word for its grain
 */
export function blankRecord(system: SimulatedSystem, subject: Subject): Record<string, unknown> {
  const { mapping } = system.declaration;
  const record: Record<string, unknown> = { ...system.decoration };
  putAt(record, mapping.id, idOf(system, subject));
  const period = parsePeriod(subject.period);
  if (period === null) throw new RangeError(`${subject.period} is not a period`);
  if ('field' in mapping.unit)
    putAt(record, mapping.unit.field, system.nameOf(subject.unit, periodEnd(period).slice(0, 7)));
  putPeriod(record, mapping.period, period);
  if (mapping.values.kind === 'wide') {
    for (const { field } of mapping.values.fields) putAt(record, field, system.nothing);
  } else {
    const named = mapping.values.names.find(({ measure }) => measure === subject.measure);
    putAt(record, mapping.values.measureField, named?.name ?? subject.measure);
    putAt(record, mapping.values.valueField, system.nothing);
  }
  if (mapping.reasonField !== undefined) putAt(record, mapping.reasonField, system.nothing);
  return record;
}

function putPeriod(record: Record<string, unknown>, mapping: Mapping['period'], period: Period): void {
  if (!('readings' in mapping)) {
    if (mapping.grain !== period.grain)
      throw new RangeError(`a ${period.grain} cannot be written as ${mapping.format}`);
    putAt(record, mapping.field, writePeriodAs(period, mapping.format));
    return;
  }
  const [word, reading] = Object.entries(mapping.readings).find(([, { grain }]) => grain === period.grain) ?? [];
  if (reading === undefined) throw new RangeError(`there is no word for a ${period.grain}`);
  putAt(record, mapping.field, writePeriodAs(period, reading.format));
  putAt(record, mapping.grainField, word);
}

/**
 * Puts a figure into its place in a record.
 *
 * @returns `false` when the system has no place or no word for it
 */
export function putFigure(system: SimulatedSystem, record: Record<string, unknown>, figure: DemoFigure): boolean {
  const { values, absent = {}, reasonField } = system.declaration.mapping;
  const place = placeOf(values, figure.measure);
  if (place === null) return false;
  if (figure.value !== null) {
    putAt(record, place.field, writeNumber(figure.value, place, system.numbersAs));
    // Beside many figures it would not say which of them it is about.
    if (values.kind === 'long' && reasonField !== undefined)
      putAt(record, reasonField, figure.reason ?? system.nothing);
    return true;
  }
  const [word] = Object.entries(absent).find(([, kind]) => kind === figure.missing) ?? [];
  if (word === undefined) return false;
  putAt(record, place.field, word);
  if (reasonField !== undefined && figure.reason !== null) putAt(record, reasonField, figure.reason);
  return true;
}

/** The fields figures are written into. */
export const figureFields = ({ values }: Mapping): string[] =>
  values.kind === 'wide' ? values.fields.map(({ field }) => field) : [values.valueField];

/** Where a measure stands in a record of its own, and how its numbers are written. */
function placeOf(values: Mapping['values'], measure: string): (NumberReading & { readonly field: string }) | null {
  if (values.kind === 'wide') return values.fields.find((one) => one.measure === measure) ?? null;
  const named = values.names.find((one) => one.measure === measure);
  // What nobody reads is written all the same, under its own name.
  if (named === undefined && !values.ignored.includes(measure)) return null;
  return { measure, ...named, field: values.valueField };
}
