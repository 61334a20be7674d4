-- The place of a batch in the order in which batches came in; of older ones 0, so that they keep the order of their instants.
ALTER TABLE observation ADD COLUMN IF NOT EXISTS sequence UInt64 DEFAULT 0;
--;
-- What counts is found by another number from now on: standing, sequence, time, batch, row. Until all of it is made anew
-- nothing feeds it.
DROP VIEW IF EXISTS counting_observation_feed SYNC;
--;
TRUNCATE TABLE counting_observation;
--;
INSERT INTO counting_observation
SELECT
  period, grain, unit, measure, batch, row, value, missing, standing, recorded_at,
  bitShiftLeft(toUInt256(toUInt8(standing)), 248)
    + bitShiftLeft(toUInt256(sequence), 208)
    + bitShiftLeft(toUInt256(toUnixTimestamp64Milli(recorded_at)), 160)
    + bitShiftLeft(toUInt256(reinterpretAsUInt128(reverse(toFixedString(substring(batch, 1, 16), 16)))), 32)
    + toUInt256(row) AS revision
FROM observation
WHERE toYear(period) = {year:UInt16};
--;
CREATE MATERIALIZED VIEW IF NOT EXISTS counting_observation_feed TO counting_observation AS
SELECT
  period, grain, unit, measure, batch, row, value, missing, standing, recorded_at,
  bitShiftLeft(toUInt256(toUInt8(standing)), 248)
    + bitShiftLeft(toUInt256(sequence), 208)
    + bitShiftLeft(toUInt256(toUnixTimestamp64Milli(recorded_at)), 160)
    + bitShiftLeft(toUInt256(reinterpretAsUInt128(reverse(toFixedString(substring(batch, 1, 16), 16)))), 32)
    + toUInt256(row) AS revision
FROM observation;
