import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What V8 may have grown by since it was last collected in full before it is worth a pause. */
const WORTH_BYTES = 48 * 2 ** 20;
const LOOK_EVERY_MS = 5000;
/** Share of the time in which the process did something; a quiet server with a wall or two stays below. */
const IDLE_BELOW = 0.1;

/**
 * Gives back what V8 holds on to: it collects in full only under pressure, of which an idle process has none, so after a
 * county was filled it would keep some 900 MB of garbage for as long as it runs.
 */
export function giveBackWhenIdle(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let kept = 0;
  const giveBack = (): void => {
    if (process.memoryUsage().heapTotal < kept + WORTH_BYTES) return;
    collect();
    kept = process.memoryUsage().heapTotal;
  };
  // What the start left behind goes before anybody asks.
  giveBack();
  let lastTime = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const time = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(time, lastTime);
    lastTime = time;
    if (utilization < IDLE_BELOW) giveBack();
  }, LOOK_EVERY_MS);
  timer.unref();
}
