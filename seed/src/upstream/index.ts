/** The simulated 电子文件统一管理平台: built in a test, or run as its own process from `upstreamEntry`. */
export { buildUpstream, type UpstreamOptions } from './build-upstream.ts';

/** The token the simulation takes when nobody sets one; it guards demo data only. */
export const DEMO_TOKEN = 'demo-erms-token';

/** The file to run as a process of its own; its arguments are in the package's README. */
export const upstreamEntry = new URL('./main.ts', import.meta.url);
