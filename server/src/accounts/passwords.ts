import type { PasswordFault } from '@dangzhi/metrics/contract';
import { passwordFaults as faultsThatShow } from '@dangzhi/metrics/rights';
import { hash, verify } from '@node-rs/argon2';
import { randomInt } from 'node:crypto';
import type { Postgres } from '../stores/index.ts';

/** Rules as 等级保护 level 2 expects them of a system with passwords, beside those a password shows by itself. */
export const PASSWORD_RULES = {
  /** Last passwords that are not taken again. */
  KEPT_FORMER: 5,
  MAX_AGE_DAYS: 90,
} as const;

/** Argon2id; the enumeration of the library is gone after compiling. Memory in KiB, as OWASP recommends. */
const ARGON = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON);

/** What a name nobody has is checked against, so that it takes as long as a wrong password. */
let nobodys: Promise<string> | undefined;

/** @param hashed `null` where there is no password: false, after the same work */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password');
  const isRight = await verify(hashed ?? (await nobodys), password);
  return isRight && hashed !== null;
}

/** Long and mixed enough for the rules, and tried first by everybody who guesses. */
const COMMON = new Set(
  [
    ...['admin@123456', 'admin123456!', 'abc123456!', 'abc@123456', 'qwer1234!@', 'qwe123!@#asd', 'password123!'],
    ...['p@ssw0rd123', 'passw0rd123!', 'aa123456789!', 'aa@12345678', 'test@123456', 'root@123456', 'user@123456'],
    ...['zj@12345678', '1qaz@wsx3edc', '1qaz2wsx!qaz', 'welcome@123', 'dangan@123456', 'xinchang@123', 'changeme123!'],
  ].map((one) => one.toLowerCase()),
);

/** What a password lacks; empty when it is good. */
export function passwordFaults(password: string, { login }: { readonly login: string }): readonly PasswordFault[] {
  const isCommon = COMMON.has(password.toLowerCase());
  return [...faultsThatShow(password, login), ...(isCommon ? ['common' as const] : [])];
}

/** Whether it is one of the last passwords of an account. */
export async function isUsedBefore({ db }: Postgres, account: string, password: string): Promise<boolean> {
  const former = await db
    .selectFrom('former_password')
    .select('hash')
    .where('account', '=', account)
    .orderBy('at', 'desc')
    .limit(PASSWORD_RULES.KEPT_FORMER)
    .execute();
  for (const { hash: hashed } of former) if (await verify(hashed, password)) return true;
  return false;
}

/** Without 0, O, 1, l and I, which are read for each other off a slip of paper. */
const READABLE = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-+=@%'] as const;

/** A password to begin with: 16 characters, to be changed at once. */
export function makeFirstPassword(): string {
  for (;;) {
    const all = READABLE.join('');
    const password = Array.from({ length: 16 }, () => all[randomInt(all.length)]).join('');
    if (
      READABLE.every((some) => [...password].some((one) => some.includes(one))) &&
      passwordFaults(password, { login: '' }).length === 0
    )
      return password;
  }
}
