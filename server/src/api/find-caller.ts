import { rightsOfPerson, type AccountRole } from '@dangzhi/metrics/rights';
import type { FastifyRequest } from 'fastify';
import { cookieOf, SESSION_COOKIE, DISPLAY_COOKIE } from '../rights/cookies.ts';
import type { Sessions } from '../accounts/sessions.ts';
import type { Devices } from '../displays/devices.ts';
import { OPERATOR_ID } from '../rights/actor.ts';
import { placeOf, type Caller, type FindCaller } from '../rights/caller.ts';
import { digestOf, isSecretOf } from '../rights/secrets.ts';

/** What whoever can read the data directory may do through the command line; everything else would be pretence. */
const OPERATOR_ROLES: readonly AccountRole[] = ['steward', 'admin', 'auditor'];

const OPERATOR_RIGHTS = rightsOfPerson(
  { unit: null, grants: OPERATOR_ROLES.map((role) => ({ role, unit: null, index: null })) },
  [],
);

/** Who asks: the operator by token, else a person by session, else a display by its device's secret. */
export function createFindCaller(
  operatorToken: string,
  sessions: Pick<Sessions, 'find'>,
  devices: Pick<Devices, 'find'>,
): FindCaller {
  const expected = digestOf(operatorToken);
  const findDevice = (request: FastifyRequest) => {
    const secret = cookieOf(request, DISPLAY_COOKIE);
    return secret === null ? null : devices.find(secret, () => placeOf(request));
  };
  return (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return operatorOf(request, authorization, expected);
    const token = cookieOf(request, SESSION_COOKIE);
    if (token === null) return findDevice(request);
    const found = sessions.find(token);
    if (found instanceof Promise) return found.then((caller) => caller ?? findDevice(request));
    return found ?? findDevice(request);
  };
}

function operatorOf(request: FastifyRequest, authorization: string, expected: string): Caller | null {
  const given = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (given === undefined || !isSecretOf(expected, given)) return null;
  const said = request.headers['x-operator'];
  // The token proves that it is the operator; which one is what the command line says of itself.
  const user = typeof said === 'string' && /^[\w.@-]{1,64}$/.test(said) ? `（自称 ${said}）` : '';
  return {
    kind: 'operator',
    id: OPERATOR_ID,
    name: `本机操作员${user}`,
    rights: OPERATOR_RIGHTS,
    session: null,
    mustChangePassword: false,
    ended: NEVER,
  };
}

const NEVER = new AbortController().signal;
