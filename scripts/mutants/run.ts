// Runs mutants against the tests that could kill them:
//
//   node scripts/mutants/run.ts <scratch checkout> <results.json> [--packages metrics,web,server] [--only-killed-of <results.json>]
//
// The scratch checkout has its packages installed; its files are changed, one line at a time, and put back. First the tests
// beside the file, then those that import it (vitest related), each until one fails. Results that are there already are kept,
// so that a run which was ended goes on. A line that is no longer there is reported: somebody has to say where it went.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import mutants from './mutants.json' with { type: 'json' };
import renamed from './renamed.json' with { type: 'json' };
import { linesOf, type MutatedPackage, type Mutant, type Verdict } from './mutant.ts';

/** A stage of a server's mutant opens stores; on a busy machine that takes minutes, and hundreds of tests import it. */
const STAGE_MS: Readonly<Record<MutatedPackage, number>> = { metrics: 240_000, web: 240_000, server: 200_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    packages: { type: 'string', default: 'metrics,web,server' },
    'only-killed-of': { type: 'string' },
  },
});
const [checkout = '', results = ''] = positionals.map((one) => path.resolve(one));
if (results === '') {
  console.error('run.ts <scratch checkout> <results.json> [--packages …] [--only-killed-of <results.json>]');
  process.exitCode = 1;
} else await runAll();

async function runAll(): Promise<void> {
  const verdicts: Verdict[] = existsSync(results) ? readVerdicts(results) : [];
  const killed = values['only-killed-of'];
  const asked = new Set(
    killed === undefined ? null : readVerdicts(killed).flatMap(({ id, verdict }) => (verdict === 'killed' ? [id] : [])),
  );
  const wanted = values.packages.split(',');
  const due = (mutants as Mutant[])
    .filter(({ id }) => (killed === undefined || asked.has(id)) && !verdicts.some((one) => one.id === id))
    .filter((mutant) => wanted.includes(mutant.package))
    .sort((a, b) => wanted.indexOf(a.package) - wanted.indexOf(b.package));
  for (const mutant of due) {
    const began = performance.now();
    const verdict = await judge(mutant);
    const seconds = Math.round((performance.now() - began) / 1000);
    verdicts.push({ id: mutant.id, ...verdict, seconds });
    verdicts.sort((a, b) => a.id - b.id);
    writeFileSync(results, `${JSON.stringify(verdicts, null, 1)}\n`);
    console.log(`${mutant.id} ${verdict.verdict} ${mutant.file} ${verdict.killedBy ?? ''} ${seconds} s`);
  }
}

function readVerdicts(file: string): Verdict[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Verdict[];
}

/** A mutant as its line reads now, where somebody said so; the checkout may be from before or after. */
function readings(mutant: Mutant): readonly Pick<Mutant, 'line' | 'mutated'>[] {
  return [mutant, ...renamed.filter(({ id }) => id === mutant.id)];
}

async function judge(mutant: Mutant): Promise<Omit<Verdict, 'id' | 'seconds'>> {
  const places = linesOf(checkout, mutant.package);
  const reading = readings(mutant).find(({ line }) => places.has(line)) ?? mutant;
  const found = places.get(reading.line) ?? [];
  const [place] = found;
  if (place === undefined || found.length > 1)
    return { verdict: place === undefined ? 'not-found' : 'ambiguous', file: null, killedBy: null };
  const file = path.join(checkout, place.file);
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  lines[place.index] = (lines[place.index] ?? '').replace(reading.line, () => reading.mutated);
  writeFileSync(file, lines.join('\n'));
  try {
    const folder = path.dirname(place.file);
    const hasTestsBeside = readdirSync(path.join(checkout, folder)).some(
      (name) => /\.test\.ts$/.test(name) && !/\.long\.test/.test(name),
    );
    const stages = [...(hasTestsBeside ? [['run', `${folder}/`]] : []), ['related', place.file, '--run']];
    let timedOut = false;
    for (const stage of stages) {
      const { outcome, failed } = await vitest(mutant.package, stage);
      if (outcome === 'failed') return { verdict: 'killed', file: place.file, killedBy: failed };
      timedOut ||= outcome === 'timed-out';
    }
    return { verdict: timedOut ? 'timed-out' : 'survived', file: place.file, killedBy: null };
  } finally {
    writeFileSync(file, text);
  }
}

interface Outcome {
  readonly outcome: 'passed' | 'failed' | 'timed-out';
  readonly failed: string | null;
}

async function vitest(project: MutatedPackage, args: readonly string[]): Promise<Outcome> {
  const bin = path.join(checkout, 'node_modules/.bin');
  const report = path.join(mkdtempSync(path.join(os.tmpdir(), 'dangzhi-mutant-')), 'report.json');
  const child = spawn(
    path.join(bin, 'vitest'),
    [
      ...args,
      '--project',
      project,
      '--bail',
      '1',
      '--passWithNoTests',
      '--maxWorkers',
      '1',
      '--reporter',
      'json',
      `--outputFile.json=${report}`,
      '--silent',
    ],
    {
      cwd: checkout,
      env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      stdio: 'ignore',
      // A process group of its own, so that its workers end with it.
      detached: true,
    },
  );
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, STAGE_MS[project]);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  const failed = existsSync(report) ? firstFailure(readFileSync(report, 'utf8')) : null;
  rmSync(path.dirname(report), { recursive: true, force: true });
  if (timedOut) return { outcome: 'timed-out', failed: null };
  return code === 0 ? { outcome: 'passed', failed: null } : { outcome: 'failed', failed };
}

/** The test that failed, or the file that could not be read; `null` when vitest said nothing of the kind. */
function firstFailure(report: string): string | null {
  const { testResults } = JSON.parse(report) as {
    testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
  };
  // Files that were not begun because another had failed are failed, too, with no test in them.
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ name, ...test })),
  );
  const test = tests.find(({ status }) => status === 'failed');
  if (test !== undefined) return `${path.relative(checkout, test.name)} > ${test.fullName}`;
  const file = testResults.find(({ status }) => status === 'failed');
  return file === undefined ? null : path.relative(checkout, file.name);
}
