import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The secret that a caller proves their identity by: 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret, in hexadecimal: who reads the table cannot act with it. */
export const digestOf = (secret: string): string => sha256(secret).toString('hex');

/** Whether somebody brings a secret, of which the digest is at hand. */
export function isSecretOf(digest: string, given: string): boolean {
  const [expected, found] = [Buffer.from(digest, 'hex'), sha256(given)];
  // By digest, so that neither length nor a common beginning shows in the time it takes.
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** The name of something that is kept: nobody comes upon it by counting. */
export const newId = (): string => randomBytes(12).toString('base64url');

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
