-- Files that show what a report says. Their bytes lie in the data directory under their hash; the same bytes once.
CREATE TABLE evidence (
  id          text PRIMARY KEY,
  unit        text NOT NULL,
  name        text NOT NULL,
  media_type  text NOT NULL,
  bytes       integer NOT NULL,
  sha256      text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  uploaded_by text NOT NULL
);
--;
CREATE INDEX evidence_unit ON evidence (unit);
