import { systems } from './systems/index.ts';

/** The simulated systems: built in a test, or run as a process of their own from `upstreamEntry`. */
export { buildUpstream, type UpstreamOptions } from './build-upstream.ts';
export { systems } from './systems/index.ts';
export type { SimulatedSystem } from './systems/system.ts';

/** Environment names of the tokens, one a system. */
export const tokenNames: readonly string[] = systems.map(({ declaration }) => declaration.auth.tokenName);

/** The file to run as a process of its own; its arguments are in the package's README. */
export const upstreamEntry = new URL('./main.ts', import.meta.url);
