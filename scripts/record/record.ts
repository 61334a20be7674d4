// Records what a checkout answers and draws, to be compared with another's (compare.ts).
//
//   record fill  --tree <checkout> --data <folder>
//   record       --tree <checkout> --data <filled folder> --out <folder> [--only routes|pages] [--visit name,name]
//
// The checkout needs its packages and its built pages. It is driven from outside, through `serve` of its command line, so
// that one and the same recorder records trees whose folders and names differ. The server's clock begins at a fixed instant
// and goes slowly (slow-clock.mjs), the browser's stands still. A filled data directory is copied for each recording: fill
// it once, with the older tree, and record both from it; or fill one with each tree, to compare the filling as well.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { callersOf, copyCounty, fillCounty, untilScored } from './county.ts';
import { recordPages } from './pages.ts';
import { recordRoutes } from './routes.ts';
import { RECORDED_AT, serveTree } from './server.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tree: { type: 'string', default: '.' },
    data: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string' },
    visit: { type: 'string', default: '' },
  },
});
const tree = path.resolve(values.tree);
const data = values.data === undefined ? undefined : path.resolve(values.data);
if (data === undefined || (positionals[0] !== 'fill' && values.out === undefined)) {
  console.error(
    'record fill --tree <checkout> --data <folder>, then record --tree <checkout> --data <folder> --out <folder>',
  );
  process.exitCode = 1;
} else if (positionals[0] === 'fill') await timed('filled', () => fillCounty(tree, data));
else await record(data, path.resolve(values.out ?? ''));

async function record(filled: string, out: string): Promise<void> {
  const dataDir = copyCounty(filled);
  const server = await timed('started', () => serveTree(tree, dataDir, RECORDED_AT));
  try {
    const { address } = server;
    await untilScored(address, dataDir);
    const callers = await callersOf(address, dataDir);
    const visits = values.visit.split(',').filter((name) => name !== '');
    if (values.only !== 'pages') await timed('routes', () => recordRoutes(address, callers, path.join(out, 'routes')));
    if (values.only !== 'routes')
      await timed('pages', () => recordPages(address, callers, path.join(out, 'pages'), visits));
  } finally {
    await server.stop();
    rmSync(path.dirname(dataDir), { recursive: true, force: true });
  }
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await work();
  const count = typeof result === 'number' ? ` ${result}` : '';
  console.log(`${what}${count} in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return result;
}
