import { readFile, writeFile } from 'node:fs/promises';
import type { SchemeFault } from '@dangzhi/metrics/scheme';
import { UserError } from '../errors.ts';
import { DataFileError } from '../scores/score-files.ts';

/** @throws UserError when the file cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UserError(`There is no readable file ${file}.`);
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
