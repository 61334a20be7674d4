import { negotiate } from '@fastify/accept-negotiator';

/** How answers are compressed, the smaller first. Browsers read brotli only over TLS or from their own machine. */
const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** @returns `null` when the plain bytes are wanted, as by whoever says nothing */
export function encodingAskedFor(
  header: string | string[] | undefined,
  offered: readonly Encoding[] = ENCODINGS,
): Encoding | null {
  return negotiate(String(header ?? '').toLowerCase(), [...offered]);
}
