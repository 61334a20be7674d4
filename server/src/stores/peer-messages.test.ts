import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMessageReader, writeMessage } from './peer-messages.ts';

describe('messages between processes', () => {
  test('whatever is told is read again, also in parts and mixed with those of others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: fc.constantFrom('a', 'b'), content: fc.jsonValue(), repeats: fc.nat(3000) })),
        (told) => {
          const messages = told.map(({ from, content, repeats }) => ({
            from,
            topic: 'event',
            content: [content, '档'.repeat(repeats)],
          }));
          const queues = ['a', 'b'].map((from) =>
            messages.filter((message) => message.from === from).flatMap(writeMessage),
          );
          const read = createMessageReader();
          const heard = [];
          // One part of each in turn.
          for (let index = 0; queues.some((queue) => index < queue.length); index += 1)
            for (const queue of queues) heard.push(...[read(queue[index] ?? '')].filter((one) => one !== null));
          for (const from of ['a', 'b'])
            expect(heard.filter((one) => one.from === from)).toEqual(
              JSON.parse(JSON.stringify(messages.filter((one) => one.from === from))),
            );
        },
      ),
    );
  });

  test('a notice is short enough for PostgreSQL, counted in bytes', () => {
    const notices = writeMessage({ from: 'a', topic: 'event', content: '新昌县😀\u0000'.repeat(5000) });
    for (const notice of notices) expect(Buffer.byteLength(notice)).toBeLessThan(8000);
  });

  test('what somebody else writes into the channel is none', () => {
    const read = createMessageReader();
    for (const notice of ['', 'hello', 'message a event x 0 1 {', 'message a event x 1 2 "', 'message a event x 0 0 '])
      expect(read(notice)).toBeNull();
  });

  test('one whose end never came is dropped for the next', () => {
    const read = createMessageReader();
    const [first] = writeMessage({ from: 'a', topic: 'event', content: 'x'.repeat(20_000) });
    expect(read(first ?? '')).toBeNull();
    const [next] = writeMessage({ from: 'a', topic: 'event', content: 'y' });
    expect(read(next ?? '')).toEqual({ from: 'a', topic: 'event', content: 'y' });
  });
});
