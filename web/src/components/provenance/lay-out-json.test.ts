import { describe, expect, it } from 'vitest';
import { layOutJson } from './lay-out-json.ts';

describe('layOutJson', () => {
  it('puts members on lines and keeps every digit', () => {
    expect(layOutJson('{"unit":"XC-D02","n":[1.0,12345678901234567890],"none":{}}')).toBe(
      '{\n  "unit": "XC-D02",\n  "n": [\n    1.0,\n    12345678901234567890\n  ],\n  "none": {}\n}',
    );
  });

  it('leaves strings alone, whatever is in them', () => {
    expect(layOutJson('{"a":"x, {y}: \\"z\\""}')).toBe('{\n  "a": "x, {y}: \\"z\\""\n}');
  });

  it('leaves what is not JSON as it is', () => {
    expect(layOutJson('XC-D02;2022-12;3412')).toBe('XC-D02;2022-12;3412');
    expect(layOutJson('')).toBe('');
  });
});
