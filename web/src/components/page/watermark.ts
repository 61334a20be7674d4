const WIDTH = 340;
const HEIGHT = 190;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/**
 * One tile of the watermark as a CSS image: the lines aslant, twice, so that every crop of a page holds them.
 *
 * @param ink a CSS colour, as light as it can be and still be read on a photograph
 */
export function watermarkImage(lines: readonly string[], ink: string): string {
  const drawn = (x: number, y: number) =>
    `<g transform="translate(${x} ${y}) rotate(-22)">${lines
      .map((line, row) => `<text y="${row * 18}">${escaped(line)}</text>`)
      .join('')}</g>`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" ` +
    `font-size="13" fill="${ink}">${drawn(18, 86)}${drawn(WIDTH / 2 + 18, HEIGHT / 2 + 80)}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}
