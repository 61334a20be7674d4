import { describe, expect, it } from 'vitest';
import { carouselSeconds, sceneBeside, sceneOfKey, sceneOfQuery, SCENES } from './scenes.ts';

describe('scenes', () => {
  it('begin with the overview, whatever nonsense the address holds', () => {
    expect([undefined, 'nowhere', ['archives'], 'platform'].map(sceneOfQuery)).toEqual([
      'overview',
      'overview',
      'overview',
      'platform',
    ]);
  });

  it('go round in both directions', () => {
    for (const scene of SCENES) expect(sceneBeside(sceneBeside(scene, 1), -1)).toBe(scene);
    expect(sceneBeside('platform', 1)).toBe('overview');
    expect(sceneBeside('overview', -1)).toBe('platform');
  });

  it('answer digits, arrows and the keys of a page turner', () => {
    expect(['1', '3', 'ArrowRight', 'PageDown', 'ArrowLeft'].map((key) => sceneOfKey(key, 'archives'))).toEqual([
      'overview',
      'platform',
      'platform',
      'platform',
      'overview',
    ]);
    expect(['4', '0', 'a', 'Enter', '10'].map((key) => sceneOfKey(key, 'archives'))).toEqual(Array(5).fill(null));
  });
});

describe('carouselSeconds', () => {
  it('is off unless asked for, and never quicker than one can read', () => {
    expect([undefined, null, 'off'].map(carouselSeconds)).toEqual([null, null, null]);
    expect(['', 'on', '45', '3'].map(carouselSeconds)).toEqual([30, 30, 45, 20]);
  });
});
