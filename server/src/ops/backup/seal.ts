import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

/** How what is kept is packed, and named by what it holds. */
export interface Seal {
  /** The same content has the same name; without the key nobody can tell whether a name is that of some content. */
  nameOf(content: Uint8Array): string;
  /** @param name what it is kept under: sealed content under another name does not open */
  close(name: string, content: Uint8Array): Promise<Buffer>;
  /** @throws Error when it is not what was closed under this name */
  open(name: string, sealed: Uint8Array): Promise<Buffer>;
}

const compress = promisify<Uint8Array, object, Buffer>(zstdCompress);
const decompress = promisify<Uint8Array, Buffer>(zstdDecompress);
/** Of a county’s rows less than a tenth remains. */
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Compressed and no secret; named by its SHA-256. */
export const OPEN_SEAL: Seal = {
  nameOf: sha256,
  close: async (_name, content) => compress(content, ZSTD),
  open: async (name, sealed) => checked(name, await decompress(sealed), sha256),
};

function checked(name: string, content: Buffer, nameOf: (content: Uint8Array) => string): Buffer {
  if (nameOf(content) !== name) throw new Error('its content is not what it was');
  return content;
}

/** What a key is made with; kept with the backups, and no secret. */
export interface KeySpec {
  readonly cipher: 'aes-256-gcm';
  readonly kdf: 'scrypt';
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
  /** Hexadecimal. */
  readonly salt: string;
}

/** A guess at a passphrase takes 128 MB and a quarter of a second. */
export const newKeySpec = (): KeySpec => ({
  cipher: 'aes-256-gcm',
  kdf: 'scrypt',
  cost: 2 ** 17,
  blockSize: 8,
  parallelization: 1,
  salt: randomBytes(16).toString('hex'),
});

const deriveKey = promisify<Uint8Array, Uint8Array, number, object, Buffer>(scrypt);
const [NONCE_BYTES, TAG_BYTES, KEY_BYTES] = [12, 16, 32];

export interface SecretSeal extends Seal {
  /** Tells the right key from a wrong one before anything is opened. */
  readonly check: string;
}

/** Compressed, then AES-256-GCM; named by an HMAC. One half of the key is for either. */
export async function secretSeal(secret: Uint8Array, spec: KeySpec): Promise<SecretSeal> {
  const { cost: N, blockSize: r, parallelization: p } = spec;
  const both = await deriveKey(secret, Buffer.from(spec.salt, 'hex'), 2 * KEY_BYTES, {
    N,
    r,
    p,
    maxmem: 256 * N * r,
  });
  const [key, nameKey] = [both.subarray(0, KEY_BYTES), both.subarray(KEY_BYTES)];
  const nameOf = (content: Uint8Array): string => createHmac('sha256', nameKey).update(content).digest('hex');
  return {
    check: nameOf(Buffer.from('dangzhi')).slice(0, 32),
    nameOf,
    close: async (name, content) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(spec.cipher, key, nonce).setAAD(Buffer.from(name));
      const body = Buffer.concat([cipher.update(await compress(content, ZSTD)), cipher.final()]);
      return Buffer.concat([nonce, body, cipher.getAuthTag()]);
    },
    open: async (name, sealed) => {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('it is cut off');
      const decipher = createDecipheriv(spec.cipher, key, sealed.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(name))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      const body = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
      return checked(name, await decompress(Buffer.concat([body, decipher.final()])), nameOf);
    },
  };
}
