import { describe, expect, it } from 'vitest';
import { howLongAgo } from './how-long-ago.ts';

const NOW = Date.parse('2026-11-28T09:00:00Z');

describe('how long ago', () => {
  it.each([
    ['2026-11-28T08:59:20Z', '40秒钟前', '40 seconds ago'],
    ['2026-11-28T08:57:00Z', '3分钟前', '3 minutes ago'],
    ['2026-11-28T04:01:00Z', '4小时前', '4 hours ago'],
    ['2026-11-20T09:00:00Z', '8天前', '8 days ago'],
    ['2026-11-28T09:00:05Z', '0秒钟前', '0 seconds ago'],
  ])('%s', (instant, chinese, english) => {
    expect(howLongAgo(instant, NOW, 'zh')).toBe(chinese);
    expect(howLongAgo(instant, NOW, 'en')).toBe(english);
  });
});
