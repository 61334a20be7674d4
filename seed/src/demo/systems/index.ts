import type { Shapes } from './series-by-measure.ts';
import { archives } from './archives.ts';
import { ends } from './ends.ts';
import { ermsShapes } from './erms.ts';
import { irs } from './irs.ts';
import { lookup } from './lookup.ts';
import { pdp } from './pdp.ts';
import { reported } from './reported.ts';
import { security } from './security.ts';
import { sensing } from './sensing.ts';

const SHAPES: Readonly<Record<string, Shapes>> = { archives, lookup, irs, pdp, ends, security, sensing, reported };

/**
 * What the measures of a system are like.
 *
 * @param until last month asked for, `YYYY-MM`
 * @throws RangeError if the catalogue has no such system
 */
export function shapesOf(system: string, until: string): Shapes {
  const shapes = system === 'erms' ? ermsShapes(until) : SHAPES[system];
  if (shapes === undefined) throw new RangeError(`shapesOf requires a system of the catalogue, not ${system}`);
  return shapes;
}
