import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { recordAlone } from '../audit/trail.ts';
import { nobodyAt, type Actor, type Place } from '../rights/actor.ts';
import { writeDurably } from '../base/durable-files.ts';
import { refuse } from '../base/errors.ts';
import { digestOf, isSecretOf, newSecret } from '../rights/secrets.ts';
import type { Postgres } from '../stores/index.ts';
import { hasAdmin, lockAdmins } from './admins.ts';
import { insertAccount } from './new-account.ts';
import { hashPassword, passwordFaults } from './passwords.ts';

const fileIn = (dataDir: string): string => path.join(dataDir, 'set-up.digest');

/**
 * What lets somebody make the first admin, where there is none: a new token at every start, the one before is void.
 * Only its digest is kept, in the data directory.
 *
 * @returns the token, to be printed once; `null` when somebody administers
 */
export async function ensureSetUpToken(dataDir: string, { db }: Postgres): Promise<string | null> {
  const file = fileIn(dataDir);
  if (await hasAdmin(db)) {
    rmSync(file, { force: true });
    return null;
  }
  const token = newSecret();
  await writeDurably(file, `${digestOf(token)}\n`);
  return token;
}

interface SetUpContext {
  readonly postgres: Postgres;
  readonly dataDir: string;
  readonly now: () => Date;
}

export interface FirstAdmin {
  readonly token: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
}

/**
 * Makes the first admin; the token is void afterwards.
 *
 * @param place from where it is asked, for the audit trail
 * @throws CallRefused `set-up-link.unknown`; `admin.exists`; `login.taken`; `password.weak` naming what it lacks
 */
export async function createFirstAdmin(
  { postgres, dataDir, now }: SetUpContext,
  place: Place,
  { token, login, name, password }: FirstAdmin,
): Promise<void> {
  const at = now();
  if (!holds(dataDir, token)) {
    const reason = 'unknown or used token';
    await recordAlone(postgres, nobodyAt(place), at, {
      action: 'account.create',
      outcome: 'refused',
      target: '',
      reason,
    });
    throw refuse('set-up-link.unknown');
  }
  const faults = passwordFaults(password, { login });
  if (faults.length > 0) throw refuse('password.weak', { faults: [...faults] });
  const hash = await hashPassword(password);
  const actor: Actor = { id: 'set-up', name: '初次设置', ...place };
  await postgres.db.transaction().execute(async (transaction) => {
    await lockAdmins(transaction);
    if (await hasAdmin(transaction)) throw refuse('admin.exists');
    await insertAccount(transaction, at, actor, {
      login,
      name,
      unit: null,
      grants: [{ role: 'admin', unit: null, index: null }],
      reason: 'first admin',
      hash,
      mustChange: false,
    });
  });
  rmSync(fileIn(dataDir), { force: true });
}

function holds(dataDir: string, token: string): boolean {
  const file = fileIn(dataDir);
  return existsSync(file) && isSecretOf(readFileSync(file, 'utf8').trim(), token);
}
