import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSums } from '../../server/src/ops/doctor/package-sums.ts';

// The command of a package, with a Node beside it that says how it was called.
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'dangzhi front-')));
  mkdirSync(path.join(root, 'node/bin'), { recursive: true });
  copyFileSync(path.join(import.meta.dirname, 'front/dangzhi'), path.join(root, 'dangzhi'));
  chmodSync(path.join(root, 'dangzhi'), 0o755);
  putNode('for one in "$@"; do echo "[$one]"; done; echo "$DATA_DIR"; exit 3');
  writeFileSync(path.join(root, 'SHA256SUMS'), writeSums(root));
});
afterEach(() => rmSync(root, { recursive: true }));

function putNode(script: string): void {
  const file = path.join(root, 'node/bin/node');
  writeFileSync(file, `#!/bin/sh\n[ "$1" != --version ] || exit 0\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Runs a command of the package with nothing of ours in its environment, not even programs. */
function run(args: readonly string[], env: Record<string, string> = {}, command = path.join(root, 'dangzhi')) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: '/',
    env: { PATH: '/nonexistent', ...env },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trim().split('\n'), stderr };
}

const called = (...args: string[]): string[] => [
  '[--disable-warning=ExperimentalWarning]',
  `[${root}/server/src/cli.ts]`,
  ...args.map((one) => `[${one}]`),
];

describe('./dangzhi', () => {
  it('serves when nothing else is asked, with its data beside it, on a machine with a shell alone', () => {
    expect(run([])).toEqual({ status: 3, lines: [...called('serve'), path.join(root, 'data')], stderr: '' });
  });

  it('hands every other command on as it is, and DATA_DIR', () => {
    expect(run(['score', '--scheme', 'a b.json'], { DATA_DIR: 'mine' }).lines).toEqual([
      ...called('score', '--scheme', 'a b.json'),
      'mine',
    ]);
  });

  it('is found through a link', () => {
    const link = path.join(root, 'somewhere');
    symlinkSync(path.join(root, 'dangzhi'), link);
    expect(run([], { PATH: '/usr/bin:/bin' }, link).lines).toEqual([...called('serve'), path.join(root, 'data')]);
  });

  it('hands on what the doctor says, and its exit code', () => {
    expect(run(['doctor', '--json'])).toMatchObject({ status: 3, stderr: '' });
    expect(run(['doctor', '--json']).lines).toContain('[--json]');
  });
});

describe.runIf(process.platform === 'linux')('a package that cannot run', () => {
  const looking = { PATH: '/usr/bin:/bin' };

  it('names the files that are damaged, when the doctor has no word left', () => {
    putNode('exit 1');
    const { status, stderr } = run(['doctor'], looking);
    expect([status, stderr]).toEqual([1, expect.stringContaining('node/bin/node: FAILED')]);
    expect(stderr).toContain('The package is damaged');
  });

  it('says what Node needs, when it is whole and does not run', () => {
    putNode('');
    writeFileSync(path.join(root, 'node/bin/node'), 'no program');
    rmSync(path.join(root, 'SHA256SUMS'));
    writeFileSync(path.join(root, 'SHA256SUMS'), writeSums(root));
    const { status, stderr } = run([], looking);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Node does not run')]);
    expect(stderr).toContain('needs Linux x64 with glibc');
  });
});
