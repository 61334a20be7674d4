import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildTree } from '@dangzhi/metrics';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import type { Finding } from '@dangzhi/metrics/lint';
import { SCHEME_JSON_SCHEMA } from '@dangzhi/metrics/scheme';
import { rubricExamples, rubrics } from '@dangzhi/seed';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUnits } from '../intake/imports/read-data-file.ts';
import { scoreFiles, type FileScore } from '../intake/imports/score-files.ts';
import { runCli } from '../../testing/cli.ts';

let folder: string;
const file = (name: string): string => path.join(folder, name);
const rubricOf = (code: string) => rubrics.find((rubric) => rubric.code === code)!;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-scheme-'));
  const write = (name: string, content: unknown): void => writeFileSync(file(name), JSON.stringify(content));
  write('good.json', example.scheme);
  write('short.json', { ...example.scheme, total: 90 });
  write('rubric.json', rubricOf('SHICHENG-2018'));
  const weightless = example.scheme.nodes.map((node) => ({
    ...node,
    weight: node.parent === undefined ? node.weight : 0,
  }));
  write('weightless.json', { ...example.scheme, total: undefined, nodes: weightless });
  writeFileSync(file('half.json'), '{ "code": ');
  // Five departments, all without a defect and with the same number of trained staff.
  const rows = [1, 2, 3, 4, 5].map((k) => `D${k},${k * 15},8,${60 + ((k * 3) % 5) * 8},0,${100 - k * k}`);
  const header = 'unit,formal-rate,trained-staff,room-occupancy,defects,offsite-backup';
  writeFileSync(file('data.csv'), `${[header, ...rows].join('\n')}\n`);
  writeFileSync(file('bad.csv'), 'unit,formal-rate\nD1,x\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scheme = (command: string, name: string, ...more: string[]) =>
  runCli(['scheme', command, '--scheme', file(name), ...more]);

describe('dangzhi scheme check', () => {
  it('says so when it is one', async () => {
    const { code, stdout, stderr } = await scheme('check', 'good.json');
    expect([code, stdout, stderr]).toEqual([0, `${file('good.json')} is a scheme.\n`, '']);
  });

  it('lists every fault with its place and its mend, exit code 1', async () => {
    const { code, stdout, stderr } = await scheme('check', 'short.json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `${file('short.json')} is not a scheme:\n  /nodes/0/weight  the root has 100.00 points; total says 90\n`,
    );
  });
});

describe('what lint calls an error', () => {
  it('a group that can never have a score is no scheme to score by, and scoring by it says so', async () => {
    const { code, stdout, stderr } = await scheme('check', 'weightless.json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('cannot be scored:\n  /nodes/0  ');
    const scored = await runCli(['score', '--scheme', file('weightless.json'), '--data', file('data.csv')]);
    expect(scored.code).toBe(1);
    expect(scored.stderr).toContain('no unit has a score');
  });

  it('a heading that is not the sum of its items is told, and can be scored as it is written', async () => {
    const { code, stdout, stderr } = await scheme('check', 'rubric.json');
    expect([code, stdout]).toEqual([0, `${file('rubric.json')} is a scheme.\n`]);
    expect(stderr).toContain('  /nodes/24  ');
  });
});

describe('dangzhi scheme lint', () => {
  it('the county rubric: its two faults, in Chinese, exit code 1', async () => {
    const { code, stdout, stderr } = await scheme('lint', 'rubric.json');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.split('\n').filter((line) => line.startsWith('错误'))).toEqual([
      '错误  heading-mismatch  /adjustments/headed',
      '错误  items-sum  /nodes/24',
    ]);
    expect(stdout).toContain('“持续开展非法采砂专项整治”（I18）标为3分，而其细则合计2分（少1分）。');
  });

  it('in English', async () => {
    const { stdout } = await scheme('lint', 'rubric.json', '--lang', 'en');
    expect(stdout).toContain('Illegal sand mining (I18) is headed 3 points, and its sub-rules give 2 (1 short).');
    expect(stdout).not.toMatch(/\p{Script=Han}/u);
  });

  it('as JSON, and with data what the values show, exit code 0', async () => {
    const { code, stdout, stderr } = await scheme('lint', 'good.json', '--data', file('data.csv'), '--json');
    expect([code, stderr]).toEqual([0, '']);
    expect((JSON.parse(stdout) as Finding[]).map(({ code: what, node }) => [what, node])).toEqual([
      ['constant-values', 'A2'],
      ['constant-values', 'B2'],
    ]);
  });

  it('says so of a scheme without a finding', async () => {
    const { code, stdout } = await scheme('lint', 'good.json');
    expect([code, stdout]).toEqual([0, `${file('good.json')}: 未发现问题。\n`]);
  });

  it('does not look at the data of a scheme that cannot be scored, and says so', async () => {
    const { code, stdout, stderr } = await scheme('lint', 'short.json', '--data', file('data.csv'));
    expect(stderr).toBe(`${file('short.json')} cannot be scored as it is; ${file('data.csv')} was not looked at.\n`);
    expect([code, stdout.split('\n')[0]]).toEqual([1, '错误  root-total  /nodes/0/weight']);
  });

  it.each([
    ['a scheme that is not there', 'none.json', [], /^There is no readable file .+none\.json\.$/],
    ['a scheme that is not JSON', 'half.json', [], /half\.json is not JSON/],
    [
      'data that cannot be read',
      'good.json',
      ['--data', 'bad.csv'],
      /bad\.csv: Line 2, formal-rate: "x" is not a number/,
    ],
    ['a language that is none', 'good.json', ['--lang', 'fr'], /^--lang fr must be zh or en\.$/],
  ])('%s: one sentence, no stack, exit code 1', async (_case, name, more, sentence) => {
    const { code, stdout, stderr } = await scheme(
      'lint',
      name,
      ...more.map((word) => word.replace('bad.csv', file('bad.csv'))),
    );
    expect(stderr.trim()).toMatch(sentence);
    expect([code, stdout]).toEqual([1, '']);
  });
});

it('dangzhi scheme schema prints the published schema', async () => {
  const { code, stdout } = await runCli(['scheme', 'schema']);
  expect([code, JSON.parse(stdout)]).toEqual([0, JSON.parse(JSON.stringify(SCHEME_JSON_SCHEMA))]);
});

describe.each(rubricExamples)('$scheme from files', ({ scheme: code, csv, expected }) => {
  const rubric = rubricOf(code);
  const told = ({ units }: FileScore) => units.map(({ code: unit, printed, rank }) => ({ unit, printed, rank }));

  it('scores what a person computes by hand', async () => {
    expect(told(scoreFiles(rubric, csv))).toEqual(expected);
    expect(readUnits(csv, buildTree(rubric)).units.map(({ unit }) => unit)).toEqual(expected.map(({ unit }) => unit));
    writeFileSync(file(`${code}.json`), JSON.stringify(rubric));
    writeFileSync(file(`${code}.csv`), csv);
    const { stdout } = await runCli(['score', '--scheme', file(`${code}.json`), '--data', file(`${code}.csv`)]);
    expect(told(JSON.parse(stdout) as FileScore)).toEqual(expected);
  });
});
