-- The catalogue as the roll-up reads it, under the hash of what it was made from: a plan is written
-- once and never changes, so it cannot fall behind the documents in PostgreSQL.
-- One row says which days' observations of a measure speak for an indicator at a month.
CREATE TABLE IF NOT EXISTS plan_reach (
  plan      String,
  month     Date,
  indicator LowCardinality(String),
  role      LowCardinality(String),
  measure   LowCardinality(String),
  grain     Enum8('day' = 1, 'week' = 2, 'month' = 3, 'quarter' = 4, 'year' = 5),
  from_day  Date,
  to_day    Date,
  take      Enum8('sum' = 1, 'last' = 2),
  rollup    LowCardinality(String),
  factor    Float64
)
ENGINE = ReplacingMergeTree
ORDER BY (plan, month, indicator, role);
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
