const END_OF_DIRECTORY = Buffer.from('PK\u0005\u0006');
const IN_DIRECTORY = 0x02014b50;

/** Whether a ZIP archive has an entry of that name; by the directory at its end, nothing is unpacked. */
export function hasEntry(bytes: Uint8Array, name: string): boolean {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = archive.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > archive.length) return false;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0 && at + 46 <= end; left -= 1) {
    if (archive.readUInt32LE(at) !== IN_DIRECTORY) return false;
    const length = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + length) === name) return true;
    at += 46 + length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return false;
}
