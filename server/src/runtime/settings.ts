import { parseSingleSignOn, type SingleSignOnSettings } from '../accounts/single-sign-on/settings.ts';
import { ConfigError, parseConfig, type Config } from '../base/config.ts';
import { readAllowedHosts, type AllowedHost } from '../intake/sources/allowed-address.ts';
import { parseBackupSettings, type BackupSettings } from './backup-settings.ts';

/** Everything the environment sets: what the whole server shares, and what some parts of it read for themselves. */
export interface Settings extends Config {
  /** Where declared sources may lie, besides the simulated ones. */
  readonly sourceHosts: readonly AllowedHost[];
  /** `null` where people sign in here only. */
  readonly singleSignOn: SingleSignOnSettings | null;
  /** `null` where the server makes no backups by itself. */
  readonly backup: BackupSettings | null;
}

/**
 * All settings from the environment, read once. An empty variable counts as not set.
 *
 * @throws ConfigError naming every variable that does not fit, and what would
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const config = parseConfig(env);
  const { settings: singleSignOn, faults: signOnFaults } = parseSingleSignOn(env);
  const { settings: backup, faults: backupFaults } = parseBackupSettings(env);
  const hosts = env['SOURCE_HOSTS'] ?? '';
  const sourceHosts = readAllowedHosts(hosts);
  const hostFaults =
    sourceHosts === null
      ? [`SOURCE_HOSTS=${hosts} must be hosts with their ports, e.g. irs.zj.gov.cn,10.20.0.5:8080`]
      : [];
  const faults = [...hostFaults, ...signOnFaults, ...backupFaults];
  if (faults.length > 0) throw new ConfigError(`${faults.join('; ')}.`);
  return { ...config, sourceHosts: sourceHosts ?? [], singleSignOn, backup };
}
