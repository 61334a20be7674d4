import type { Found } from '../finding.ts';
import type { ValuesContext } from './context.ts';

/** A leaf nobody has a value for. */
export function findNoValues({ values, sheet }: ValuesContext): Found[] {
  const units = sheet.inputs.length;
  return values.flatMap(({ leaf: { code, weight }, path, present }): Found[] =>
    units === 0 || present.length > 0
      ? []
      : [{ code: 'no-values', node: code, path: `${path}/indicator`, data: { units, own: weight } }],
  );
}
