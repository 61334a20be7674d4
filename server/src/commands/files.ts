import { readFile, writeFile } from 'node:fs/promises';
import type { SchemeFault } from '@dangzhi/metrics/scheme';
import { UserError } from '../base/errors.ts';
import { DataFileError } from '../intake/imports/read-data-file.ts';

/** @throws UserError when the file cannot be read, or is not UTF-8 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) throw new UserError(`There is no readable file ${file}.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What a spreadsheet saves as plain CSV in China is GBK, and would come out as other characters.
    throw new UserError(`${file} is not UTF-8; save it as "CSV UTF-8".`);
  }
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

/** Does what reads the text of a data file. @throws UserError naming the file when its text cannot be read */
export function fromDataFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof DataFileError ? new UserError(`${file}: ${error.message}`) : error;
  }
}

/** Every fault of a scheme with its place and mend. */
export const refusal = (file: string, faults: readonly SchemeFault[]): UserError =>
  new UserError([`${file} is not a scheme:`, ...faults.map(({ path, message }) => `  ${path}  ${message}`)].join('\n'));
