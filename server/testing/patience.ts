/** How long a test waits for what has to come: no longer than it takes, and however slow the machine is. */
export const PATIENCE_MS = 20 * 60_000;
