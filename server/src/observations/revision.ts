/**
 * Which of several observations of a cell (unit, measure, grain, period) counts: the one of the greatest revision. The
 * highest standing comes first, then the batch that came in last, whatever the clock said. Batches of before there was a
 * sequence have 0 and follow each other by the instant they were recorded at. Batch and row settle the rest, so that of two
 * values on one page the later row counts. An expression over the columns of `observation`, a UInt256: 8 bits of standing, 40
 * of sequence, 48 of milliseconds since 1970, 128 of batch and 32 of row.
 *
 * No query says it otherwise. `counting_observation` keeps the number as its column `revision`, which the view
 * `counting_observation_feed` writes: whoever changes the expression gives the view the new one in a migration, and makes
 * what is kept anew there.
 */
export const REVISION = `(
  bitShiftLeft(toUInt256(toUInt8(standing)), 248)
  + bitShiftLeft(toUInt256(sequence), 208)
  + bitShiftLeft(toUInt256(toUnixTimestamp64Milli(recorded_at)), 160)
  + bitShiftLeft(toUInt256(reinterpretAsUInt128(reverse(toFixedString(substring(batch, 1, 16), 16)))), 32)
  + toUInt256(row))`;

/**
 * What a source told last about a cell, whatever counts: what it tells now is compared with it. A tuple over the columns of
 * `observation`.
 */
export const TOLD_LAST = '(sequence, recorded_at, changed_at, batch, row)';
