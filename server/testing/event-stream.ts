import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { createInterface } from 'node:readline';

export interface ToldEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The live events of a listening service as they come; `next` fails when the stream ends. */
export interface EventStream {
  readonly type: string;
  readonly next: () => Promise<ToldEvent>;
  /** Everything up to the first event of a kind, itself the last. */
  readonly until: (kind: string) => Promise<ToldEvent[]>;
  readonly close: () => void;
}

export async function openEventStream(origin: string, headers: OutgoingHttpHeaders): Promise<EventStream> {
  const asked = request(`${origin}/api/v1/events`, { headers: { accept: 'text/event-stream', ...headers } });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject).end();
  });
  const lines = createInterface(response)[Symbol.asyncIterator]();
  const next = async (): Promise<ToldEvent> => {
    let event = '';
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('the stream ended');
      if (value.startsWith('event: ')) event = value.slice('event: '.length);
      if (value.startsWith('data: ')) return { event, data: JSON.parse(value.slice('data: '.length)) as unknown };
    }
  };
  const until = async (kind: string): Promise<ToldEvent[]> => {
    const told: ToldEvent[] = [];
    do told.push(await next());
    while (told.at(-1)?.event !== kind);
    return told;
  };
  return { type: response.headers['content-type'] ?? '', next, until, close: () => asked.destroy() };
}
