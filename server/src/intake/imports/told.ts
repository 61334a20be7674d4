import { DataFileError } from './data-file-error.ts';

/** Faults and notes of one file, each once. */
export class Told {
  readonly #faults: string[] = [];
  readonly #notes = new Set<string>();
  readonly #readings = new Map<string, { readonly first: string; count: number }>();

  fault(line: number, message: string): void {
    this.#faults.push(`Line ${line}${message.startsWith(',') ? '' : ': '}${message}`);
  }

  note(message: string): void {
    this.#notes.add(message);
  }

  /** Something read otherwise than written, or that can hardly be true: the first example, and how many there are. */
  reading(kind: string, first: string): void {
    const before = this.#readings.get(kind);
    if (before === undefined) this.#readings.set(kind, { first, count: 1 });
    else before.count += 1;
  }

  /** @throws DataFileError when there is any fault */
  refuse(): void {
    if (this.#faults.length > 0) throw new DataFileError(...this.#faults);
  }

  get notes(): string[] {
    const readings = [...this.#readings].map(
      ([kind, { first, count }]) => `${kind}: ${first}${count > 1 ? `, and ${count - 1} more` : ''}`,
    );
    return [...this.#notes, ...readings];
  }
}
