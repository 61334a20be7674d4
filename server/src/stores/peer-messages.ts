import { randomUUID } from 'node:crypto';

/** PostgreSQL carries at most 8,000 bytes at once. */
const PART_LENGTH = 7000;

const SHAPE = /^message (\S+) (\S+) (\S+) (\d+) (\d+) ([^]*)$/;

export interface PeerMessage {
  readonly from: string;
  readonly topic: string;
  /** Anything JSON can say. */
  readonly content: unknown;
}

/** A message as notices, to be sent in this order. Whatever its letters, each is of plain ASCII and short enough. */
export function writeMessage({ from, topic, content }: PeerMessage): string[] {
  const text = JSON.stringify(content).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const count = Math.max(1, Math.ceil(text.length / PART_LENGTH));
  const id = randomUUID();
  return Array.from({ length: count }, (_, index) =>
    ['message', from, topic, id, index, count, text.slice(index * PART_LENGTH, (index + 1) * PART_LENGTH)].join(' '),
  );
}

/** @returns reads notice after notice: the message that one completes, and `null` for any other */
export function createMessageReader(): (notice: string) => PeerMessage | null {
  // The parts of one process come in their order; the last it sent may lack some, when its connection ended.
  const begun = new Map<string, { readonly id: string; text: string }>();
  return (notice) => {
    const [, from, topic, id, index, count, part] = SHAPE.exec(notice) ?? [];
    if (from === undefined || topic === undefined || id === undefined || part === undefined) return null;
    const own = index === '0' ? { id, text: '' } : begun.get(from);
    if (own?.id !== id) return null;
    own.text += part;
    if (Number(index) + 1 < Number(count)) {
      begun.set(from, own);
      return null;
    }
    begun.delete(from);
    try {
      return { from, topic, content: JSON.parse(own.text) };
    } catch {
      // Whoever may write to the database may write to the channel: what is not ours is no message.
      return null;
    }
  };
}
