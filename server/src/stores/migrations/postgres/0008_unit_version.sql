-- A run is read by what it was made of: units get versions as the catalogue and the schemes have them. `unit` is the
-- list as it is now; each version is that list, in order, as it once was.
CREATE TABLE unit_version (
  version    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document   jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--;
INSERT INTO unit_version (document)
SELECT jsonb_agg(definition ORDER BY position, code) FROM unit HAVING count(*) > 0;
--;
-- What was recorded later than `as_of` a run has not seen.
ALTER TABLE score_run
  ADD COLUMN unit_version integer REFERENCES unit_version (version),
  ADD COLUMN as_of timestamptz;
--;
UPDATE score_run SET unit_version = (SELECT max(version) FROM unit_version), as_of = created_at;
--;
ALTER TABLE score_run
  ALTER COLUMN unit_version SET NOT NULL,
  ALTER COLUMN as_of SET NOT NULL,
  DROP CONSTRAINT score_run_kind_check,
  ADD CONSTRAINT score_run_kind_check CHECK (kind IN ('live', 'official'));
