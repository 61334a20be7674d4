import { writeInstant, type InstantFormat } from '@dangzhi/metrics';

/** An instant as a system writes it into a record: seconds since 1970 as a number, all else as text. */
export const writtenInstant = (instant: string, format: InstantFormat): string | number =>
  format.startsWith('epoch') ? Number(writeInstant(instant, format)) : writeInstant(instant, format);
