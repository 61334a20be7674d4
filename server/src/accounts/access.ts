import type { AccessList } from '@dangzhi/metrics/contract';
import {
  ACCOUNT_ROLES,
  ACTIONS,
  extentOf,
  rightsOfPerson,
  type ActionName,
  type Holder,
} from '@dangzhi/metrics/rights';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { listUnits } from '../county/queries.ts';
import { refuse } from '../base/errors.ts';
import type { Postgres } from '../stores/index.ts';
import { listGrantsHeldAt, listStatesBefore, type HeldGrant } from './queries.ts';

/** What is done about a unit in particular; what is for everybody, or for the whole county, tells nothing here. */
const ABOUT_A_UNIT = ACTIONS.filter((action) => ACCOUNT_ROLES.some((role) => extentOf(role, action) === 'scope'));

/**
 * Everybody who could see a unit in full at an instant, by which role, and what else they could do about it: by the
 * roles as they were held then, by the table of rights and the county's units as they are now. An instant that is
 * yet to come counts as now.
 *
 * @param at ISO 8601; now when left out
 * @throws CallRefused `unit.unknown`; `instant.unreadable`
 */
export async function findAccess(postgres: Postgres, unit: string, now: Date, at?: string): Promise<AccessList> {
  const instant = at === undefined ? now : pastInstant(at, now);
  const units = await listUnits(postgres);
  if (!units.some(({ code }) => code === unit)) throw refuse('unit.unknown', { unit });
  const held = await heldThen(postgres, instant);
  const items = held.flatMap((grant) => {
    const byThis = rightsOfPerson({ unit: null, grants: [grant] }, units);
    if (byThis.may('unit.read', { unit }) !== 'yes') return [];
    const others = held.filter(({ account }) => account === grant.account);
    // Another role may make it their own unit, about which they decide nothing.
    const byAll = rightsOfPerson({ unit: grant.worksAt, grants: others }, units);
    const may = (rights: Holder, action: ActionName): boolean => rights.may(action, { unit }) === 'yes';
    return {
      account: grant.account,
      login: grant.login,
      name: grant.name,
      role: grant.role,
      through: grant.unit,
      since: grant.since.toISOString(),
      actions: ABOUT_A_UNIT.filter((action) => may(byThis, action) && may(byAll, action)),
    };
  });
  return { unit, at: instant.toISOString(), items };
}

function pastInstant(text: string, now: Date): Date {
  const instant = Date.parse(text);
  // The store knows no year before 1; nobody had an account by then.
  if (Number.isNaN(instant) || instant < 0)
    throw refuse('instant.unreadable', { where: 'querystring.at', given: text });
  return new Date(Math.min(instant, now.getTime()));
}

/** Roles held at an instant by whoever was not disabled then, each with where the person worked then. */
async function heldThen(postgres: Postgres, at: Date): Promise<HeldGrant[]> {
  const [held, states] = await Promise.all([listGrantsHeldAt(postgres, at), listStatesBefore(postgres, at)]);
  /** The first change after the instant that tells it: what it changed was so then. */
  const stateThen = <Told extends TSchema>(account: string, told: Told): Static<Told> | null => {
    for (const state of states) if (state.account === account && Value.Check(told, state.before)) return state.before;
    return null;
  };
  return held
    .map((grant) => ({ ...grant, ...stateThen(grant.account, DISABLED), ...worksAtOf(stateThen(grant.account, UNIT)) }))
    .filter(({ disabled }) => !disabled);
}

const worksAtOf = (told: { readonly unit: string | null } | null) => told && { worksAt: told.unit };

/** Not every change tells everything: single sign-on knows name and roles only. */
const DISABLED = Type.Object({ disabled: Type.Boolean() });
const UNIT = Type.Object({ unit: Type.Union([Type.String(), Type.Null()]) });
