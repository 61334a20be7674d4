/** Who somebody is, as whoever keeps the password says. */
export interface Identity {
  readonly issuer: string;
  /** Permanent at the issuer, and never given to anybody else there. */
  readonly subject: string;
  /** What the person calls himself when signing in there; a wish, not a key. */
  readonly login: string;
  readonly name: string;
  /** What the roles follow from. */
  readonly groups: readonly string[];
}

/**
 * The seam to whoever keeps the passwords: the browser is sent there and comes back with an answer.
 *
 * OpenID Connect (oidc.ts) is one. 浙政钉 (Zhejiang DingTalk), which is none, fits by an adapter of its own:
 * - `begin` gives the address of its scan-to-sign-in page with the app's id and a `state` of random bytes, which
 *   is the one secret to keep;
 * - `finish` compares `state`; gets an access token for the app itself, with its key and secret; exchanges the
 *   `code` of the answer, which is good for once, for the user's id; and reads the employee by that id.
 *   `issuer` is the platform's address and the tenant, `subject` the employee code, which stays when the telephone
 *   number changes, `login` the account name there, `groups` the codes of the organisations the employee has a post in
 *   (组织编码). The list of roles names those codes as its groups;
 * - an answer with an error code, and one that does not come in ten seconds, is a {@link ProviderFailure}.
 */
export interface IdentityProvider {
  /** In the address of its routes: lower case letters, digits and hyphens. */
  readonly code: string;
  /** On the button that leads there. */
  readonly name: string;
  /**
   * Where the browser is sent, and what must be known again when it comes back.
   *
   * @param callback where it comes back to
   * @throws ProviderFailure
   */
  begin(callback: URL): Promise<{ readonly url: URL; readonly secrets: Record<string, string> }>;
  /**
   * Who came back.
   *
   * @param current the callback's address with the answer in its query
   * @param secrets those of the same attempt
   * @throws ProviderFailure
   */
  finish(current: URL, secrets: Readonly<Record<string, string>>): Promise<Identity>;
}

/**
 * The provider does not answer (`unavailable`), or its answer proves nobody (`refused`). Only the kind of fault is
 * in the message, never what was sent: there are tokens in it.
 */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly kind: 'unavailable' | 'refused';

  constructor(kind: ProviderFailure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
