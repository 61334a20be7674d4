-- A batch as it was taken in, whole, in the store that hears of it first: what ClickHouse loses of it is stored again from
-- here, and a batch that a crash left between the two stores is finished. Batches of before have theirs from ClickHouse
-- once it was seen that they are whole there.
CREATE TABLE batch_content (
  batch   text PRIMARY KEY REFERENCES batch (id),
  -- What its rows are about, so that it is known what is damaged where the rows themselves cannot be read any more.
  units    text[] NOT NULL,
  measures text[] NOT NULL,
  -- Period labels: 2022-12, 2022.
  periods  text[] NOT NULL,
  -- The rows that were to be stored: JSON, compressed (zstd), with the SHA-256 of the JSON.
  rows    bytea NOT NULL,
  sha256  text NOT NULL,
  -- The raw records likewise, until the batch lies in ClickHouse; null from then on.
  records bytea
);
--;
-- A batch of an earlier version that was begun and of which nothing is left anywhere is void; its line in the trail says so.
ALTER TABLE batch
  DROP CONSTRAINT batch_state_check,
  ADD CONSTRAINT batch_state_check CHECK (state IN ('received', 'stored', 'checked', 'void'));
--;
-- How many rows of a run ClickHouse was given, by table. A run of before has none until it was counted once.
CREATE TABLE run_content (
  run        integer PRIMARY KEY REFERENCES score_run (id) ON DELETE CASCADE,
  scores     integer NOT NULL,
  nodes      integer NOT NULL,
  indicators integer NOT NULL
);
