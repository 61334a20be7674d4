import { rightsOfPerson } from '@dangzhi/metrics/rights';
import { units } from '@dangzhi/seed';
import { hashPassword, verifyPassword } from '../server/src/accounts/passwords.ts';
import { median, rounded, timesMs, type Figure } from './figure.ts';

/** What proving a password costs, and with it every guess. */
export async function benchPassword(): Promise<Figure> {
  const hash = await hashPassword('Yin-Zhang-1987');
  const times: number[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const began = performance.now();
    await verifyPassword(hash, 'Yin-Zhang-1987');
    times.push(performance.now() - began);
  }
  return { name: 'login.argon2-ms', value: rounded(median(times)), unit: 'ms' };
}

/** One check of a right about a unit, of somebody with two roles in a county of 96 units. */
export function benchRights(): Figure {
  const grants = [
    { role: 'head', unit: 'XC-D29', index: null },
    { role: 'evaluator', unit: null, index: 'XC-DEPARTMENT' },
  ] as const;
  const rights = rightsOfPerson({ unit: 'XC-D29', grants }, units);
  const targets = units.map(({ code }) => ({ unit: code, index: 'XC-TOWNSHIP' }));
  const rounds = 200;
  const once = (): void => {
    for (let round = 0; round < rounds; round += 1) for (const target of targets) rights.may('unit.read', target);
  };
  timesMs(10, once);
  const nanoseconds = (median(timesMs(30, once)) * 1e6) / (rounds * targets.length);
  return { name: 'rights.check-ns', value: rounded(nanoseconds), unit: 'ns' };
}
