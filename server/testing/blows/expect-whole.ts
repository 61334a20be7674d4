import { expect } from 'vitest';
import type { Aftermath } from './cases.ts';
import { differencesOf } from './kept.ts';

/** Nothing acknowledged is lost, nothing is there twice, and the scores are those of a server that was not harmed. */
export function expectWhole(aftermath: Aftermath, seed: string): void {
  expect(aftermath.kept.lost, seed).toEqual([]);
  expect(aftermath.kept.doubled, seed).toBe(0);
  expect(differencesOf(aftermath), seed).toEqual([]);
}
