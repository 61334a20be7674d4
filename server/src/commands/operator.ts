import os from 'node:os';
import { OPERATOR_ID, type Actor } from '../rights/actor.ts';

/** Who was at the keyboard: stands in the audit trail beside the operator's name. */
export const operatorName = (): string =>
  `${os.userInfo().username}@${os.hostname()}`.replaceAll(/[^\w.@-]/g, '').slice(0, 64);

/** The operator where a command changes something without a server. */
export const operatorHere = (): Actor => ({
  id: OPERATOR_ID,
  name: `本机操作员（${operatorName()}）`,
  address: '',
  agent: '',
});
