import { setImmediate as nextTurn } from 'node:timers/promises';

/** As long as a page may wait for work that nobody waits for. */
const TURN_MS = 5;

/**
 * Long work on the process's only thread, in turns with whatever else it is asked.
 *
 * @returns to be awaited between any two steps: when enough was done in one go, it lets those be answered who asked meanwhile
 */
export function inTurns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN_MS) return;
    await nextTurn();
    began = performance.now();
  };
}
