import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { SimulatedSystem } from './systems/system.ts';

/** A system that runs, as its routes share it. */
export interface RunningSystem {
  readonly system: SimulatedSystem;
  /** Opened by the first call: a system nobody asks costs nothing. */
  readonly ledger: () => Ledger;
  readonly now: () => Date;
  faults: Faults;
  /** Waits, but no longer than the server lives. */
  readonly wait: (ms: number) => Promise<void>;
}
