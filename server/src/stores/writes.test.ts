import { describe, expect, it } from 'vitest';
import { writesOf } from './writes.ts';

describe('what a statement writes', () => {
  it.each([
    ['insert into "live_run" ("scheme") values ($1) on conflict do update set "run" = $2', ['insert live_run']],
    ['\n      INSERT INTO unit_version (document) SELECT 1', ['insert unit_version']],
    ['update "pending_value" set "state" = $1', ['update pending_value']],
    ['delete from "score_run" where "id" in ($1)', ['delete score_run']],
    ['TRUNCATE audit_entry', ['delete audit_entry']],
    [
      'with "gone" as (delete from "live_run" returning *) insert into "score_run" select 1',
      ['delete live_run', 'insert score_run'],
    ],
    ['select * from "unit" where "code" = $1', []],
    ['select * from "session" for update', []],
    ['SELECT pg_advisory_xact_lock($1)', []],
    ['begin', []],
  ])('%s', (statement, writes) => {
    expect(writesOf(statement).map(({ change, table }) => `${change} ${table}`)).toEqual(writes);
  });
});
