-- What is done so far, so that a start does only what is left.
--
-- Months a stored batch may have changed and no scoring has covered since: a crash in between forgets nothing.
CREATE TABLE scoring_owed (
  batch text PRIMARY KEY REFERENCES batch (id),
  -- YYYY-MM, the first one.
  month text NOT NULL
);
--;
-- How far a work has come, in words of its own: the day the calendar was followed to, the first data that was loaded.
CREATE TABLE progress (
  work text PRIMARY KEY,
  mark text NOT NULL
);
