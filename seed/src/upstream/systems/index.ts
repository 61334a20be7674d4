import type { SimulatedSystem } from './system.ts';
import { archives } from './archives.ts';
import { ends } from './ends.ts';
import { erms } from './erms.ts';
import { irs } from './irs.ts';
import { lookup } from './lookup.ts';
import { pdp } from './pdp.ts';
import { security } from './security.ts';
import { sensing } from './sensing.ts';

/** The systems of the articles that supply figures, each in its own shape. */
export const systems: readonly SimulatedSystem[] = [erms, archives, lookup, irs, pdp, ends, security, sensing];
