import { onScopeDispose } from 'vue';

/** Runs `run` once a frame with the last value it was given: a pointer reports more often than a screen draws. */
export function useLastPerFrame<T>(run: (value: T) => void): (value: T) => void {
  let waiting: { value: T } | null = null;
  let frame = 0;
  onScopeDispose(() => cancelAnimationFrame(frame));
  return (value) => {
    if (waiting === null) {
      frame = requestAnimationFrame(() => {
        const last = waiting;
        waiting = null;
        if (last) run(last.value);
      });
    }
    waiting = { value };
  };
}
