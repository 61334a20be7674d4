import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCommand } from 'citty';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isLeaf, type MissingKind } from '@dangzhi/metrics';
import type { FileScore } from '../intake/imports/score-files.ts';
import {
  casesOn,
  expectRight,
  fileOf,
  NUMBER_TABLES,
  schemeOf,
  WAYS,
  type NumberCase,
  type Outcome,
} from '../../testing/number-cases.ts';
import { score } from './score.ts';

// metrics/fixtures/numbers through `dangzhi score`, files and all.
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-cases-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function run(one: NumberCase): Promise<{ said: string; exit: number; result: () => FileScore }> {
  const [scheme, data, out] = ['scheme.json', 'data.csv', 'result.json'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(scheme, JSON.stringify(schemeOf(one)));
  writeFileSync(data, fileOf(one));
  rmSync(out, { force: true });
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))));
  const explain = one.explain ?? Object.keys(one.right ?? {}).join(',');
  const rawArgs = ['--scheme', scheme, '--data', data, '--out', out];
  if (one.refused?.file === undefined) rawArgs.push('--explain', explain);
  if (one.keep !== undefined) rawArgs.push('--keep', one.keep.join(','));
  await runCommand(score, { rawArgs });
  const exit = Number(process.exitCode ?? 0);
  return { said, exit, result: () => JSON.parse(readFileSync(out, 'utf8')) as FileScore };
}

function outcomesOf(one: NumberCase, { units, derivations = [] }: FileScore): Map<string, Outcome> {
  const leaves = schemeOf(one).nodes.filter((node) => isLeaf(node as never)) as { code: string; indicator: string }[];
  return new Map(
    units.map(({ code, nodes, ...figures }) => {
      const steps = derivations.find(({ unit }) => unit === code)?.steps ?? [];
      const stepOf = (leaf: string, kind: string) => steps.find((step) => step.node === leaf && step.kind === kind);
      const [values, missing] = [new Map<string, number | null>(), new Map<string, MissingKind | null>()];
      for (const leaf of leaves) {
        values.set(leaf.indicator, stepOf(leaf.code, 'value')?.result ?? null);
        missing.set(leaf.indicator, stepOf(leaf.code, 'absent')?.missing ?? null);
      }
      return [code, { ...figures, values, missing, nodes: new Map(Object.entries(nodes)) }];
    }),
  );
}

describe.each(NUMBER_TABLES)('$kind $title', ({ kind, cases }) => {
  it('every case says how it was worked out, and where it has no meaning', () => {
    for (const one of cases) {
      expect(one.by, one.code).not.toBe('');
      expect(Object.keys(one.without ?? {}), one.code).toEqual(WAYS.filter((way) => !one.ways.includes(way)));
    }
  });

  it.each(casesOn('file').filter(({ code }) => code.startsWith(kind)))('$code $what', async (one) => {
    const { said, exit, result } = await run(one);
    const refused = one.refused?.file;
    for (const words of refused ?? one.told?.file ?? []) expect(said).toContain(words);
    expect(exit, said).toBe(one.exit ?? (refused === undefined ? 0 : 1));
    if (refused === undefined) expectRight(one, outcomesOf(one, result()));
  });
});
