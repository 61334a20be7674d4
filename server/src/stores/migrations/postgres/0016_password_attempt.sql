-- Passwords that are being looked at, one row each from when somebody was not told to wait until it is known what came of
-- it (`accounts/password-attempts.ts`). Nobody waits for the disk because of it: after a crash the table is empty, and
-- nothing was under way.
CREATE UNLOGGED TABLE password_attempt (
  id       uuid PRIMARY KEY,
  -- As in sign_in_place.
  who      text NOT NULL,
  place    text NOT NULL,
  -- The address, also where the place is a browser.
  address  text NOT NULL,
  began_at timestamptz NOT NULL
);
--;
CREATE INDEX password_attempt_place ON password_attempt (who, place);
--;
CREATE INDEX password_attempt_address ON password_attempt (address);
