-- The observation that counts of each cell, kept beside the history it is read from: a roll-up reads one row a cell, however
-- often it was revised. The greatest revision stays: standing, then time, then batch and row, as the server's own queries
-- of history have it. Small granules: of a month of many counties only that of the county asked for is read.
CREATE TABLE IF NOT EXISTS counting_observation (
  period      Date,
  grain       Enum8('day' = 1, 'week' = 2, 'month' = 3, 'quarter' = 4, 'year' = 5),
  unit        LowCardinality(String),
  measure     LowCardinality(String),
  batch       String,
  row         UInt32,
  value       Nullable(Decimal(38, 10)),
  missing     LowCardinality(String),
  standing    Enum8('demo' = 1, 'published' = 2, 'pulled' = 3, 'reported' = 4, 'inspected' = 5),
  recorded_at DateTime64(3, 'UTC'),
  revision    UInt256,
  INDEX recorded_at_span recorded_at TYPE minmax GRANULARITY 8
)
ENGINE = ReplacingMergeTree(revision)
PARTITION BY toYear(period)
ORDER BY (period, unit, measure, grain)
SETTINGS index_granularity = 1024,
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
-- The first period for which a measure of a unit was supplied, and when that was first recorded. A published figure is a
-- single event and makes nobody a supplier.
CREATE TABLE IF NOT EXISTS first_supply (
  unit    LowCardinality(String),
  measure LowCardinality(String),
  first   SimpleAggregateFunction(min, Tuple(Date, DateTime64(3, 'UTC')))
)
ENGINE = AggregatingMergeTree
ORDER BY (unit, measure)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS counting_observation_feed TO counting_observation AS
SELECT
  period, grain, unit, measure, batch, row, value, missing, standing, recorded_at,
  bitShiftLeft(toUInt256(toUInt8(standing)), 224)
    + bitShiftLeft(toUInt256(toUnixTimestamp64Milli(recorded_at)), 160)
    + bitShiftLeft(toUInt256(reinterpretAsUInt128(reverse(toFixedString(substring(batch, 1, 16), 16)))), 32)
    + toUInt256(row) AS revision
FROM observation;
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS first_supply_feed TO first_supply AS
SELECT unit, measure, min(tuple(period, recorded_at)) AS first
FROM observation
WHERE standing != 'published'
GROUP BY unit, measure;
--;
-- What is here already. Filled twice it is the same.
INSERT INTO counting_observation
SELECT
  period, grain, unit, measure, batch, row, value, missing, standing, recorded_at,
  bitShiftLeft(toUInt256(toUInt8(standing)), 224)
    + bitShiftLeft(toUInt256(toUnixTimestamp64Milli(recorded_at)), 160)
    + bitShiftLeft(toUInt256(reinterpretAsUInt128(reverse(toFixedString(substring(batch, 1, 16), 16)))), 32)
    + toUInt256(row) AS revision
FROM observation
WHERE toYear(period) = {year:UInt16};
--;
INSERT INTO first_supply
SELECT unit, measure, min(tuple(period, recorded_at)) AS first
FROM observation
WHERE standing != 'published' AND toYear(period) = {year:UInt16}
GROUP BY unit, measure;
