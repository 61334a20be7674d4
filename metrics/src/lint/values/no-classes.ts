import { isLeaf } from '../../scheme/tree.ts';
import type { SchemeNode } from '../../scheme/document.ts';
import type { Found } from '../finding.ts';
import type { ValuesContext } from './context.ts';

/** A scheme that speaks of classes, and units that have none. */
export function findNoClasses({ nodes, sheet }: ValuesContext): Found[] {
  if (sheet.inputs.length === 0 || sheet.table.classCount > 1) return [];
  const places = nodes.flatMap(({ node, path }) => placesIn(node).map((place) => `${path}${place}`));
  const [path] = places;
  return path === undefined ? [] : [{ code: 'no-classes', node: null, path, data: { places: places.length } }];
}

/** Where a node speaks of classes. */
function placesIn(node: SchemeNode): string[] {
  if (!isLeaf(node)) return Object.values(node.missing ?? {}).includes('class-mean') ? ['/missing'] : [];
  const { rule, impute } = node;
  return [
    ...('among' in rule && rule.among === 'class' ? ['/rule/among'] : []),
    ...(impute?.method === 'class-mean' || impute?.method === 'class-median' ? ['/impute/method'] : []),
  ];
}
