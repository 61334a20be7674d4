import { inject, provide, readonly, shallowRef, type InjectionKey, type ShallowRef } from 'vue';

/**
 * What the drawer is asked about: a node of a unit's score (`node: null` is the total itself),
 * or an entry of the source articles.
 */
export type ProvenanceSubject =
  { kind: 'node'; unit: string; period: string; node: string | null } | { kind: 'fact'; fact: string };

interface Provenance {
  subject: Readonly<ShallowRef<ProvenanceSubject | null>>;
  /** Opens the drawer, or turns an open one to another subject. */
  explain: (subject: ProvenanceSubject) => void;
  close: () => void;
}

const PROVENANCE: InjectionKey<Provenance> = Symbol('where a number comes from');

/** Called once, by the app; the drawer itself stands in each page's root so that it scales with it. */
export function provideProvenance(): void {
  const subject = shallowRef<ProvenanceSubject | null>(null);
  provide(PROVENANCE, {
    subject: readonly(subject),
    explain: (next) => (subject.value = next),
    close: () => (subject.value = null),
  });
}

/** Any number answers: `explain({ kind: 'node', unit, period, node })`. */
export function useProvenance(): Provenance {
  const provenance = inject(PROVENANCE);
  if (!provenance) throw new TypeError('useProvenance requires an app that called provideProvenance');
  return provenance;
}
