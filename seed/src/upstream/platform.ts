import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';

/** The state of the simulated platform, which its routes share. */
export interface Platform {
  readonly ledger: Ledger;
  readonly now: () => Date;
  faults: Faults;
  /** Waits, but no longer than the server lives. */
  readonly wait: (ms: number) => Promise<void>;
}
