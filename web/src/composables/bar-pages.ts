import type { ActionName } from '@dangzhi/metrics/rights';

/** A page the bar leads to, and the right it is shown by. */
interface BarPage {
  readonly name: string;
  readonly right: ActionName;
  readonly key: string;
}

export const PAGES: readonly BarPage[] = [
  { name: 'wall', right: 'wall.read', key: 'nav.wall' },
  { name: 'ranking', right: 'ranking.read', key: 'nav.ranking' },
  { name: 'workbench', right: 'weights.try', key: 'nav.workbench' },
  { name: 'catalogue', right: 'catalogue.read', key: 'nav.catalogue' },
  { name: 'facts', right: 'catalogue.read', key: 'nav.facts' },
  { name: 'records', right: 'catalogue.read', key: 'nav.records' },
];

export const ADMIN_PAGES: readonly BarPage[] = [
  { name: 'accounts', right: 'account.read', key: 'session.accounts' },
  { name: 'roles', right: 'account.read', key: 'session.roles' },
  { name: 'displays', right: 'display.read', key: 'session.displays' },
  { name: 'audit', right: 'audit.read', key: 'session.audit' },
];

/** Pages that read their choice of kind and class from the same words of the address. */
export const SHARES_CHOICE: ReadonlySet<string> = new Set(['wall', 'ranking', 'workbench']);
