import { describe, expect, it } from 'vitest';
import { goalpostDrawing } from './goalposts.ts';

describe('goalpostDrawing', () => {
  it('rises from the floor over the pass to the target, and stays level beyond', () => {
    const { line, posts } = goalpostDrawing([
      [10, 0],
      [60, 60],
      [110, 100],
    ]);
    expect(posts.map(({ value, x, y }) => [value, x, y])).toEqual([
      [10, 12, 100],
      [60, 50, 40],
      [110, 88, 0],
    ]);
    expect([line[0], line.at(-1)]).toEqual([
      [0, 100],
      [100, 0],
    ]);
  });

  it('falls where less is better, whatever the order given', () => {
    const { posts } = goalpostDrawing([
      [95, 0],
      [85, 60],
      [65, 100],
    ]);
    expect(posts.map(({ value, score }) => [value, score])).toEqual([
      [65, 100],
      [85, 60],
      [95, 0],
    ]);
  });

  it('draws nothing of nothing', () => {
    expect(goalpostDrawing([])).toEqual({ line: [], posts: [] });
  });
});
