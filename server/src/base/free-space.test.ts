import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createSpaceReader, findFull, floorOf, isNoSpace, readSpace } from './free-space.ts';

const GIB = 2 ** 30;

it.each([
  [4 * GIB, undefined, GIB],
  [20 * GIB, undefined, GIB],
  [400 * GIB, undefined, 20 * GIB],
  [400 * GIB, 512, GIB / 2],
  [400 * GIB, 0, 0],
])('of %d bytes with KEEP_FREE_MIB=%s, %d are to stay free', (total, set, floor) => {
  expect(floorOf(total, set)).toBe(floor);
});

it('is read where a folder lies, or where it would be made', async () => {
  const [here, below] = await Promise.all(
    [os.tmpdir(), path.join(os.tmpdir(), 'not', 'there')].map((folder) => readSpace(folder, 1)),
  );
  expect(here?.freeBytes).toBeGreaterThan(0);
  expect(here?.neededBytes).toBe(2 ** 20);
  expect(below?.neededBytes).toBe(2 ** 20);
});

it('is asked for once by many who ask at once', async () => {
  let asked = 0;
  const read = createSpaceReader(async () => {
    asked += 1;
    return { freeBytes: 1, neededBytes: 2 };
  });
  await Promise.all([read(), read(), read()]);
  expect(asked).toBe(1);
});

it('below the floor is refused, naming what is free and what has to be', () => {
  expect(findFull('DATA_DIR', { freeBytes: GIB, neededBytes: GIB })).toBe(null);
  expect(findFull('DATA_DIR', { freeBytes: GIB - 1, neededBytes: GIB })).toMatchObject({
    code: 'disk.full',
    statusCode: 507,
    params: { place: 'DATA_DIR', freeMib: 1023, neededMib: 1024 },
    message: 'The disk of DATA_DIR has 1023 MiB free and 1024 MiB are to stay free; nothing new is taken',
  });
});

it('a full disk and a used-up share are known by their codes', () => {
  const failed = (code: string): Error => Object.assign(new Error('write'), { code });
  expect([failed('ENOSPC'), failed('EDQUOT'), failed('EIO'), new Error('ENOSPC'), null].map(isNoSpace)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
