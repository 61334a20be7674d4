import { expect, it } from 'vitest';
import { parseExactJson, writtenNumber } from './exact-json.ts';

it.each(['12345678901234567890', '1.0', '0.1', '7', '-3.50', '1e5'])(
  '%s is read and written back as it stands',
  (number) => {
    const text = `{"a":[${number},null,"${number}"]}`;
    const parsed = parseExactJson(text) as { a: unknown[] };
    expect(writtenNumber(parsed.a[0])).toBe(number);
    expect(writtenNumber(parsed.a[1])).toBeNull();
    expect(writtenNumber(parsed.a[2])).toBeNull();
    expect(JSON.stringify(parsed)).toBe(text);
  },
);
