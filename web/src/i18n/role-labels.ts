import type { ActionName, Role } from '@dangzhi/metrics/rights';

/** The word for each role. */
export const ROLE_KEY: Record<Role, string> = {
  leader: 'rights.role.leader',
  head: 'rights.role.head',
  reporter: 'rights.role.reporter',
  steward: 'rights.role.steward',
  evaluator: 'rights.role.evaluator',
  approver: 'rights.role.approver',
  admin: 'rights.role.admin',
  auditor: 'rights.role.auditor',
  display: 'rights.role.display',
};

/** What a page shows, by the right it needs. */
export const PAGE_RIGHT_KEY: Partial<Record<ActionName, string>> = {
  'wall.read': 'rights.page.wall',
  'ranking.read': 'rights.page.ranking',
  'unit.read': 'rights.page.unit',
  'weights.try': 'rights.page.workbench',
  'catalogue.read': 'rights.page.catalogue',
  'account.read': 'rights.page.accounts',
  'display.read': 'rights.page.displays',
  'audit.read': 'rights.page.audit',
};
