-- What is scored and how: units, the catalogue and the schemes as versioned documents, the source facts.
CREATE TABLE unit_class (
  code       text PRIMARY KEY,
  position   integer NOT NULL,
  definition jsonb NOT NULL
);
--;
CREATE TABLE unit (
  code       text PRIMARY KEY,
  position   integer NOT NULL,
  definition jsonb NOT NULL
);
--;
CREATE TABLE catalogue_version (
  version    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash       text NOT NULL,
  document   jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--;
CREATE TABLE scheme_version (
  scheme     text NOT NULL,
  version    integer NOT NULL,
  hash       text NOT NULL,
  document   jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scheme, version)
);
--;
CREATE TABLE adjustment (
  id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit     text NOT NULL REFERENCES unit (code),
  period   text NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('bonus', 'deduct', 'veto')),
  code     text NOT NULL,
  points   text,
  cap      text,
  evidence text NOT NULL,
  CHECK ((kind = 'veto') = (cap IS NOT NULL)),
  CHECK ((kind = 'veto') = (points IS NULL)),
  UNIQUE (unit, period, code, evidence)
);
--;
CREATE TABLE fact (
  id         text PRIMARY KEY,
  position   integer NOT NULL,
  article    text NOT NULL,
  kind       text NOT NULL,
  definition jsonb NOT NULL
);
