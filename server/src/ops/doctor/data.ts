import { ENGINE_VERSION } from '@dangzhi/metrics';
import type { ClockView } from '@dangzhi/metrics/contract';
import { findMixing } from '../../observations/demo-mixing.ts';
import { checkAudit } from './audit.ts';
import { checkGuards } from './guards.ts';
import { checkIntegrity } from './integrity.ts';
import { fault, ok, warning, type Check } from './check.ts';
import type { RunningServer } from './running-server.ts';
import type { Upstream } from './sources.ts';
import { STORES, type StoreAnswer } from './store-answer.ts';
import { checkStores, type Opened, type OpenedStores } from './stores.ts';

/** The stores and what is in them. */
export interface Data {
  readonly checks: readonly Check[];
  /** The machine's clock, held against the latest record; `null` when it is not known. */
  readonly clock: ClockView | null;
  readonly upstreams: readonly Upstream[];
}

const word = (demo: boolean): string => `DEMO=${demo ? 'on' : 'off'}`;

/** As the running server finds them: they are open there, and nowhere else. */
export function dataOfServer(server: RunningServer, demo: boolean): Data {
  const { ready, meta, sources } = server;
  const checks = STORES.map((store) => {
    if (ready[store] === 'down')
      return fault(store, 'does not answer the running server', 'Read the server’s log, then start it again.');
    if (meta !== null && meta.engineVersion !== ENGINE_VERSION)
      return warning(store, 'answers a server of another build', 'Stop that server and start this one.');
    return ok(store, 'answers the running server, which migrated it');
  });
  const upstreams = (sources?.items ?? []).map(({ code, name, address }) => ({ code, name: name.en, address }));
  return {
    checks: [
      ...checks,
      checkServedDemo(demo, server),
      checkServedAudit(server),
      checkServedGuards(server),
      ...checkServedIntegrity(server),
    ],
    clock: server.clock,
    upstreams,
  };
}

const REFUSED = 'the running server does not take the operator.token of this DATA_DIR';
const MEND_REFUSED = 'Give commands the settings of the server, and run them as its user.';

function checkServedDemo(demo: boolean, { meta, refuses }: RunningServer): Check {
  if (refuses) return warning('demo', REFUSED, MEND_REFUSED);
  if (meta === null) return warning('demo', 'the running server has no scored county yet', 'Try again in a minute.');
  if (meta.demo === demo) return ok('demo', `${word(demo)}, as the running server`);
  const found = `the running server has ${word(meta.demo)}, this command ${word(demo)}`;
  return warning('demo', found, 'Give commands the settings of the server.');
}

function checkServedAudit({ audit, refuses }: RunningServer): Check {
  if (refuses) return warning('audit', REFUSED, MEND_REFUSED);
  if (audit !== null) return checkAudit(audit);
  return warning('audit', 'the running server did not say', 'Mend "postgres" first; else read the server’s log.');
}

function checkServedGuards({ breaks, refuses }: RunningServer): Check {
  if (refuses) return warning('guards', REFUSED, MEND_REFUSED);
  if (breaks !== null) return checkGuards(breaks);
  return warning('guards', 'the running server did not say', 'Read the server’s log.');
}

function checkServedIntegrity({ integrity, refuses }: RunningServer): Check[] {
  if (refuses) return [warning('integrity', REFUSED, MEND_REFUSED)];
  if (integrity === null) return [warning('integrity', 'the running server did not say', 'Read the server’s log.')];
  if (integrity.checkedAt === null && integrity.findings.length === 0)
    return [warning('integrity', 'the running server is still looking', 'Try again in a minute.')];
  return checkIntegrity(integrity.findings);
}

/** As they were found when nobody had them. A simulated source is not there before its server is. */
export function dataOfStores(opened: OpenedStores, demo: boolean): Data {
  const { clickhouse, postgres } = opened;
  const county = 'county' in postgres ? postgres.county : null;
  const isKnown = 'county' in postgres && postgres.mismatch === null && (county !== null || postgres.applied === 0);
  return {
    checks: [
      ...checkStores(opened),
      isKnown
        ? checkDemo(demo, county)
        : warning('demo', `${word(demo)}, what is stored is not known`, 'Mend "postgres" first.'),
      checkStoredAudit(postgres),
      checkStoredGuards(clickhouse, county),
      ...checkStoredIntegrity(clickhouse, postgres),
    ],
    clock: county?.clock ?? null,
    upstreams: county?.sources.filter(({ simulated }) => !simulated) ?? [],
  };
}

function checkStoredAudit(postgres: Opened): Check {
  const audit = 'audit' in postgres ? postgres.audit : null;
  if (audit !== null) return checkAudit(audit);
  if ('applied' in postgres && postgres.mismatch === null && postgres.applied === 0) return ok('audit', 'no line yet');
  return warning('audit', 'what is stored is not known', 'Mend "postgres" first.');
}

function checkStoredGuards(clickhouse: Opened, county: StoreAnswer['county']): Check {
  const breaks = 'breaks' in clickhouse ? clickhouse.breaks : null;
  if (breaks !== null) return checkGuards(breaks);
  const isEmpty = 'applied' in clickhouse && clickhouse.mismatch === null && clickhouse.applied === 0;
  if (isEmpty || county?.standings.length === 0) return ok('guards', 'nothing stored yet');
  return warning('guards', 'what is stored is not known', 'Mend "clickhouse" and "postgres" first.');
}

function checkStoredIntegrity(clickhouse: Opened, postgres: Opened): Check[] {
  const known = [clickhouse, postgres].map((opened) => ('damage' in opened ? opened.damage : null));
  const found = known.flatMap((damage) => damage ?? []);
  if (found.length > 0 || known.every((damage) => damage !== null)) return checkIntegrity(found);
  const isEmpty = 'applied' in clickhouse && 'applied' in postgres && clickhouse.applied + postgres.applied === 0;
  if (isEmpty) return [ok('integrity', 'nothing stored yet')];
  return [warning('integrity', 'what is stored is not known', 'Mend "clickhouse" and "postgres" first.')];
}

function checkDemo(demo: boolean, county: StoreAnswer['county']): Check {
  if (county === null || county.standings.length === 0) return ok('demo', `${word(demo)}, nothing stored yet`);
  const found = `${word(demo)}, stored: ${county.standings.join(', ')}`;
  const mixing = findMixing(county.standings, demo);
  return mixing === null ? ok('demo', found) : fault('demo', found, mixing);
}

/** Nobody could be asked. @param check name of the one that says why */
export function dataUnknown(check: string): Data {
  const checks = [...STORES, 'demo', 'audit', 'guards', 'integrity'].map((name) =>
    warning(name, 'not asked', `Mend "${check}" first.`),
  );
  return { checks, clock: null, upstreams: [] };
}
