import { useQueryCache } from '@pinia/colada';
import { addressOf } from '@dangzhi/metrics/contract/address';
import { onScopeDispose, readonly, shallowRef, watch } from 'vue';
import type { LiveEvent, News } from './types.ts';

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
  /** The stream broke or could not be opened: is the server still there? */
  onLost: () => void;
  /** The stream is open after it was not; whatever happened in between has been missed. */
  onReturned: () => void;
}

/**
 * Server-sent events with our own reconnecting: EventSource gives up for good on an HTTP error.
 *
 * @returns a function that ends it
 */
export function openLiveEvents({ onEvent, onLost, onReturned }: LiveHandlers): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isLost = false;

  const receive = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as LiveEvent);

  function disconnect() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function lose() {
    disconnect();
    timer = setTimeout(connect, backOffMs(failures, Math.random()));
    failures += 1;
    isLost = true;
    onLost();
  }

  function connect() {
    disconnect();
    source = new EventSource(addressOf('GET /events', {}).url);
    source.addEventListener('open', () => {
      failures = 0;
      if (isLost) onReturned();
      isLost = false;
    });
    source.addEventListener('scored', receive);
    source.addEventListener('pulled', receive);
    source.addEventListener('news', receive);
    source.addEventListener('error', lose);
  }

  function connectAtOnce() {
    failures = 0;
    connect();
  }

  // A pulled cable is noticed by the browser long before the socket times out.
  window.addEventListener('online', connectAtOnce);
  window.addEventListener('offline', lose);
  connect();
  return () => {
    window.removeEventListener('online', connectAtOnce);
    window.removeEventListener('offline', lose);
    disconnect();
  };
}

/** What was told last of what just changed; it comes after the `scored` that made the page stale. */
const news = shallowRef<News | null>(null);
export const useNews = () => readonly(news);

/** The first words of the query keys an event makes stale. */
const STALE_AFTER: Record<Exclude<LiveEvent['type'], 'news'>, readonly string[]> = {
  scored: ['wall', 'ranking', 'unit-score', 'explanation', 'derivation', 'meta'],
  pulled: ['wall'],
};

/**
 * Keeps what is on the page fresh for as long as the calling scope lives.
 *
 * @param mayListen whether the stream is open to whoever is there; it is left alone until it is
 */
export function useLiveData(mayListen: () => boolean): void {
  const cache = useQueryCache();
  const refetch = (names: readonly string[]) => {
    for (const name of names) {
      // A refetch that fails is told by the query's own state, where the page looks for it.
      cache.invalidateQueries({ key: [name] }).catch(() => undefined);
    }
  };
  const open = () =>
    openLiveEvents({
      onEvent: (event) => {
        if (event.type === 'news') news.value = event;
        else refetch(STALE_AFTER[event.type]);
      },
      // Old proxies hold back streams: only an answer, or none, tells whether the server is gone. The stream
      // also ends with the session.
      onLost: () => refetch(['wall', 'session']),
      onReturned: () => refetch([...new Set([...STALE_AFTER.scored, ...STALE_AFTER.pulled])]),
    });
  let close = () => {};
  const follow = (isOpen: boolean) => {
    close();
    close = isOpen ? open() : () => {};
  };
  watch(mayListen, follow, { immediate: true });
  onScopeDispose(() => close());
}
