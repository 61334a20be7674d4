/** The source failed in a way that may pass: it is asked again. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
}

/** The source refused: asking again would not help. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** The source no longer knows the place reading stopped at: the list is read from its beginning. */
export const isForgottenPlace = (error: unknown): boolean =>
  error instanceof Refusal && [400, 404, 410].includes(error.status);
