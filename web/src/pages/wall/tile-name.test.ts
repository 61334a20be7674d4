import { describe, expect, it } from 'vitest';
import { tileName } from './tile-name.ts';

describe('tileName', () => {
  it('keeps the two characters people use', () => {
    expect(['羽林街道', '回山镇', '城南乡'].map((name) => tileName(name, 'zh').text)).toEqual(['羽林', '回山', '城南']);
  });

  it('drops the kind in English', () => {
    expect(tileName('Yulin Subdistrict', 'en')).toEqual({ text: 'Yulin', size: 'long' });
    expect(tileName('Chengnan Township', 'en').text).toBe('Chengnan');
  });
});
