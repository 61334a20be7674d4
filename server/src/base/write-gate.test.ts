import { expect, it } from 'vitest';
import { refuse, type CallRefused } from './errors.ts';
import { createWriteGate } from './write-gate.ts';

const full = refuse('disk.full', { place: 'DATA_DIR', freeMib: 3, neededMib: 1024 });
const down = refuse('store.down', { store: 'PostgreSQL' });

it('is open without a reason, closed by the first that holds, and says so when it changes', async () => {
  const told: (string | null)[] = [];
  const gate = createWriteGate((refusal) => void told.push(refusal?.code ?? null));
  expect(await gate.refusal()).toBe(null);
  let first: CallRefused | null = null;
  let second: CallRefused | null = null;
  gate.add(() => first);
  gate.add(async () => second);
  await gate.check();
  second = down;
  expect(await gate.refusal()).toBe(down);
  first = full;
  await expect(gate.check()).rejects.toBe(full);
  await expect(gate.check()).rejects.toBe(full);
  [first, second] = [null, null];
  await gate.check();
  expect(told).toEqual(['store.down', 'disk.full', null]);
});

it('lets wait until it is open, or until nobody waits any more', async () => {
  const gate = createWriteGate();
  let asked = 0;
  gate.add(() => ((asked += 1) > 1 ? null : full));
  await gate.untilOpen(new AbortController().signal);
  expect(asked).toBe(2);

  const shut = createWriteGate();
  shut.add(() => full);
  const abort = new AbortController();
  const waiting = shut.untilOpen(abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow();
});
