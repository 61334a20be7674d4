import { EventEmitter } from 'node:events';
import type { LiveEvent } from '@dangzhi/metrics/contract';

/** What happened, told to whoever listens while it happens; nothing is kept. */
export interface LiveEvents {
  publish(event: LiveEvent): void;
  /** @returns ends the subscription */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

export function createLiveEvents(): LiveEvents {
  const emitter = new EventEmitter();
  // Every open wall is a listener; the default warning at eleven would be noise.
  emitter.setMaxListeners(0);
  return {
    publish: (event) => emitter.emit('event', event),
    subscribe: (listener) => {
      emitter.on('event', listener);
      return () => emitter.off('event', listener);
    },
  };
}
