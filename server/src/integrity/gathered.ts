import type { Finding } from '@dangzhi/metrics/contract';
import type { Stores } from '../stores/index.ts';

export interface CheckParts {
  readonly stores: Stores;
  readonly dataDir: string;
  readonly evidenceFolder: string;
  readonly now: () => Date;
  /** Ends a check between two of its steps. */
  readonly signal?: AbortSignal;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  /** First month that has to be scored because of it; `null` for all, `undefined` where nothing has to. */
  readonly scoreFrom: string | null | undefined;
}

/** Gathers what is found and from which month on it has to be scored. */
export class Gathered {
  readonly findings: Finding[] = [];
  #from: string | null | undefined;

  add(...findings: readonly Finding[]): void {
    this.findings.push(...findings);
  }

  score(from: string | null): void {
    if (this.#from === undefined || from === null) this.#from = from;
    else if (this.#from !== null && from < this.#from) this.#from = from;
  }

  outcome(): Outcome {
    return { findings: this.findings, scoreFrom: this.#from };
  }
}
