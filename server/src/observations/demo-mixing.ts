/** Why stores with batches of these standings may not be started with or without a demo; `null` when they may. */
export function findMixing(standings: readonly string[], demo: boolean): string | null {
  if (standings.length === 0 || standings.includes('demo') === demo) return null;
  return demo
    ? 'These stores hold a county’s own data; start them with DEMO=off, or set DATA_DIR to another directory for a demo.'
    : 'These stores hold demo data; set DATA_DIR to another directory to start with DEMO=off.';
}
