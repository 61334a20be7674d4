import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Files that people put a licence, and what it asks to be kept, into. */
const LICENCE_FILE = /^(licen[cs]e|copying|copyright|notice)/i;
const LICENCE_FOLDER = /^licen[cs]es$/i;
const README = /^readme(\.md)?$/i;
/** A heading with the text itself below it, and no mere name of a licence. */
const IN_README = /^#+ licen[cs]e\s*$\n([\s\S]*?)(?=^#+ |(?![\s\S]))/im;
const GRANTS = /permission (is hereby granted|to use, copy, modify)/i;

/** Texts kept here for packages that carry none; each says where it is from. */
const SUPPLIED = path.join(import.meta.dirname, 'texts');

/**
 * Every text that a package's licence asks to be kept: its licence files and notices, else the section of its readme,
 * else one that is kept here.
 *
 * @param folder of the package as it is installed
 * @returns none where the package has none
 */
export function textsOfPackage(name: string, folder: string): string[] {
  const entries = readdirSync(folder).sort();
  const inFolder = entries
    .filter((entry) => LICENCE_FOLDER.test(entry) && statSync(path.join(folder, entry)).isDirectory())
    .flatMap((entry) => readdirSync(path.join(folder, entry)).map((file) => path.join(entry, file)));
  const files = entries.filter(
    (entry) => LICENCE_FILE.test(entry) && !LICENCE_FOLDER.test(entry) && /^[^.]+(\.(md|txt|markdown))?$/.test(entry),
  );
  const found = [...files, ...inFolder].map((file) => readFileSync(path.join(folder, file), 'utf8'));
  if (found.length > 0) return found;
  const readme = entries.find((entry) => README.test(entry));
  const [, section = ''] = readme === undefined ? [] : (IN_README.exec(readText(folder, readme)) ?? []);
  if (GRANTS.test(section)) return [section];
  const supplied = `${name.replace('/', '+')}.txt`;
  return existsSync(path.join(SUPPLIED, supplied)) ? [readText(SUPPLIED, supplied)] : [];
}

const readText = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n');

/** A text kept here by its name. */
export const suppliedText = (name: string): string => readText(SUPPLIED, `${name}.txt`);
