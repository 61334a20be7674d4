-- From where somebody tried to sign in, and how often it failed: an address, or a browser that got in before. Failures
-- count for a day after the last of them (`accounts/password-attempts.ts`).
CREATE TABLE sign_in_place (
  -- `account:` and its id; `name:` and a keyed hash of a name nobody has, since people type passwords into the wrong field.
  who          text NOT NULL,
  -- An address, of IPv6 its first 64 bits; or `browser:` and the SHA-256 of the cookie that one got when it was let in.
  place        text NOT NULL,
  failures     integer NOT NULL,
  failed_at    timestamptz,
  -- Of a browser only.
  succeeded_at timestamptz,
  PRIMARY KEY (who, place)
);
--;
CREATE INDEX sign_in_place_place ON sign_in_place (place);
--;
CREATE INDEX sign_in_place_failed ON sign_in_place (failed_at) WHERE succeeded_at IS NULL;
--;
-- Nobody is locked out any more: whoever fails waits.
ALTER TABLE account DROP COLUMN failures, DROP COLUMN locked_until;
