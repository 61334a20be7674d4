/** `fault`: the server cannot start, or not be trusted, before it is mended. `warning`: it runs, but somebody should know. */
export type CheckState = 'ok' | 'warning' | 'fault';

/** One thing a machine needs, and how it stands. */
export interface Check {
  /** Permanent: programs look for it. */
  readonly name: string;
  readonly state: CheckState;
  /** What was found. */
  readonly found: string;
  /** What to do about it; `null` when nothing is to be done. */
  readonly mend: string | null;
}

export const ok = (name: string, found: string): Check => ({ name, state: 'ok', found, mend: null });

export const warning = (name: string, found: string, mend: string): Check => ({ name, state: 'warning', found, mend });

export const fault = (name: string, found: string, mend: string): Check => ({ name, state: 'fault', found, mend });

const GIB = 1024 ** 3;

/** Bytes as GiB with one digit, e.g. `23.4 GiB`. */
export const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

/** The first few of a list, and how many more there are. */
export function few(items: readonly string[], shown = 3): string {
  const rest = items.length - shown;
  return rest > 0 ? `${items.slice(0, shown).join(', ')} and ${rest} more` : items.join(', ');
}
