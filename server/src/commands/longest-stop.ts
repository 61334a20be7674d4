/** After which a server that was asked to end is ended by force: service managers kill what takes longer. */
export const LONGEST_STOP_MS = 10_000;
