import { useQueryCache } from '@pinia/colada';
import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue';
import { apiUrl } from './http.ts';
import type { LiveEvent } from './types.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * How long to wait before the next attempt: 1, 2, 4 … 60 s, of which the second half is left to chance,
 * so that fifty walls do not knock at the same instant after a restart.
 *
 * @param attempt failed attempts so far, from 0
 * @param random in [0, 1)
 */
export function backOffMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random);
}

interface LiveHandlers {
  onEvent: (event: LiveEvent) => void;
  /** The stream is open; whatever happened while it was not has been missed. */
  onOpen: () => void;
}

/** Server-sent events with our own reconnecting: EventSource gives up for good on an HTTP error. */
export function openLiveEvents({ onEvent, onOpen }: LiveHandlers): { connected: Ref<boolean>; close: () => void } {
  const connected = shallowRef(false);
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const receive = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as LiveEvent);

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
    connected.value = false;
  }

  function fail() {
    close();
    timer = setTimeout(open, backOffMs(failures, Math.random()));
    failures += 1;
  }

  function open() {
    close();
    source = new EventSource(apiUrl('events'));
    source.addEventListener('open', () => {
      failures = 0;
      connected.value = true;
      onOpen();
    });
    source.addEventListener('scored', receive);
    source.addEventListener('pulled', receive);
    source.addEventListener('error', fail);
  }

  function openAgain() {
    failures = 0;
    open();
  }

  // A pulled cable is noticed by the browser long before the socket times out.
  window.addEventListener('online', openAgain);
  window.addEventListener('offline', fail);
  open();
  return {
    connected: readonly(connected) as Ref<boolean>,
    close: () => {
      window.removeEventListener('online', openAgain);
      window.removeEventListener('offline', fail);
      close();
    },
  };
}

/** The first words of the query keys an event makes stale. */
const STALE_AFTER: Record<LiveEvent['type'], readonly string[]> = {
  scored: ['overview', 'ranking', 'unit-score', 'explanation', 'observations', 'meta'],
  pulled: ['overview', 'sources'],
};

/** Keeps everything on the page fresh while the calling scope lives. Returns whether the stream is open. */
export function useLiveData(): Ref<boolean> {
  const cache = useQueryCache();
  const refetch = (names: readonly string[]) => names.forEach((name) => void cache.invalidateQueries({ key: [name] }));
  let opened = false;
  const live = openLiveEvents({
    onEvent: (event) => refetch(STALE_AFTER[event.type]),
    onOpen: () => {
      if (opened) refetch([...STALE_AFTER.scored, ...STALE_AFTER.pulled]);
      opened = true;
    },
  });
  onScopeDispose(live.close);
  return live.connected;
}
