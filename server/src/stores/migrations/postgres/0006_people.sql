-- Who acts here: people with roles, their sessions, displays, and the trail of what each of them did.
CREATE TABLE account (
  id                  text PRIMARY KEY,
  -- In lower case: a person is not two because of a capital.
  login               text NOT NULL UNIQUE CHECK (login = lower(login)),
  name                text NOT NULL,
  -- Where the person works, and so decides nothing.
  unit                text,
  origin              text NOT NULL CHECK (origin IN ('local', 'single-sign-on', 'demo')),
  -- Argon2id; null where somebody else keeps the password.
  password_hash       text,
  password_changed_at timestamptz,
  must_change         boolean NOT NULL DEFAULT false,
  failures            integer NOT NULL DEFAULT 0,
  locked_until        timestamptz,
  disabled            boolean NOT NULL DEFAULT false,
  -- `issuer subject` of single sign-on.
  subject             text UNIQUE,
  last_sign_in_at     timestamptz,
  created_at          timestamptz NOT NULL
);
--;
-- Never deleted: a role that ends is closed, so that who could see what, and when, can be told.
CREATE TABLE account_grant (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account    text NOT NULL REFERENCES account (id),
  role       text NOT NULL,
  unit       text,
  scheme     text,
  valid_from timestamptz NOT NULL,
  valid_to   timestamptz,
  granted_by text NOT NULL,
  reason     text NOT NULL
);
--;
CREATE INDEX account_grant_account ON account_grant (account);
--;
-- Passwords somebody had before, so that the last ones are not taken again.
CREATE TABLE former_password (
  account text NOT NULL REFERENCES account (id),
  hash    text NOT NULL,
  at      timestamptz NOT NULL
);
--;
CREATE TABLE session (
  -- What lists and ends it; no secret.
  id           text PRIMARY KEY,
  -- SHA-256 of the cookie: who reads the table cannot act as anybody.
  digest       text NOT NULL UNIQUE,
  account      text NOT NULL REFERENCES account (id),
  started_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  address      text NOT NULL,
  agent        text NOT NULL
);
--;
CREATE INDEX session_account ON session (account);
--;
-- A sign-in with somebody else's page in between: what must be the same when it comes back.
CREATE TABLE sign_in_attempt (
  digest     text PRIMARY KEY,
  provider   text NOT NULL,
  secrets    jsonb NOT NULL,
  return_to  text NOT NULL,
  expires_at timestamptz NOT NULL
);
--;
CREATE TABLE display (
  id           text PRIMARY KEY,
  name         text NOT NULL,
  screens      text[] NOT NULL,
  -- SHA-256 of the token that binds a device; null once a device is bound.
  token_digest text UNIQUE,
  -- SHA-256 of the bound device's cookie.
  device_digest text UNIQUE,
  created_at   timestamptz NOT NULL,
  created_by   text NOT NULL,
  bound_at     timestamptz,
  last_seen_at timestamptz,
  address      text,
  agent        text,
  revoked_at   timestamptz
);
--;
-- Each line carries the hash of itself and the line before it. Hashed is `line`, as it was written; the
-- columns beside it are for searching and must say the same.
CREATE TABLE audit_entry (
  sequence   bigint PRIMARY KEY,
  at         timestamptz NOT NULL,
  actor      text NOT NULL,
  action     text NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('done', 'refused')),
  target     text NOT NULL,
  line       text NOT NULL,
  hash       text NOT NULL
);
--;
CREATE INDEX audit_entry_at ON audit_entry (at);
--;
CREATE INDEX audit_entry_target ON audit_entry (target);
--;
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is only added to';
END
$$;
--;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--;
CREATE TRIGGER audit_entry_stays_whole BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
