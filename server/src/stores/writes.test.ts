import { describe, expect, it } from 'vitest';
import { tablesWritten } from './writes.ts';

describe('the tables a statement writes to', () => {
  it.each([
    ['insert into "live_run" ("scheme") values ($1) on conflict do update set "run" = $2', ['live_run']],
    ['\n      INSERT INTO unit_version (document) SELECT 1', ['unit_version']],
    ['update "pending_value" set "state" = $1', ['pending_value']],
    ['delete from "score_run" where "id" in ($1)', ['score_run']],
    ['TRUNCATE audit_entry', ['audit_entry']],
    ['with "gone" as (delete from "live_run" returning *) insert into "score_run" select 1', ['live_run', 'score_run']],
    ['select * from "unit" where "code" = $1', []],
    ['select * from "session" for update', []],
    ['SELECT pg_advisory_xact_lock($1)', []],
    ['begin', []],
  ])('%s', (statement, tables) => {
    expect(tablesWritten(statement)).toEqual(tables);
  });
});
