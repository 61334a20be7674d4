-- The catalogue as the roll-up reads it, under the hash of what it was made from: a plan is written
-- once and never changes, so it cannot fall behind the documents in PostgreSQL.
CREATE TABLE IF NOT EXISTS plan_part (
  plan      String,
  indicator LowCardinality(String),
  role      LowCardinality(String),
  measure   LowCardinality(String),
  kind      Enum8('flow' = 1, 'stock' = 2, 'rate' = 3),
  grain     Enum8('day' = 1, 'week' = 2, 'month' = 3, 'quarter' = 4, 'year' = 5),
  every     LowCardinality(String),
  mode      LowCardinality(String),
  stale     UInt8,
  rollup    LowCardinality(String),
  factor    Float64
)
ENGINE = ReplacingMergeTree
ORDER BY (plan, indicator, role);
--;
CREATE TABLE IF NOT EXISTS plan_member (
  plan       String,
  indicator  LowCardinality(String),
  parent     LowCardinality(String),
  child      LowCardinality(String),
  valid_from Date,
  valid_to   Date
)
ENGINE = ReplacingMergeTree
ORDER BY (plan, indicator, parent, child, valid_from);
