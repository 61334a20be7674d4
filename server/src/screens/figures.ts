import type { Figure, LeafFigure, NodeView, WatchedView } from '@dangzhi/metrics/contract';
import type { CountyScene } from './scene.ts';

/** A figure of the county by the code of its leaf or watched indicator. */
export type FigureOf = (code: string) => Figure;

/** Looks figures up in a scene; a code the catalogue lacks is a figure without a source. */
export function figuresOf({ leaves, watched }: Pick<CountyScene, 'leaves' | 'watched'>): FigureOf {
  const found = new Map<string, NodeView | WatchedView>([...watched, ...leaves].map((view) => [view.code, view]));
  return (code) => {
    const view = found.get(code);
    return view === undefined ? unknownFigure(code) : figureOf(view);
  };
}

/** The same of leaves, with what they earn. */
export function leafFigure(view: NodeView): LeafFigure {
  const { score, effectiveWeight, contribution } = view;
  return { ...figureOf(view), score, effectiveWeight, contribution };
}

/** Leaves of a scene by their codes, in the order asked for; those the scheme lacks are left out. */
export const leafFigures = ({ leaves }: Pick<CountyScene, 'leaves'>, codes: readonly string[]): LeafFigure[] =>
  codes.flatMap((code) => {
    const view = leaves.find((leaf) => leaf.code === code);
    return view === undefined ? [] : [leafFigure(view)];
  });

function figureOf({
  code,
  name,
  value,
  unitOfMeasure,
  missing,
  provenance,
  valuePeriod,
}: NodeView | WatchedView): Figure {
  const isPresent = value !== null;
  return {
    node: code,
    name,
    value,
    unitOfMeasure: unitOfMeasure ?? '',
    missing: isPresent ? null : (missing ?? 'no-source'),
    provenance: isPresent ? provenance : null,
    valuePeriod: isPresent ? valuePeriod : null,
  };
}

const unknownFigure = (code: string): Figure => ({
  node: code,
  name: { zh: code, en: code },
  value: null,
  unitOfMeasure: '',
  missing: 'no-source',
  provenance: null,
  valuePeriod: null,
});
