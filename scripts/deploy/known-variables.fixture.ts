import { readSettings } from '../../server/src/runtime/settings.ts';
import type { Environment } from './compose.fixture.ts';

/** Read by Node or the system and not by us. */
const OF_THE_SYSTEM = new Set(['TZ']);

/**
 * Variables that the program never asks for when it is given this environment: misspelled ones, and those of no use.
 *
 * @throws ConfigError where a value does not fit
 */
export function findUnread(environment: Environment): string[] {
  const asked = new Set<string>();
  const recording = new Proxy(environment, {
    get: (target, name) => {
      if (typeof name === 'string') asked.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
  readSettings(recording);
  return Object.keys(environment).filter((name) => !asked.has(name) && !OF_THE_SYSTEM.has(name));
}
