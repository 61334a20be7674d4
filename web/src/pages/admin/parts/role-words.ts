import type { ActionName, Extent } from '@dangzhi/metrics/rights';
import type { GrantView, Screen } from '../../../api/people.ts';
import type { Account, Display } from '../../../api/types.ts';
import type { Tone } from '../../../components/figure/state-tone.ts';
import { ROLE_KEY } from '../../../i18n/role-labels.ts';

export const RIGHT_KEY: Record<ActionName, string> = {
  'meta.read': 'people.right.metaRead',
  'catalogue.read': 'people.right.catalogueRead',
  'self.manage': 'people.right.selfManage',
  'events.read': 'people.right.eventsRead',
  'wall.read': 'people.right.wallRead',
  'ranking.read': 'people.right.rankingRead',
  'unit.read': 'people.right.unitRead',
  'observation.read': 'people.right.observationRead',
  'observation.report': 'people.right.observationReport',
  'observation.inspect': 'people.right.observationInspect',
  'observation.decide': 'people.right.observationDecide',
  'source.read': 'people.right.sourceRead',
  'source.pull': 'people.right.sourcePull',
  'weights.try': 'people.right.weightsTry',
  'account.read': 'people.right.accountRead',
  'account.manage': 'people.right.accountManage',
  'display.read': 'people.right.displayRead',
  'display.manage': 'people.right.displayManage',
  'audit.read': 'people.right.auditRead',
  'metrics.read': 'people.right.metricsRead',
  'clock.read': 'people.right.clockRead',
  'clock.decide': 'people.right.clockDecide',
  'backup.read': 'people.right.backupRead',
  'backup.make': 'people.right.backupMake',
  'integrity.read': 'people.right.integrityRead',
  'integrity.check': 'people.right.integrityCheck',
};

/** The word of a right by its code; `null` for one this page does not know. */
export const rightKey = (code: string): string | null =>
  Object.entries(RIGHT_KEY).find(([known]) => known === code)?.[1] ?? null;

export const EXTENT_KEY: Record<Extent, string> = {
  all: 'people.extent.all',
  scope: 'people.extent.scope',
  screens: 'people.extent.screens',
};

export const SCREEN_KEY: Record<Screen, string> = {
  overview: 'wall.sceneOverview',
  archives: 'wall.sceneArchives',
  platform: 'wall.scenePlatform',
};
export const SCREEN_CODES = Object.keys(SCREEN_KEY) as Screen[];

export const ORIGIN_KEY: Record<Account['origin'], string> = {
  local: 'people.origin.local',
  'single-sign-on': 'people.origin.singleSignOn',
  demo: 'people.origin.demo',
};

interface StateWord {
  readonly tone: Tone;
  readonly key: string;
}

export const ACCOUNT_STATE: Record<Account['state'], StateWord> = {
  active: { tone: 'good', key: 'people.state.active' },
  slowed: { tone: 'watch', key: 'people.state.slowed' },
  disabled: { tone: 'over', key: 'people.state.disabled' },
};

export const DISPLAY_STATE: Record<Display['state'], StateWord> = {
  unbound: { tone: 'watch', key: 'people.display.unbound' },
  active: { tone: 'good', key: 'people.display.active' },
  revoked: { tone: 'over', key: 'people.display.revoked' },
};

/** Who acts without an account: the program itself, and whoever sits at the machine. */
const ACTOR_KEY: Readonly<Record<string, string>> = {
  system: 'people.by.system',
  operator: 'people.by.operator',
  nobody: 'people.by.nobody',
  'single-sign-on': 'people.origin.singleSignOn',
};

/** The name of who acted, by id; for a person, the name as it was kept then. */
export function actorWords(id: string, name: string, { t }: Pick<Words, 't'>): string {
  const key = ACTOR_KEY[id];
  return key === undefined ? name || id : t(key);
}

/** Words and names in the reader's language. */
export interface Words {
  readonly t: (key: string, named?: Record<string, string>) => string;
  /** The name of a unit; its code where it is unknown. */
  readonly unit: (code: string) => string;
  /** The name of a scheme; its code where it is unknown. */
  readonly scheme: (code: string) => string;
}

/** Where a role holds: 全县, 县档案馆及下级, 全县，限“县级方案”. */
export function scopeWords({ unit, index }: Pick<GrantView, 'unit' | 'index'>, words: Words): string {
  const where =
    unit === null ? words.t('rights.wholeCounty') : words.t('people.scope.unit', { unit: words.unit(unit) });
  return index === null ? where : words.t('rights.ofIndex', { where, index: words.scheme(index) });
}

/** A role as it is held: 评价员（全县）. */
export const grantWords = (grant: GrantView, words: Words): string =>
  words.t('people.scope.role', { role: words.t(ROLE_KEY[grant.role]), scope: scopeWords(grant, words) });

/** Reasons the program itself writes; what a person wrote stays as it is. */
const OWN_REASON_KEY: Readonly<Record<string, string>> = {
  'DEMO=on': 'people.ownReason.demoOn',
  'DEMO=off': 'people.ownReason.demoOff',
  'first admin': 'people.ownReason.firstAdmin',
  'single sign-on groups': 'people.ownReason.groups',
  'unknown name': 'people.ownReason.unknownName',
  'too many sessions': 'people.ownReason.tooManySessions',
  'wrong password': 'people.ownReason.wrongPassword',
  locked: 'people.state.locked',
  disabled: 'people.state.disabled',
  'unknown or used token': 'people.ownReason.usedToken',
  'no-role': 'people.ownReason.noRole',
  conflict: 'people.ownReason.conflict',
};

export function reasonWords(reason: string, { t }: Pick<Words, 't'>): string {
  // Of single sign-on the provider's code stands before it.
  const [, provider = '', code = reason] = /^([\w-]+: )(.+)$/.exec(reason) ?? [];
  const key = OWN_REASON_KEY[code];
  return key === undefined ? reason : `${provider}${t(key)}`;
}
