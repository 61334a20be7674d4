-- Values of a run's units that are no leaf of its tree: what is only watched, and what a leaf is divided by or a
-- bonus follows from. Leaves have theirs in score_node.
CREATE TABLE IF NOT EXISTS indicator_value (
  scheme       LowCardinality(String),
  period       Date,
  run          UInt32,
  unit         LowCardinality(String),
  indicator    LowCardinality(String),
  value        Nullable(Float64),
  numerator    String,
  denominator  String,
  missing      LowCardinality(String),
  provenance   LowCardinality(String),
  value_period LowCardinality(String),
  origin       LowCardinality(String),
  own_value    Nullable(Float64),
  rolled_value Nullable(Float64)
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(period)
ORDER BY (scheme, period, run, unit, indicator);
