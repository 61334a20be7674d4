/** The back of a file on the shelf. */
interface Spine {
  readonly hue: number;
  /** Relative to its neighbours. */
  readonly thickness: number;
  /** Per cent of the shelf. */
  readonly height: number;
  readonly tone: number;
}

/** Thickness, height and hue as on a shelf that was filled over the years: uneven, and always the same. */
const SHELF =
  '3-92-2 3-92-2 2-84-2 3-92-2 4-78-4 4-78-4 2-96-1 2-96-1 2-96-1 3-70-6 3-88-3 3-88-3 3-88-3 2-81-5 5-94-2 2-74-4 ' +
  '3-90-1 3-90-1 4-66-6 2-86-3 2-86-3 3-97-2';

export const SPINES: readonly Spine[] = SHELF.split(' ').map((one, place) => {
  const [thickness = 1, height = 50, hue = 1] = one.split('-').map(Number);
  return { thickness, height, hue, tone: place % 3 === 1 ? 0.46 : 0.58 };
});
