-- Cells of which a value was stored and is gone, and nobody knows what it was: what would be made of them has no score until
-- something is told of the cell that counts before it.
CREATE TABLE damaged_cell (
  batch       text NOT NULL REFERENCES batch (id),
  unit        text NOT NULL,
  measure     text NOT NULL,
  -- A period label: 2022-12, 2022.
  period      text NOT NULL,
  PRIMARY KEY (batch, unit, measure, period)
);
