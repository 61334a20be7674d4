/** What a change of an account has to tell the sessions: rights and endings take effect at once. */
export interface SessionKeeper {
  /** Rights or name of an account changed: what is known of it is read anew. */
  forget(account: string): void;
  /**
   * Ends every session of an account.
   *
   * @param except a session that goes on; `null` for none
   * @returns how many were ended
   */
  endAllOf(account: string, except?: string | null): Promise<number>;
}
