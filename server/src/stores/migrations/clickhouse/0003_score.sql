-- Results of scoring runs: one row a unit, and one a node of its tree. The run is part of the key: rows
-- of a run are written once, and PostgreSQL says which run speaks.
CREATE TABLE IF NOT EXISTS score (
  scheme         LowCardinality(String),
  period         Date,
  run            UInt32,
  unit           LowCardinality(String),
  class          LowCardinality(String),
  printed        String,
  score          Nullable(Float64),
  base_score     Nullable(Float64),
  bonus          Float64,
  deduction      Float64,
  coverage       Nullable(Float64),
  reported_share Nullable(Float64),
  partial        Bool,
  grade          LowCardinality(String),
  colour         LowCardinality(String),
  vetoes         Array(String),
  rank           UInt16,
  ranked_of      UInt16,
  provenance     LowCardinality(String)
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(period)
ORDER BY (scheme, period, run, unit);
--;
CREATE TABLE IF NOT EXISTS score_node (
  scheme           LowCardinality(String),
  period           Date,
  run              UInt32,
  unit             LowCardinality(String),
  node             LowCardinality(String),
  value            Nullable(Float64),
  numerator        String,
  denominator      String,
  missing          LowCardinality(String),
  score            Nullable(Float64),
  weight           Float64,
  nominal_weight   Float64,
  effective_weight Float64,
  contribution     Nullable(Float64),
  provenance       LowCardinality(String),
  value_period     LowCardinality(String),
  origin           LowCardinality(String),
  own_value        Nullable(Float64),
  rolled_value     Nullable(Float64)
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(period)
ORDER BY (scheme, period, run, unit, node);
