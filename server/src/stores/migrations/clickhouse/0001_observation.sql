-- What was reported, by whom. Append-only; identity is (batch, row), which stands in the sorting key,
-- so that a batch stored twice collapses on merge and every read by identity sees one copy before it.
-- (period, unit, measure) first: the latest value of every measure for one month stays at 11-12 ms from
-- a million to a hundred million rows, where (measure, unit, period) grows four-fold.
CREATE TABLE IF NOT EXISTS observation (
  period      Date,
  grain       Enum8('day' = 1, 'week' = 2, 'month' = 3, 'quarter' = 4, 'year' = 5),
  unit        LowCardinality(String),
  measure     LowCardinality(String),
  batch       String,
  row         UInt32,
  value       Nullable(Decimal(38, 10)),
  missing     LowCardinality(String),
  standing    Enum8('demo' = 1, 'published' = 2, 'pulled' = 3, 'reported' = 4, 'inspected' = 5),
  source      LowCardinality(String),
  record      UInt32,
  recorded_at DateTime64(3, 'UTC'),
  recorded_by LowCardinality(String),
  changed_at  String,
  reason      String
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(period)
ORDER BY (period, unit, measure, grain, batch, row);
--;
-- The records as the source gave them, for the last step of "where does this come from".
CREATE TABLE IF NOT EXISTS source_record (
  batch   String,
  record  UInt32,
  payload String CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree
ORDER BY (batch, record);
