import { expect } from 'vitest';
import type { DamageOutcome } from './damage.ts';

/** It does not start and says the mend, or serves what an unharmed twin serves, or tells what is damaged and serves less. */
export function expectTold({ refused, findings, served }: DamageOutcome, unharmed: DamageOutcome): void {
  if (refused !== null) {
    expect(refused).toMatch(/dangzhi restore|restore the file/);
    return;
  }
  const damaged = findings.filter(({ state }) => state === 'damaged');
  for (const { found, mend } of findings) {
    expect([found.zh, found.en].every((words) => words !== '')).toBe(true);
    if (damaged.length > 0 && mend !== null) expect(mend.zh).not.toBe('');
  }
  if (damaged.length === 0) expect(served).toEqual(unharmed.served);
  // What is served besides what is damaged is right: a figure is the twin's or none.
  const [own, twin] = [served?.ranking, unharmed.served?.ranking].map(
    (ranking) => JSON.parse(ranking ?? '[]') as readonly (readonly [string, string | null])[],
  );
  for (const [unit, printed] of own ?? [])
    if (printed !== null) expect([unit, printed]).toEqual(twin?.find(([code]) => code === unit)?.slice(0, 2));
  expect([unharmed.served?.evidence, '404']).toContain(served?.evidence);
}
