-- What happened, stands or is planned in the county and is no number: honours, projects, works, targets.
CREATE TABLE county_record (
  code       text PRIMARY KEY,
  position   integer NOT NULL,
  article    text NOT NULL,
  kind       text NOT NULL,
  status     text NOT NULL,
  definition jsonb NOT NULL
);
