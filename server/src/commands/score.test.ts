import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import example from '@dangzhi/metrics/fixtures/worked-example.json' with { type: 'json' };
import { heldIn, politicalPhrases } from '@dangzhi/metrics/testing/political-wording.fixture.ts';
import { catalogue, facts, schemes } from '@dangzhi/seed';
import type { FileScore } from '../intake/imports/score-files.ts';
import { runCli } from '../../testing/cli.ts';

let folder: string;
const file = (name: string): string => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-score-'));
  writeFileSync(file('scheme.json'), JSON.stringify(example.scheme));
  writeFileSync(
    file('data.csv'),
    'unit,formal-rate,trained-staff,room-occupancy,defects,offsite-backup\nD1,65,8,75,0,\n',
  );
  writeFileSync(file('bad.csv'), 'unit,formal-rate\nD1,x\n');
  writeFileSync(file('half.json'), '{ "code": ');
  writeFileSync(file('other.json'), JSON.stringify({ ...example.scheme, nodes: [] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const score = (scheme: string, data: string, ...more: string[]) =>
  runCli(['score', '--scheme', file(scheme), '--data', file(data), ...more]);

describe('dangzhi score', () => {
  it('prints the result as JSON and nothing else', async () => {
    const { code, stdout, stderr } = await score('scheme.json', 'data.csv');
    expect([code, stderr]).toEqual([0, '']);
    const { scheme, units } = JSON.parse(stdout) as FileScore;
    expect(scheme).toBe('WORKED');
    expect(units).toMatchObject([{ code: 'D1', printed: '79.68', rank: 1, grade: 'pass', coverage: 0.9 }]);
  });

  it('derives the figures of the units asked for, line by line', async () => {
    const { stdout } = await score('scheme.json', 'data.csv', '--explain', 'D1');
    const [derivation] = (JSON.parse(stdout) as FileScore).derivations ?? [];
    const aggregate = derivation?.steps.find(({ node, kind }) => node === 'W' && kind === 'aggregate');
    expect(aggregate?.expression).toBe('(60 × 76.8 + 40 × 84) ÷ (60 + 40)');
    expect(derivation?.steps.find(({ kind }) => kind === 'round')?.result).toBe(79.68);
    const { code, stderr } = await score('scheme.json', 'data.csv', '--explain', 'D9');
    expect([code, stderr.includes('There is no unit D9; the file has "D1"')]).toEqual([1, true]);
  });

  it('says no political wording beside a figure of the county’s own scheme', async () => {
    const county = schemes.find(({ unitKind }) => unitKind === 'county');
    writeFileSync(file('county.json'), JSON.stringify(county));
    writeFileSync(file('county.csv'), 'unit,GOV-1-01,GOV-1-02,USE-3-01\nU1,70,2,1\n');
    const { code, stdout, stderr } = await score('county.json', 'county.csv', '--explain', 'U1');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as FileScore).derivations?.[0]?.steps.length).toBeGreaterThan(20);
    const phrases = politicalPhrases(
      facts,
      catalogue.views.flatMap(({ groups }) => groups),
    );
    expect(heldIn(stdout + stderr, phrases)).toEqual([]);
  });

  it('writes it to a file', async () => {
    const { code, stdout } = await score('scheme.json', 'data.csv', '--out', file('result.json'));
    expect([code, stdout]).toEqual([0, '']);
    expect((JSON.parse(readFileSync(file('result.json'), 'utf8')) as FileScore).units).toHaveLength(1);
  });

  it.each([
    ['a scheme that is not there', 'none.json', 'data.csv', 'There is no readable file FOLDER/none.json.'],
    ['data that is not there', 'scheme.json', 'none.csv', 'There is no readable file FOLDER/none.csv.'],
    ['a scheme that is not JSON', 'half.json', 'data.csv', 'FOLDER/half.json is not JSON'],
    ['JSON that is not a scheme', 'other.json', 'data.csv', 'FOLDER/other.json is not a scheme:'],
    ['data that cannot be read', 'scheme.json', 'bad.csv', 'FOLDER/bad.csv: Line 2, formal-rate: "x" is not a number'],
  ])('%s: one sentence, no stack, exit code 1', async (_case, scheme, data, sentence) => {
    const { code, stdout, stderr } = await score(scheme, data);
    expect(stderr.replaceAll(folder, 'FOLDER')).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('a result that cannot be written: the same', async () => {
    const { code, stderr } = await score('scheme.json', 'data.csv', '--out', file('no/such/folder.json'));
    expect(stderr.trim().split('\n')).toEqual([`${file('no/such/folder.json')} cannot be written.`]);
    expect(code).toBe(1);
  });
});

describe('commands that need the server', () => {
  it.each([
    ['without one', {}, /^There is no .+operator\.token; start the server with the same DATA_DIR first\.$/],
    ['with a port that is none', { PORT: 'web' }, /^PORT=web must be a whole number from 0 to 65535\.$/],
  ])('%s, say so in one sentence', async (_case, env, sentence) => {
    const { code, stderr } = await runCli(['pull', 'erms'], { DATA_DIR: folder, ...env });
    expect(stderr.trim()).toMatch(sentence);
    expect(code).toBe(1);
  });
});
