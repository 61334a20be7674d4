-- Which scoring run speaks for a scheme and a month. The rows of a run are in ClickHouse; the pointer
-- moves only after they are all there, so a reader never sees half a run.
CREATE TABLE score_run (
  id                integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind              text NOT NULL CHECK (kind IN ('live')),
  scheme            text NOT NULL,
  scheme_version    integer NOT NULL,
  catalogue_version integer NOT NULL REFERENCES catalogue_version (version),
  engine_version    integer NOT NULL,
  period            text NOT NULL,
  hash              text NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (scheme, scheme_version) REFERENCES scheme_version (scheme, version)
);
--;
CREATE TABLE live_run (
  scheme text NOT NULL,
  period text NOT NULL,
  run    integer NOT NULL REFERENCES score_run (id),
  PRIMARY KEY (scheme, period)
);
