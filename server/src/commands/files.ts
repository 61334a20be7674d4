import { readFile, writeFile } from 'node:fs/promises';
import type { SchemeFault } from '@dangzhi/metrics/scheme';
import { UserError } from '../base/errors.ts';
import { DataFileError } from '../intake/imports/data-file-error.ts';
import { readDataText, type DataText } from '../intake/imports/data-text.ts';

/** @throws UserError when the file cannot be read, or is not UTF-8 */
async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(file));
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(`${file} is not UTF-8; save it as UTF-8.`);
  }
}

/** The text of a data file, in whatever encoding it was sent. @throws UserError naming the file */
export async function readData(file: string): Promise<DataText> {
  const bytes = await readBytes(file);
  return fromDataFile(file, () => readDataText(bytes));
}

async function readBytes(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) throw new UserError(`There is no readable file ${file}.`);
  return bytes;
}

/** @throws UserError when the file cannot be written */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch {
    throw new UserError(`${file} cannot be written.`);
  }
}

/** @throws UserError when the file cannot be read, or is not JSON */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Numbers of lines as a command is given them. @throws UserError where one is no number */
export function lineNumbers(list: string | undefined): number[] {
  return (list ?? '').split(',').flatMap((text) => {
    if (text.trim() === '') return [];
    if (!/^\d+$/.test(text.trim())) throw new UserError(`--keep ${list}: "${text}" is no number of a line.`);
    return [Number(text)];
  });
}

/** Does what reads the text of a data file. @throws UserError naming the file when its text cannot be read */
export function fromDataFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    // One fault on one line with the file; several below it.
    const [only, ...more] = error.lines;
    throw new UserError(more.length === 0 ? `${file}: ${only}` : [`${file}:`, only, ...more].join('\n  '));
  }
}

/** Every fault of a scheme with its place and mend. */
export const refusal = (file: string, faults: readonly SchemeFault[]): UserError =>
  new UserError([`${file} is not a scheme:`, ...faults.map(({ path, message }) => `  ${path}  ${message}`)].join('\n'));
