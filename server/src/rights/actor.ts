/** From where something is done. */
export interface Place {
  /** `''` where there is no network in between. */
  readonly address: string;
  readonly agent: string;
}

/** In whose name something is done, and from where. */
export interface Actor extends Place {
  /** Account id, display id, `operator`, `system` or `nobody`. */
  readonly id: string;
  readonly name: string;
}

/** Id of whoever is at the machine itself: the command line. */
export const OPERATOR_ID = 'operator';

/** What the program does by itself: loading its own data, making the demo accounts. */
export const SYSTEM: Actor = { id: 'system', name: '系统', address: '', agent: '' };

/** Somebody who tried something and did not prove who they are. */
export const nobodyAt = (place: Place): Actor => ({ id: 'nobody', name: '', ...place });
