import { EventEmitter } from 'node:events';
import type { LiveEvent } from '@dangzhi/metrics/contract';

/** What happened, here or in another process on the same stores, told to whoever listens while it happens; nothing is kept. */
export interface LiveEvents {
  publish(event: LiveEvent): void;
  /** @returns ends the subscription */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

/** How processes on the same stores tell one another. */
interface Teller {
  tell(topic: string, content: unknown): Promise<void>;
  onTold(topic: string, listener: (content: unknown) => void): () => void;
}

const TOPIC = 'event';

/**
 * @param peers other processes; each tells its listeners what any of them publishes
 * @param onFailure told when the others could not be told
 */
export function createLiveEvents(peers?: Teller, onFailure: (message: string) => void = () => undefined): LiveEvents {
  const emitter = new EventEmitter();
  // Every open wall is a listener; the default warning at eleven would be noise.
  emitter.setMaxListeners(0);
  // Of our own version: a program of another is never on the same stores.
  peers?.onTold(TOPIC, (event) => emitter.emit('event', event));
  return {
    publish: (event) => {
      emitter.emit('event', event);
      peers?.tell(TOPIC, event).catch((error: unknown) => onFailure(`events: ${String(error)}`));
    },
    subscribe: (listener) => {
      emitter.on('event', listener);
      return () => emitter.off('event', listener);
    },
  };
}
