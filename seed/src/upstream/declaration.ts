import type { SourceDeclaration } from '@dangzhi/metrics';
import { systems } from './systems/index.ts';

/**
 * The simulated systems declared as data sources.
 *
 * @param address base address of the running simulation, e.g. `http://127.0.0.1:4100`
 */
export const simulatedSources = (address: string): SourceDeclaration[] =>
  systems.map(({ declaration }) => ({ ...declaration, simulated: true, address }));
