import { describe, expect, it } from 'vitest';
import { browserOf } from './browser.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';

describe('browserOf', () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'Chrome', '120', 'Windows'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Edg/120.0.0.0`, 'Edge', '120', 'Windows'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Qaxbrowser/1.2`, 'QAX', '1', 'Linux'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0', 'Firefox', '121', 'Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1',
      'Safari',
      '17',
      'iOS',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64; UOS Pro) ${CHROME}`, 'Chrome', '120', 'UOS'],
    [`Mozilla/5.0 (Linux; Android 13) ${CHROME} DingTalk/7.0.30`, 'DingTalk', '7', 'Android'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME.replace('Chrome', 'HeadlessChrome')}`, 'Chrome', '120', 'Linux'],
  ])('knows %s', (agent, name, version, system) => {
    expect(browserOf(agent)).toEqual({ name, version, system });
  });

  it('says nothing of what it does not know', () => {
    for (const agent of ['', 'something else entirely']) {
      expect(browserOf(agent)).toEqual({ name: null, version: null, system: null });
    }
  });
});
