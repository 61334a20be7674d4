/**
 * Other processes that work on the same stores. What one of them writes or tells is heard by all, and what only one may
 * do at a time is done in turn. Embedded stores have none: their data directory is locked.
 */
export interface Peers {
  /** Whether it is heard what others write, and work can be taken; also where there are no others. */
  isConnected(): boolean;
  /** Whether nobody else works on the stores, nor may begin to before {@link letIn}. */
  readonly isFirst: boolean;
  /** What only the first may do is done: others that wait come in from now on. */
  letIn(): Promise<void>;
  /**
   * Takes some work for this process alone, as soon as no other has it.
   *
   * @param work a permanent name
   * @param signal ends the waiting
   * @throws what aborted it; StoreError where the store is away
   */
  take(work: string, signal?: AbortSignal): Promise<Hold>;
  /** The same at once, or `null` while another process has it. */
  takeIfFree(work: string): Promise<Hold | null>;
  /**
   * Tells all others something that nobody keeps. One that is not listening at the moment never hears of it.
   *
   * @param content anything JSON can say
   */
  tell(topic: string, content: unknown): Promise<void>;
  /** @returns ends the subscription */
  onTold(topic: string, listener: (content: unknown) => void): () => void;
  close(): Promise<void>;
}

/** Work that this process has alone. */
export interface Hold {
  /** Aborted from the moment on when another process may have it too: the store was away. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

const HELD: Hold = { lost: new AbortController().signal, release: async () => undefined };

/** Of stores that are one process's alone. */
export const NO_PEERS: Peers = {
  isConnected: () => true,
  isFirst: true,
  letIn: async () => undefined,
  take: async () => HELD,
  takeIfFree: async () => HELD,
  tell: async () => undefined,
  onTold: () => () => undefined,
  close: async () => undefined,
};
