-- The order in which batches came in, whatever the clock said then: of two that tell the same cell the later one counts.
-- What was here before keeps the order of its instants, and comes before all that follows.
CREATE SEQUENCE batch_sequence;
--;
ALTER TABLE batch ADD COLUMN sequence bigint NOT NULL DEFAULT 0;
--;
CREATE INDEX batch_received ON batch (received_at);
--;
-- The clock as it was last found in order, and what somebody decided about it (`observations/clock.ts`). One row at most.
CREATE TABLE clock_mark (
  id               boolean PRIMARY KEY DEFAULT true CHECK (id),
  seen_at          timestamptz NOT NULL,
  -- Batches up to this one say nothing about the clock any more; -1 for none.
  decided_sequence bigint NOT NULL DEFAULT -1,
  -- The latest instant among them: what was recorded until then is known, whatever the clock says.
  decided_until    timestamptz
);
