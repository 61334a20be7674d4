/** Clocks of two systems may differ by this much. */
export const CLOCK_SLACK_MS = 86_400_000;
