import type { Generated, JSONColumnType } from 'kysely';
import type {
  Area,
  Catalogue,
  GuardBreak,
  SchemeDocument,
  SourceDeclaration,
  Standing,
  Unit,
  UnitClass,
} from '@dangzhi/metrics';
import type { CountyRecord, Fact } from '@dangzhi/metrics/contract';
import type { AccountRole } from '@dangzhi/metrics/rights';

type Json<T extends object> = JSONColumnType<T, string, string>;

/** The tables of PostgreSQL, as `migrations/postgres` makes them. */
export interface Database {
  unit_class: { code: string; position: number; definition: Json<UnitClass> };
  area: { code: string; position: number; definition: Json<Area> };
  unit: { code: string; position: number; definition: Json<Unit> };
  /** The units, in order, as they once were. */
  unit_version: { version: Generated<number>; document: Json<readonly Unit[]>; created_at: Generated<Date> };
  catalogue_version: {
    version: Generated<number>;
    hash: string;
    document: Json<Catalogue>;
    created_at: Generated<Date>;
  };
  scheme_version: {
    scheme: string;
    version: number;
    hash: string;
    document: Json<SchemeDocument>;
    created_at: Generated<Date>;
  };
  adjustment: {
    id: Generated<number>;
    unit: string;
    period: string;
    kind: 'bonus' | 'deduct' | 'veto';
    code: string;
    points: string | null;
    cap: string | null;
    evidence: string;
  };
  fact: { id: string; position: number; article: string; kind: string; definition: Json<Fact> };
  county_record: {
    code: string;
    position: number;
    article: string;
    kind: string;
    status: string;
    definition: Json<CountyRecord>;
  };
  source: {
    code: string;
    name_zh: string;
    name_en: string;
    /** `null` for the seed and for operators, who push instead of being pulled. */
    declaration: Json<SourceDeclaration> | null;
    /** Where an interrupted run goes on. */
    cursor: string | null;
    /** Latest change seen by the last finished run: the next asks from here. */
    since: string | null;
    /** Latest change seen by the run under way. */
    seen_until: string | null;
  };
  batch: {
    id: string;
    source: string;
    standing: string;
    state: 'received' | 'stored' | 'checked' | 'void';
    received_at: Date;
    recorded_by: string;
    origin: string;
    status: number | null;
    records: number;
    observations: number;
    run: number | null;
    /** Its place in the order in which batches came in; 0 of those before there was one. */
    sequence: Generated<number>;
  };
  /** The clock as it was last in order, and what was decided about it; one row at most. */
  clock_mark: {
    id: Generated<boolean>;
    seen_at: Date;
    decided_sequence: Generated<number>;
    decided_until: Date | null;
  };
  /** What a batch holds, whole; read and written by `observations/content.ts`. */
  batch_content: {
    batch: string;
    units: string[];
    measures: string[];
    periods: string[];
    rows: Uint8Array;
    sha256: string;
    records: Uint8Array | null;
  };
  /** What is gone and may be what counts; read and written by `observations/damaged.ts`. */
  damaged_cell: { batch: string; unit: string; measure: string; period: string };
  pending_value: {
    id: Generated<number>;
    batch: string;
    record: number;
    source: string;
    standing: Standing;
    unit: string;
    measure: string;
    period: string;
    /** First day of the period; read back as the driver has it, so never selected. */
    period_from: string;
    value: string;
    reason: string;
    changed_at: string;
    breaks: Json<readonly GuardBreak[]>;
    state: 'pending' | 'accepted' | 'returned' | 'superseded';
    received_at: Date;
    received_by: string;
    decided_at: Date | null;
    decided_by: string | null;
    decision: string | null;
  };
  pull_run: {
    id: Generated<number>;
    source: string;
    state: 'running' | 'succeeded' | 'failed' | 'cancelled';
    started_at: Date;
    finished_at: Date | null;
    seen: Generated<number>;
    stored: Generated<number>;
    unchanged: Generated<number>;
    quarantined: Generated<number>;
    pages: Generated<number>;
    retries: Generated<number>;
    error: string | null;
  };
  quarantine: {
    id: Generated<number>;
    run: number;
    source: string;
    at: Date;
    reason: string;
    message: string;
    payload: string;
    fingerprint: string;
  };
  score_run: {
    id: Generated<number>;
    /** A live run follows what is reported and goes when another takes its place; an official one stays. */
    kind: 'live' | 'official';
    scheme: string;
    scheme_version: number;
    catalogue_version: number;
    unit_version: number;
    engine_version: number;
    period: string;
    hash: string;
    /** What was recorded later the run has not seen. */
    as_of: Date;
    created_at: Generated<Date>;
  };
  /** How many rows of a run ClickHouse was given, by table. */
  run_content: { run: number; scores: number; nodes: number; indicators: number };
  live_run: { scheme: string; period: string; run: number };
  /** First months that stored batches may have changed and no scoring has covered since. */
  scoring_owed: { batch: string; month: string };
  /** How far a work has come, in words of its own. */
  progress: { work: 'calendar' | 'first-data' | 'evidence-folder'; mark: string };
  account: {
    id: string;
    login: string;
    name: string;
    unit: string | null;
    origin: 'local' | 'single-sign-on' | 'demo';
    password_hash: string | null;
    password_changed_at: Date | null;
    must_change: Generated<boolean>;
    disabled: Generated<boolean>;
    /** `issuer subject` of single sign-on. */
    subject: string | null;
    last_sign_in_at: Date | null;
    created_at: Date;
  };
  account_grant: {
    id: Generated<number>;
    account: string;
    role: AccountRole;
    unit: string | null;
    scheme: string | null;
    valid_from: Date;
    /** `null` while it holds. */
    valid_to: Date | null;
    granted_by: string;
    reason: string;
  };
  former_password: { account: string; hash: string; at: Date };
  session: {
    id: string;
    digest: string;
    account: string;
    started_at: Date;
    last_seen_at: Date;
    ends_at: Date;
    address: string;
    agent: string;
  };
  sign_in_attempt: {
    digest: string;
    provider: string;
    secrets: Json<Record<string, string>>;
    return_to: string;
    expires_at: Date;
  };
  /** Places where somebody tried to sign in; see `accounts/password-attempts.ts`. */
  sign_in_place: { who: string; place: string; failures: number; failed_at: Date | null; succeeded_at: Date | null };
  /** Passwords that are being looked at; see `accounts/password-attempts.ts`. */
  password_attempt: { id: string; who: string; place: string; address: string; began_at: Date };
  display: {
    id: string;
    name: string;
    screens: string[];
    token_digest: string | null;
    device_digest: string | null;
    created_at: Date;
    created_by: string;
    bound_at: Date | null;
    last_seen_at: Date | null;
    address: string | null;
    agent: string | null;
    revoked_at: Date | null;
  };
  evidence: {
    id: string;
    unit: string;
    name: string;
    media_type: string;
    bytes: number;
    sha256: string;
    uploaded_at: Date;
    uploaded_by: string;
    /** Account id, or `operator`; `''` of files from before it was kept. */
    uploader: Generated<string>;
  };
  audit_entry: {
    sequence: number;
    at: Date;
    actor: string;
    action: string;
    outcome: 'done' | 'refused';
    target: string;
    line: string;
    hash: string;
  };
}
