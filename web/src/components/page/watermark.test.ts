import { expect, it } from 'vitest';
import { watermarkImage } from './watermark.ts';

const drawing = (image: string) => decodeURIComponent(/^url\("data:image\/svg\+xml,(.*)"\)$/.exec(image)?.[1] ?? '');

it('holds every line, twice a tile', () => {
  const svg = drawing(watermarkImage(['王芳 wangfang', '2023-01-03 09:00'], '#0000000f'));
  expect(svg.split('王芳 wangfang')).toHaveLength(3);
  expect(svg.split('2023-01-03 09:00')).toHaveLength(3);
  expect(svg).toContain('fill="#0000000f"');
});

it('takes a name for a name, whatever signs are in it', () => {
  const image = watermarkImage(['</text><script>"&'], 'red');
  expect(drawing(image)).toContain('&lt;/text&gt;&lt;script&gt;&quot;&amp;');
  // Nothing in it ends the CSS string it stands in.
  expect(image.slice(5, -2)).not.toMatch(/["\\\n]/);
});
