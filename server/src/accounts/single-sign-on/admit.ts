import { recordAlone, type AuditEvent } from '../../audit/trail.ts';
import { nobodyAt, type Place } from '../../rights/actor.ts';
import type { Postgres } from '../../stores/index.ts';
import { targetOf } from '../account.ts';
import { noteSignIn } from '../sign-in.ts';
import type { Attempt } from './attempts.ts';
import { ProviderFailure, type Identity, type IdentityProvider } from './identity-provider.ts';
import { accountFor } from './people.ts';
import type { GroupRole } from './settings.ts';

export interface AdmissionContext {
  readonly postgres: Postgres;
  readonly now: () => Date;
  readonly roles: readonly GroupRole[];
}

/** `detail` is for the log. `changed`: name or roles of the account are others than before. */
type Outcome = { readonly changed: boolean } & (
  | { readonly admitted: true; readonly account: string }
  | {
      readonly admitted: false;
      readonly account: string | null;
      readonly why: 'unavailable' | 'refused' | 'disabled' | 'no-role' | 'conflict';
      readonly detail: string;
    }
);

/** Lets in whoever came back from a provider, or tells why not; either stands in the audit trail. */
export async function admit(
  { postgres, now, roles }: AdmissionContext,
  provider: IdentityProvider,
  current: URL,
  { secrets }: Attempt,
  place: Place,
): Promise<Outcome> {
  const nobody = nobodyAt(place);
  const identity = await finished(provider, current, secrets);
  if (identity instanceof ProviderFailure) {
    const { kind: why, message: detail } = identity;
    await recordAlone(postgres, nobody, now(), refused('', `${provider.code}: ${detail}`));
    return { admitted: false, account: null, why, detail, changed: false };
  }
  const at = now();
  const admission = await accountFor({ postgres, roles }, at, identity, place);
  const { account, changed } = admission;
  if (!admission.admitted) {
    const { why } = admission;
    const target = account === null ? '' : targetOf(account);
    const { issuer, subject, login, groups } = identity;
    const after = { issuer, subject, login, groups };
    await recordAlone(postgres, nobody, at, { ...refused(target, `${provider.code}: ${why}`), after });
    return { admitted: false, account, why, detail: login, changed };
  }
  await noteSignIn(postgres, admission.account, at, { id: admission.account, name: admission.name, ...place });
  return { admitted: true, account: admission.account, changed };
}

async function finished(
  provider: IdentityProvider,
  current: URL,
  secrets: Attempt['secrets'],
): Promise<Identity | ProviderFailure> {
  try {
    return await provider.finish(current, secrets);
  } catch (error) {
    if (error instanceof ProviderFailure) return error;
    throw error;
  }
}

const refused = (target: string, reason: string): AuditEvent => ({
  action: 'session.start',
  outcome: 'refused',
  target,
  reason,
});
