import { formatInstant } from '../../../i18n/format.ts';
import { ROLE_KEY } from '../../../i18n/role-labels.ts';
import type { GrantView } from '../../../api/people.ts';
import { MISSING_KEY, STANDING_KEY } from '../../../i18n/labels.ts';
import { grantWords, ORIGIN_KEY, SCREEN_KEY, type Words } from '../parts/role-words.ts';

/** What is written into the trail, and the word for it. Others print their code. */
const ACTION_KEY: Readonly<Record<string, string>> = {
  'session.start': 'people.auditAction.sessionStart',
  'session.end': 'people.auditAction.sessionEnd',
  'account.create': 'people.auditAction.accountCreate',
  'account.change': 'people.auditAction.accountChange',
  // Before there was waiting, accounts were locked.
  'account.lock': 'people.auditAction.accountLock',
  'account.slow-down': 'people.auditAction.accountSlowDown',
  'account.unlock': 'people.auditAction.accountUnlock',
  'account.change-password': 'people.auditAction.accountChangePassword',
  'account.reset-password': 'people.auditAction.accountResetPassword',
  'account.end-sessions': 'people.auditAction.accountEndSessions',
  'display.issue': 'people.auditAction.displayIssue',
  'display.change': 'people.auditAction.displayChange',
  'display.reissue': 'people.auditAction.displayReissue',
  'display.bind': 'people.auditAction.displayBind',
  'display.revoke': 'people.auditAction.displayRevoke',
  'audit.export': 'people.auditAction.auditExport',
  'source.pull': 'people.auditAction.sourcePull',
  'source.cancel': 'people.auditAction.sourceCancel',
  'observation.report': 'people.auditAction.observationReport',
  'observation.inspect': 'people.auditAction.observationInspect',
  'observation.accept': 'people.auditAction.observationAccept',
  'observation.return': 'people.auditAction.observationReturn',
  'evidence.add': 'people.auditAction.evidenceAdd',
  'clock.accept': 'people.auditAction.clockAccept',
  'backup.start': 'people.auditAction.backupStart',
  'backup.make': 'people.auditAction.backupMake',
  'backup.fail': 'people.auditAction.backupFail',
  'backup.cancel': 'people.auditAction.backupCancel',
  'backup.remove': 'people.auditAction.backupRemove',
  'backup.restore': 'people.auditAction.backupRestore',
  'backup.move': 'people.auditAction.backupMove',
  'batch.finish': 'people.auditAction.batchFinish',
  'batch.void': 'people.auditAction.batchVoid',
  'integrity.mend': 'people.auditAction.integrityMend',
};
export const KNOWN_ACTIONS = Object.keys(ACTION_KEY);

const FIELD_KEY: Readonly<Record<string, string>> = {
  login: 'people.field.login',
  name: 'people.field.name',
  unit: 'people.field.unit',
  grants: 'people.field.grants',
  disabled: 'people.field.disabled',
  until: 'people.field.until',
  lockedUntil: 'people.field.until',
  wrongPasswords: 'people.field.wrongPasswords',
  clock: 'people.field.clock',
  against: 'people.field.against',
  screens: 'people.field.screens',
  sessions: 'people.field.sessions',
  origin: 'people.field.origin',
  state: 'people.field.state',
  boundAt: 'people.field.boundAt',
  address: 'people.field.address',
  agent: 'people.field.agent',
  filter: 'people.field.filter',
  standing: 'people.field.standing',
  rows: 'people.field.rows',
  pending: 'people.field.pending',
  measure: 'people.field.measure',
  period: 'people.field.period',
  value: 'people.field.value',
  batch: 'people.field.batch',
  bytes: 'people.field.bytes',
  mediaType: 'people.field.mediaType',
  reason: 'people.reason',
  missing: 'people.field.missing',
  evidence: 'people.kind.evidence',
  sha256: 'people.field.sha256',
};

const KIND_KEY: Readonly<Record<string, string>> = {
  account: 'people.kind.account',
  display: 'people.kind.display',
  source: 'people.kind.source',
  session: 'people.kind.session',
  batch: 'people.kind.batch',
  unit: 'people.kind.unit',
  evidence: 'people.kind.evidence',
  backup: 'people.kind.backup',
};

/** An action in words; its code where the page does not know it. */
export const actionWords = (code: string, { t }: Pick<Words, 't'>): string => {
  const key = ACTION_KEY[code];
  return key === undefined ? code : t(key);
};

/** The name of a member that was changed, by its path; the last part decides. */
export function fieldWords(path: readonly string[], { t }: Pick<Words, 't'>): string {
  return path
    .map((part) => {
      const key = FIELD_KEY[part];
      return key === undefined ? part : t(key);
    })
    .join(' · ');
}

/** What it was done to, as its kind and its own id. `kind:id` of an unknown kind stays as it is; `null` for nothing. */
export function readTarget(target: string): { kind: string; id: string; kindKey: string | null } | null {
  if (target === '') return null;
  const [kind = '', ...rest] = target.split(':');
  return { kind, id: rest.join(':'), kindKey: KIND_KEY[kind] ?? null };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

/** Words of the trail: of measures and systems it has codes. */
export interface AuditWords extends Words {
  /** The name of a measure; its code where it is unknown. */
  readonly measure: (code: string) => string;
}

/** The word of a code, by the member that has it. */
const CODE_KEY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  screens: SCREEN_KEY,
  standing: STANDING_KEY,
  missing: MISSING_KEY,
  origin: ORIGIN_KEY,
  outcome: { done: 'people.done', refused: 'people.refused' },
  action: ACTION_KEY,
  role: ROLE_KEY,
};

/** What one row of a report says: 县财政局，正式归档件数，2022-12：1280. */
const isRow = (value: object): value is Readonly<Record<'measure' | 'unit' | 'period', string>> & { value?: unknown } =>
  ['measure', 'unit', 'period'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');

const isGrant = (value: unknown): value is GrantView =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(ROLE_KEY).some((role) => 'role' in value && value.role === role);

/**
 * A value of a member, as a person reads it.
 *
 * @param member the member's own name: a unit's code is a code anywhere else
 */
export function valueWords(value: unknown, member: string, words: AuditWords): string {
  if (value === null || value === undefined || value === '') return words.t('people.value.none');
  if (typeof value === 'boolean') return words.t(value ? 'people.value.yes' : 'people.value.no');
  if (Array.isArray(value)) {
    const parts = value.map((one) => valueWords(one, member, words));
    return parts.length === 0 ? words.t('people.value.none') : parts.join(words.t('people.listSeparator'));
  }
  if (isGrant(value)) return grantWords({ ...value, unit: value.unit ?? null, index: value.index ?? null }, words);
  if (typeof value === 'object' && isRow(value)) {
    const named = [words.unit(value.unit), words.measure(value.measure), value.period];
    return `${named.join(words.t('people.listSeparator'))}: ${valueWords(value.value, 'value', words)}`;
  }
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, one]) => `${fieldWords([name], words)}: ${valueWords(one, name, words)}`)
      .join(words.t('people.listSeparator'));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (member === 'unit') return words.unit(text);
  if (member === 'measure') return words.measure(text);
  const key = CODE_KEY[member]?.[text];
  if (key !== undefined) return words.t(key);
  return INSTANT.test(text) ? formatInstant(text) : text;
}
