import { ConfigError } from '../../base/config.ts';
import { readSettings, type Settings } from '../../runtime/settings.ts';
import { findMark } from '../../stores/marks.ts';
import { checkBackups } from './backups.ts';
import { fault, ok, type Check } from './check.ts';
import { dataOfServer, dataOfStores, dataUnknown, type Data } from './data.ts';
import { checkDurability } from './durability.ts';
import { checkMachine, readMachine, type Machine } from './machine.ts';
import { checkPages } from './pages.ts';
import { checkDataDir, checkDisk, readDisk, readHolder, type Holder } from './place.ts';
import { askServer, checkLock, checkPort, type RunningServer } from './running-server.ts';
import { checkSources } from './sources.ts';
import { openBoth } from './stores.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Everything a machine needs for a server with these settings. Changes nothing: it makes no folder, migrates
 * nothing and stores nothing. Stores that nobody has open it opens as a start would, and closes.
 *
 * @param root where the program lies
 */
export async function examine(root: string, env: Environment, machine: Machine = readMachine()): Promise<Check[]> {
  let config: Settings;
  try {
    config = readSettings(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const settings = fault('settings', error.message, 'Set the variable otherwise, or leave it out.');
    return [settings, ...checkMachine(machine, null), ...checkPages(root)];
  }
  const dataDir = checkMark(checkDataDir(config.dataDir), config.dataDir);
  const holder: Holder = dataDir.state === 'fault' ? { held: false } : readHolder(config.dataDir);
  const server = await askServer(config, holder);
  const data = await readData({ config, env, holder, server, mayOpen: dataDir.state === 'ok' });
  return [
    ok('settings', `DATA_DIR=${config.dataDir} DEMO=${config.demo ? 'on' : 'off'}`),
    ...checkMachine(machine, data.clock),
    ...checkPages(root),
    dataDir,
    checkLock(config, holder, server),
    await checkPort(config, holder, server),
    checkDisk(readDisk(config.dataDir, config.keepFreeMib)),
    checkBackups(config.backup, config.demo, machine.now),
    ...data.checks,
    await checkDurability(config.databaseUrl),
    await checkSources(data.upstreams),
  ];
}

/** A directory that was moved elsewhere, or is half restored, is in order and must not be used. */
function checkMark(dataDir: Check, place: string): Check {
  const mark = dataDir.state === 'fault' ? null : findMark(place);
  if (mark === null) return dataDir;
  const [found = mark, ...mend] = mark.split(': ');
  return fault(dataDir.name, found, mend.join(': '));
}

interface Situation {
  readonly config: Settings;
  readonly env: Environment;
  readonly holder: Holder;
  readonly server: RunningServer | null;
  readonly mayOpen: boolean;
}

async function readData({ config, env, holder, server, mayOpen }: Situation): Promise<Data> {
  if (holder.held) return server === null ? dataUnknown('lock') : dataOfServer(server, config.demo);
  return mayOpen ? dataOfStores(await openBoth(env), config.demo) : dataUnknown('data-dir');
}
