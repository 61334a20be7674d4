/** The data file has something in it that cannot be read: every fault, each naming its line and how to mend it. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
  readonly faults: readonly string[];

  constructor(...faults: readonly string[]) {
    super(shown(faults).join('\n'));
    this.faults = faults;
  }

  /** The faults as a screen can bear them. */
  get lines(): readonly string[] {
    return shown(this.faults);
  }
}

const MOST = 20;

const shown = (faults: readonly string[]): readonly string[] =>
  faults.length <= MOST ? faults : [...faults.slice(0, MOST), `and ${faults.length - MOST} more of that file`];
