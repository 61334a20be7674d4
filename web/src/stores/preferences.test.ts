import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { usePreferences } from './preferences.ts';

const fakeStorage = (initial: Record<string, string>) => {
  const values = new Map(Object.entries(initial));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
  });
  return values;
};

beforeEach(() => setActivePinia(createPinia()));
afterEach(() => vi.unstubAllGlobals());

describe('preferences', () => {
  it('starts in Chinese on paper', () => {
    fakeStorage({});
    expect(usePreferences()).toMatchObject({ locale: 'zh', theme: 'light' });
  });

  it('ignores what an older version wrote', () => {
    fakeStorage({ 'dangzhi.preferences': '{"locale":"fr","theme":7}' });
    expect(usePreferences()).toMatchObject({ locale: 'zh', theme: 'light' });
    fakeStorage({ 'dangzhi.preferences': 'null' });
    setActivePinia(createPinia());
    expect(usePreferences().locale).toBe('zh');
  });

  it('follows the system where nobody chose', () => {
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(prefers-color-scheme: dark)' }));
    fakeStorage({ 'dangzhi.preferences': '{"locale":"zh"}' });
    expect(usePreferences().theme).toBe('dark');
    fakeStorage({ 'dangzhi.preferences': '{"theme":"light"}' });
    setActivePinia(createPinia());
    expect(usePreferences().theme).toBe('light');
  });

  it('remembers a choice', async () => {
    const stored = fakeStorage({});
    usePreferences().locale = 'en';
    await nextTick();
    expect(stored.get('dangzhi.preferences')).toBe('{"locale":"en","theme":"light"}');
  });

  it('works without storage', async () => {
    vi.stubGlobal('localStorage', undefined);
    usePreferences().theme = 'dark';
    await nextTick();
    expect(usePreferences().theme).toBe('dark');
  });
});
