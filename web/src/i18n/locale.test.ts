import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import zh from './zh.json';

type Messages = { [key: string]: string | Messages };

const flatten = (messages: Messages, prefix = ''): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );

const chinese = new Map(flatten(zh));
const english = new Map(flatten(en));
/** English may name one twice, in its singular and its plural. */
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

const sourceRoot = join(import.meta.dirname, '..');
const sources = readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(sourceRoot, file), 'utf8'))
  .join('\n');

describe('locales', () => {
  it('have the same keys', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
  });

  it.each(['zh', 'en'])('give no key twice: the second would hide the first in %s', (locale) => {
    const text = readFileSync(join(import.meta.dirname, `${locale}.json`), 'utf8');
    const countKeys = (messages: Messages): number =>
      Object.values(messages).reduce((sum, value) => sum + 1 + (typeof value === 'string' ? 0 : countKeys(value)), 0);
    expect(text.match(/"\w+":/g)).toHaveLength(countKeys(JSON.parse(text) as Messages));
  });

  it('have the same placeholders', () => {
    for (const [key, text] of chinese) {
      expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });

  it('hold every key the pages ask for', () => {
    const asked = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1]);
    expect(asked.filter((key) => !chinese.has(key ?? ''))).toEqual([]);
  });

  it('hold no key that nobody asks for', () => {
    expect([...chinese.keys()].filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
  });

  it('are Chinese and English', () => {
    for (const [key, text] of english) expect(text, key).not.toMatch(/\p{Script=Han}/u);
  });
});
