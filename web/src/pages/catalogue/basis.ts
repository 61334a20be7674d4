import type { Reference } from '@dangzhi/metrics';

/** One entry of an indicator's basis, expanded. */
export interface BasisEntry {
  /** As the catalogue has it: `AL§12`. */
  readonly code: string;
  /** Article of the law; `null` where the whole paper is meant. */
  readonly article: string | null;
  /** `null` where the catalogue lists no such paper. */
  readonly reference: Reference | null;
}

/** What the codes of a basis stand for, in the order given. */
export function expandBasis(basis: readonly string[], references: readonly Reference[]): BasisEntry[] {
  const byCode = new Map(references.map((reference) => [reference.code, reference]));
  return basis.map((code) => {
    const [paper = code, article = null] = code.split('§');
    return { code, article, reference: byCode.get(paper) ?? null };
  });
}

export const REFERENCE_STATUSES = ['verified-excerpt', 'verified', 'primary', 'secondary', 'not-verified'] as const;
export type ReferenceStatus = (typeof REFERENCE_STATUSES)[number];

const BEGINNINGS: readonly (readonly [beginning: string, status: ReferenceStatus])[] = [
  ['verified excerpt', 'verified-excerpt'],
  ['verified', 'verified'],
  ['primary', 'primary'],
  ['secondary', 'secondary'],
  ['NOT verified', 'not-verified'],
];

/** How far a paper was checked; `null` for words that do not say it. Catalogues of earlier versions have a remark after it. */
export function readStatus(words: string): ReferenceStatus | null {
  return BEGINNINGS.find(([start]) => words.startsWith(start))?.[1] ?? null;
}
