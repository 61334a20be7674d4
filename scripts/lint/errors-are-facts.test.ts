import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const isSource = (file: string): boolean => !/\.(test|fixture)\.ts$/.test(file);
const sources = globSync('{server,web}/src/**/*.{ts,vue}', { cwd: ROOT })
  .filter(isSource)
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
const filesWith = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

// What is refused is a code with parameters; its words are made once, where a person reads them.
describe('a refusal', () => {
  it('is not a sentence in two languages glued together', () => {
    expect(filesWith(/\p{Script=Han}[^'"`\n]* · [A-Z]/u)).toEqual([]);
  });

  it('is not taken apart again', () => {
    expect(filesWith(/split\(['"] · ['"]\)|\.message\.(split|match|includes|startsWith)\(/)).toEqual([]);
    // Names and units of measure are told apart by the writing they are in; refusals are not.
    expect(filesWith(/Script=Han[^]*\b(ApiError|message)\b|\b(ApiError|message)\b[^]*Script=Han/)).toEqual([]);
  });

  it('is thrown by its code', () => {
    expect(filesWith(/createError\(/)).toEqual([]);
  });
});
