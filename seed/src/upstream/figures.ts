import type { DemoFigure } from '../demo/figures/figure.ts';
import type { SimulatedSystem } from './systems/system.ts';

/** What a system writes: its figures, and once a period the names nobody reads. */
export function figuresOf(system: SimulatedSystem, until: string, now: Date): DemoFigure[] {
  const figures = system.figures(until, now);
  const { values } = system.declaration.mapping;
  if (values.kind === 'wide') return [...figures];
  const firstOfPeriod = new Map(figures.map((figure) => [figure.period, figure]));
  const beside = values.ignored.flatMap((name) =>
    [...firstOfPeriod.values()].map((figure) => ({
      ...figure,
      measure: name,
      value: '1',
      missing: null,
      reason: null,
    })),
  );
  return [...figures, ...beside];
}
