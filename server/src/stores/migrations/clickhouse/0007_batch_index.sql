-- A batch is counted back after it was stored, and its units are asked for: without an index that reads the whole history.
ALTER TABLE observation ADD INDEX IF NOT EXISTS of_batch batch TYPE bloom_filter(0.01) GRANULARITY 1;
--;
-- In the background; what has no index yet is read as before.
ALTER TABLE observation MATERIALIZE INDEX of_batch;
