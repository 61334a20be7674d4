import { describe, expect, it } from 'vitest';
import { tileName } from './tile-name.ts';

describe('tileName', () => {
  it('keeps the two characters people use', () => {
    expect(['羽林街道', '回山镇', '城南乡'].map((name) => tileName(name, 'zh').text)).toEqual(['羽林', '回山', '城南']);
  });

  it('drops the kind in English and may break between syllables', () => {
    expect(tileName('Yulin Subdistrict', 'en')).toEqual({ text: 'Yu\u00adlin', size: 'long' });
    expect(tileName('Chengnan Township', 'en').text).toBe('Cheng\u00adnan');
    expect(tileName('Xiaojiang Town', 'en').text).toBe('Xiao\u00adjiang');
    expect(tileName("Ru'ao Town", 'en').text).toBe("Ru\u00ad'ao");
  });
});
