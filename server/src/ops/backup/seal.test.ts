import { expect, it } from 'vitest';
import { newKeySpec, OPEN_SEAL, secretSeal } from './seal.ts';

// A passphrase is tried in a millisecond here.
const spec = { ...newKeySpec(), cost: 2 ** 4 };
const content = Buffer.from('新昌县 '.repeat(1000));

it('gives back what was sealed, compressed, under a name made of the content', async () => {
  const name = OPEN_SEAL.nameOf(content);
  const sealed = await OPEN_SEAL.close(name, content);
  expect(sealed.length).toBeLessThan(content.length / 20);
  expect(await OPEN_SEAL.open(name, sealed)).toEqual(content);
  await expect(OPEN_SEAL.open(OPEN_SEAL.nameOf(Buffer.from('other')), sealed)).rejects.toThrow(
    'its content is not what it was',
  );
});

it('with a key tells neither content nor, by its name, which content it is', async () => {
  const seal = await secretSeal(Buffer.from('a passphrase of ours'), spec);
  const name = seal.nameOf(content);
  expect(name).not.toBe(OPEN_SEAL.nameOf(content));
  const [once, again] = [await seal.close(name, content), await seal.close(name, content)];
  expect(once).not.toEqual(again);
  expect(await seal.open(name, once)).toEqual(content);
  const alike = await secretSeal(Buffer.from('a passphrase of ours'), spec);
  expect(alike.check).toBe(seal.check);
  expect(await alike.open(name, again)).toEqual(content);
});

it('does not open with another key, under another name, or when a bit is flipped or the end is gone', async () => {
  const seal = await secretSeal(Buffer.from('a passphrase of ours'), spec);
  const other = await secretSeal(Buffer.from('another passphrase'), spec);
  expect(other.check).not.toBe(seal.check);
  const name = seal.nameOf(content);
  const sealed = await seal.close(name, content);
  await expect(other.open(name, sealed)).rejects.toThrow();
  await expect(seal.open('0'.repeat(64), sealed)).rejects.toThrow();
  await expect(seal.open(name, sealed.subarray(0, -1))).rejects.toThrow();
  await expect(seal.open(name, sealed.subarray(0, 20))).rejects.toThrow('it is cut off');
  const flipped = Buffer.from(sealed);
  flipped[20] = flipped.readUInt8(20) ^ 1;
  await expect(seal.open(name, flipped)).rejects.toThrow();
});
