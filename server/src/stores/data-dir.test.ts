import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../base/errors.ts';
import { findOpenness } from './data-dir.ts';
import { lockDataDir } from './lock.ts';

// Windows keeps lists of rights and no modes.
describe.skipIf(process.platform === 'win32')('what lies in the data directory is its owner’s alone', () => {
  let folder: string;
  let dataDir: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'dangzhi-data-'));
    dataDir = path.join(folder, 'data');
    // As most machines have it: others may read.
    process.umask(0o022);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const modeOf = (place: string): string => (statSync(place).mode & 0o777).toString(8);

  it('is made so', () => {
    const below = path.join(dataDir, 'a');
    lockDataDir(below).release();
    // Folders above it are the machine's own matter.
    expect([modeOf(dataDir), modeOf(below), modeOf(path.join(below, 'lock.sqlite'))]).toEqual(['755', '700', '600']);
  });

  it('an empty one is made so', () => {
    mkdirSync(dataDir, { mode: 0o755 });
    expect(findOpenness(dataDir)).toBeNull();
    lockDataDir(dataDir).release();
    expect(modeOf(dataDir)).toBe('700');
  });

  it.each([0o755, 0o750, 0o701, 0o770, 0o777])('one of mode %o is refused, in words that mend it', (mode) => {
    const odd = path.join(folder, 'the county’s data');
    mkdirSync(odd);
    writeFileSync(path.join(odd, 'operator.token'), '');
    chmodSync(odd, mode);
    expect(() => lockDataDir(odd)).toThrow(
      new UserError(
        `The data directory ${odd} has mode 0${mode.toString(8)}: other users of this machine can get at it. ` +
          `Allow its owner alone: chmod 700 '${odd}'`,
      ),
    );
    // Nothing was written, and what the sentence says is enough.
    expect(readdirSync(odd)).toEqual(['operator.token']);
    chmodSync(odd, 0o700);
    lockDataDir(odd).release();
  });

  it('another’s is refused, to root too', () => {
    mkdirSync(dataDir, { mode: 0o700 });
    const uid = process.getuid!();
    expect(findOpenness(dataDir, uid + 1)?.found).toBe(
      `the data directory ${dataDir} belongs to user ${uid}, and this is user ${uid + 1}`,
    );
    expect(findOpenness(dataDir, uid)).toBeNull();
  });
});
