import { describe, expect, it } from 'vitest';
import { carouselSeconds, sceneBeside, sceneOfKey, sceneOfQuery, SCENES } from './scenes.ts';

describe('scenes', () => {
  it('begin with the overview, whatever nonsense the address holds', () => {
    expect([undefined, 'nowhere', ['archives'], 'platform'].map((one) => sceneOfQuery(one))).toEqual([
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

  it('skip those a display was not given', () => {
    const given = ['overview', 'platform'] as const;
    expect(['archives', 'platform', undefined].map((one) => sceneOfQuery(one, given))).toEqual([
      'overview',
      'platform',
      'overview',
    ]);
    expect([1, -1].map((step) => sceneBeside('overview', step, given))).toEqual(['platform', 'platform']);
    expect(['1', '2', '3', 'ArrowRight'].map((key) => sceneOfKey(key, 'overview', given))).toEqual([
      'overview',
      'platform',
      null,
      'platform',
    ]);
    expect(sceneBeside('archives', 1, ['archives'])).toBe('archives');
  });
});

describe('carouselSeconds', () => {
  it('is off unless asked for, and never quicker than one can read', () => {
    expect([undefined, null, 'off'].map(carouselSeconds)).toEqual([null, null, null]);
    expect(['', 'on', '45', '3'].map(carouselSeconds)).toEqual([30, 30, 45, 20]);
  });
});
