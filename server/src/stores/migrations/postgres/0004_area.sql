-- The cities counties lie in; not scored themselves.
CREATE TABLE area (
  code       text PRIMARY KEY,
  position   integer NOT NULL,
  definition jsonb NOT NULL
);
