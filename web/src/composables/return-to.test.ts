import { describe, expect, it } from 'vitest';
import { returnPath } from './return-to.ts';

describe('returnPath', () => {
  it('takes a path of ours with its query, without the fragment', () => {
    expect(returnPath('/units/XC-D30?period=2022-12#top')).toBe('/units/XC-D30?period=2022-12');
    expect(returnPath('/accounts')).toBe('/accounts');
  });

  it('takes no other site, however it is written', () => {
    const elsewhere = [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'https://evil.example/',
      'javascript:1',
    ];
    expect(elsewhere.map(returnPath)).toEqual(elsewhere.map(() => null));
  });

  it('takes neither the start page nor one for who is not signed in', () => {
    for (const path of ['/', '/?lang=en', '/login', '/login?returnTo=/login', '/set-up', '/display', '/api/v1/meta']) {
      expect(returnPath(path), path).toBeNull();
    }
  });

  it('takes nothing for nothing', () => {
    expect([undefined, null, '', ['/ranking'], 'ranking', '//'].map(returnPath)).toEqual(Array(6).fill(null));
  });
});
