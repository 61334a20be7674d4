/** A stretch of a quote; a spot is one a ruling is about. */
export interface QuotePart {
  readonly text: string;
  readonly isSpot: boolean;
}

/** A quote cut where the literal words of its rulings begin and end; words it does not hold cut nothing. */
export function splitAtSpots(quote: string, literals: readonly string[]): QuotePart[] {
  const inSpot = new Array<boolean>(quote.length).fill(false);
  for (const literal of literals) {
    const start = literal === '' ? -1 : quote.indexOf(literal);
    if (start !== -1) inSpot.fill(true, start, start + literal.length);
  }
  const parts: { text: string; isSpot: boolean }[] = [];
  for (const [index, letter] of [...quote].entries()) {
    const isSpot = inSpot[index] ?? false;
    const last = parts.at(-1);
    if (last?.isSpot === isSpot) last.text += letter;
    else parts.push({ text: letter, isSpot });
  }
  return parts;
}
