-- Where observations come from, and the log of every way in.
CREATE TABLE source (
  code        text PRIMARY KEY,
  name_zh     text NOT NULL,
  name_en     text NOT NULL,
  declaration jsonb,
  cursor      text,
  since       text,
  seen_until  text
);
--;
CREATE TABLE pull_run (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source      text NOT NULL REFERENCES source (code),
  state       text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled')),
  started_at  timestamptz NOT NULL,
  finished_at timestamptz,
  seen        integer NOT NULL DEFAULT 0,
  stored      integer NOT NULL DEFAULT 0,
  unchanged   integer NOT NULL DEFAULT 0,
  quarantined integer NOT NULL DEFAULT 0,
  pages       integer NOT NULL DEFAULT 0,
  retries     integer NOT NULL DEFAULT 0,
  error       text
);
--;
-- One run of a source at a time, whoever starts it and from whichever process.
CREATE UNIQUE INDEX pull_run_under_way ON pull_run (source) WHERE state = 'running';
--;
CREATE TABLE batch (
  id           text PRIMARY KEY,
  source       text NOT NULL REFERENCES source (code),
  standing     text NOT NULL,
  state        text NOT NULL CHECK (state IN ('received', 'stored', 'checked')),
  received_at  timestamptz NOT NULL,
  recorded_by  text NOT NULL,
  origin       text NOT NULL,
  status       integer,
  records      integer NOT NULL,
  observations integer NOT NULL,
  run          integer REFERENCES pull_run (id)
);
--;
CREATE TABLE quarantine (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run         integer NOT NULL REFERENCES pull_run (id),
  source      text NOT NULL REFERENCES source (code),
  at          timestamptz NOT NULL,
  reason      text NOT NULL,
  message     text NOT NULL,
  payload     text NOT NULL,
  fingerprint text NOT NULL,
  UNIQUE (source, fingerprint)
);
