// Compares two recordings (record.ts): record:compare <before> <after> --out <folder>
//
// Writes what differs: answers by path (answers.txt; grouped, since one cause shows in many answers), pictures by the share of
// points that differ, with a sheet to look at (pictures.html). Ends with 1 when anything differs.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { differences } from './differences.ts';
import { openComparer } from './pictures.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'record-differences' } },
});
const [before, after] = positionals;
if (before === undefined || after === undefined) {
  console.error('record:compare <recording before> <recording after> --out <folder>');
  process.exitCode = 1;
} else {
  const out = path.resolve(values.out);
  mkdirSync(out, { recursive: true });
  const answers = compareAnswers(path.resolve(before, 'routes'), path.resolve(after, 'routes'));
  writeFileSync(path.join(out, 'answers.txt'), answers.text);
  const pictures = await comparePictures(path.resolve(before, 'pages'), path.resolve(after, 'pages'), out);
  console.log(
    `answers: ${answers.differing} of ${answers.compared} differ\npictures: ${pictures.differing} of ${pictures.compared} differ`,
  );
  console.log(`${path.join(out, 'answers.txt')}\n${path.join(out, 'pictures.html')}`);
  if (answers.differing + pictures.differing > 0) process.exitCode = 1;
}

interface Recorded {
  readonly asked: string;
  readonly answers?: readonly { readonly as: readonly string[] }[];
}

/** The answer each caller was given, by caller; the stream's as everybody's. */
function answersByCaller(file: string): Map<string, unknown> {
  const { answers, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  if (answers === undefined) return new Map([['everybody', rest]]);
  return new Map(answers.flatMap(({ as, ...answer }) => as.map((caller) => [caller, answer] as const)));
}

function compareAnswers(before: string, after: string): { text: string; differing: number; compared: number } {
  const [shared, only] = match(before, after, '.json');
  const lines: string[] = [];
  const kinds = new Map<string, { count: number; files: Set<string>; example: string }>();
  let differing = only.length;
  for (const name of shared) {
    const [one, other] = [answersByCaller(path.join(before, name)), answersByCaller(path.join(after, name))];
    // Callers among whom the same differs are told together.
    const found = new Map<string, string[]>();
    for (const caller of new Set([...one.keys(), ...other.keys()])) {
      const differ = differences(one.get(caller), other.get(caller));
      if (differ.length === 0) continue;
      for (const { at, before: was, after: is } of differ) {
        // Where it differs, whichever entry of a list it is: one cause shows at one such place, in many answers.
        const kind = at.replaceAll(/\[\d+\]/g, '[]');
        const known = kinds.get(kind) ?? { count: 0, files: new Set(), example: `${short(was)} → ${short(is)}` };
        kinds.set(kind, { ...known, count: known.count + 1, files: known.files.add(name) });
      }
      const text = differ
        .slice(0, 12)
        .map(({ at, before: was, after: is }) => `    ${at}: ${short(was)} → ${short(is)}`)
        .concat(differ.length > 12 ? [`    and ${differ.length - 12} more`] : [])
        .join('\n');
      found.set(text, [...(found.get(text) ?? []), caller]);
    }
    if (found.size === 0) continue;
    differing += 1;
    lines.push(name, ...[...found].map(([text, callers]) => `  as ${callers.join(', ')}\n${text}`));
  }
  const summary = [...kinds].map(
    ([kind, { count, files, example }]) =>
      `${kind}: ${count} times in ${files.size} answers, e.g. ${[...files][0] ?? ''}: ${example}`,
  );
  return {
    text: `${[...only, ...summary, '', ...lines].join('\n')}\n`,
    differing,
    compared: shared.length + only.length,
  };
}

async function comparePictures(
  before: string,
  after: string,
  out: string,
): Promise<{ differing: number; compared: number }> {
  const [shared, only] = match(before, after, '.png');
  const comparer = await openComparer();
  const found: { name: string; share: number; sizes: readonly [string, string] }[] = [];
  mkdirSync(path.join(out, 'pictures'), { recursive: true });
  for (const name of shared) {
    const difference = await comparer.compare(path.join(before, name), path.join(after, name));
    if (difference === null) continue;
    const place = (which: string) => path.join(out, 'pictures', `${name}.${which}.png`);
    copyFileSync(path.join(before, name), place('before'));
    copyFileSync(path.join(after, name), place('after'));
    writeFileSync(place('differing'), difference.picture);
    found.push({ name, share: difference.share, sizes: difference.sizes });
  }
  await comparer.close();
  found.sort((a, b) => b.share - a.share);
  const complaints = ['complaints.json'].flatMap((name) => {
    const [one, other] = [before, after].map((folder) => path.join(folder, name));
    if (!existsSync(one ?? '') || !existsSync(other ?? '')) return [];
    return differences(JSON.parse(readFileSync(one ?? '', 'utf8')), JSON.parse(readFileSync(other ?? '', 'utf8')));
  });
  writeFileSync(path.join(out, 'complaints.json'), `${JSON.stringify(complaints, null, 1)}\n`);
  writeFileSync(path.join(out, 'pictures.html'), sheetOf(found, only));
  for (const { name, share, sizes } of found)
    console.log(`${(share * 100).toFixed(3)} %  ${name}  ${sizes.join(' → ')}`);
  for (const line of only) console.log(line);
  return { differing: found.length + only.length, compared: shared.length + only.length };
}

/** File names that both have, and a line for each that only one has. */
function match(before: string, after: string, ending: string): [shared: string[], only: string[]] {
  const [one, other] = [before, after].map((folder) =>
    existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [],
  ) as [string[], string[]];
  const shared = one.filter((name) => other.includes(name));
  const gone = one.filter((name) => !other.includes(name)).map((name) => `only before: ${name}`);
  const come = other.filter((name) => !one.includes(name)).map((name) => `only after: ${name}`);
  return [shared.sort(), [...gone, ...come]];
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function sheetOf(
  found: readonly { name: string; share: number; sizes: readonly [string, string] }[],
  only: readonly string[],
): string {
  return `<!doctype html>
<meta charset="utf-8"><title>Pictures before and after</title>
<style>body{font:14px sans-serif;margin:16px}div{display:grid;grid-template-columns:repeat(3,1fr);gap:8px}img{width:100%;border:1px solid #888}</style>
<p>Before, after, and the points that differ. ${found.length} differ.</p>
${only.map((line) => `<p>${line}</p>`).join('\n')}
${found
  .map(
    ({ name, share, sizes }) =>
      `<h2>${name} ${(share * 100).toFixed(3)} % (${sizes.join(' → ')})</h2><div>${['before', 'after', 'differing']
        .map(
          (which) =>
            `<a href="pictures/${name}.${which}.png"><img loading="lazy" src="pictures/${name}.${which}.png" alt="${which}"></a>`,
        )
        .join('')}</div>`,
  )
  .join('\n')}
`;
}
