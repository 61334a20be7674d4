-- Values that broke a guard which somebody has to look at (待审). They are no observations: until one is accepted,
-- what counted before goes on counting. Its raw record lies with the batch it came in.
CREATE TABLE pending_value (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch       text NOT NULL REFERENCES batch (id),
  record      integer NOT NULL,
  source      text NOT NULL REFERENCES source (code),
  standing    text NOT NULL,
  unit        text NOT NULL,
  measure     text NOT NULL,
  -- A period label: 2022-12, 2022.
  period      text NOT NULL,
  period_from date NOT NULL,
  value       text NOT NULL,
  -- Why it was reported, and the source's own version of the record.
  reason      text NOT NULL,
  changed_at  text NOT NULL,
  breaks      jsonb NOT NULL,
  state       text NOT NULL CHECK (state IN ('pending', 'accepted', 'returned', 'superseded')),
  received_at timestamptz NOT NULL,
  received_by text NOT NULL,
  decided_at  timestamptz,
  decided_by  text,
  decision    text,
  CHECK ((state = 'pending') = (decided_at IS NULL))
);
--;
-- One value of a source waits for one cell: a later one takes its place.
CREATE UNIQUE INDEX pending_value_waiting ON pending_value (source, unit, measure, period) WHERE state = 'pending';
--;
CREATE INDEX pending_value_unit ON pending_value (unit, state);
