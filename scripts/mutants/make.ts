// Makes the list of mutants: node scripts/mutants/make.ts <checkout> > scripts/mutants/mutants.json
//
// Drawn by a seed, at most two a file, the operators in turn. Made once, from the code before its folders were ordered; a
// new list is a new file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { linesOf, productFiles, type MutatedPackage, type Mutant } from './mutant.ts';

const SEED = 20_261_130;
const COUNTS: Readonly<Record<MutatedPackage, number>> = { metrics: 36, server: 24, web: 20 };
const MOST_PER_FILE = 2;
/** Words, schemas and lists, and what only passes on: a changed line of them decides little. */
const OF_NO_WEIGHT = /\/(contract|i18n|migrations)\/|\/(index|types|version|texts|main)\.ts$|-labels\.ts$|\/commands\//;
/** A shorter line is likely to be there twice. */
const LINE_CHARS = 18;

interface Candidate {
  readonly file: string;
  readonly operator: string;
  readonly line: string;
  readonly mutated: string;
}

const SWAPS: Readonly<Record<string, readonly [to: string, operator: string]>> = {
  '<': ['<=', 'boundary'],
  '<=': ['<', 'boundary'],
  '>': ['>=', 'boundary'],
  '>=': ['>', 'boundary'],
  '===': ['!==', 'comparison'],
  '!==': ['===', 'comparison'],
  '+': ['-', 'arithmetic'],
  '-': ['+', 'arithmetic'],
  '*': ['/', 'arithmetic'],
  '/': ['*', 'arithmetic'],
  '&&': ['||', 'and-or'],
  '||': ['&&', 'and-or'],
};

function candidatesIn(file: string, text: string): Candidate[] {
  const script = file.endsWith('.vue') ? scriptOf(text) : { code: text, offset: 0 };
  const source = ts.createSourceFile('x.ts', script.code, ts.ScriptTarget.Latest, true);
  const found: Candidate[] = [];
  const replace = (from: number, to: number, by: string, operator: string): void => {
    const start = script.code.lastIndexOf('\n', from - 1) + 1;
    const end = script.code.indexOf('\n', from);
    const line = script.code.slice(start, end === -1 ? undefined : end);
    if (to > start + line.length) return;
    const mutated = line.slice(0, from - start) + by + line.slice(to - start);
    const parsed = ts.transpileModule(script.code.slice(0, start) + mutated + script.code.slice(start + line.length), {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext },
    });
    if ((parsed.diagnostics ?? []).length > 0) return;
    found.push({ file, operator, line: line.trim(), mutated: mutated.trim() });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const swap = SWAPS[node.operatorToken.getText(source)];
      const isText = [node.left, node.right].some(
        (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
      );
      const token = node.operatorToken;
      if (swap !== undefined && !(isText && swap[1] === 'arithmetic'))
        replace(token.getStart(source), token.end, swap[0], swap[1]);
    }
    if (ts.isNumericLiteral(node) && !ts.isTypeNode(node.parent))
      replace(node.getStart(source), node.end, String(Number(node.text.replaceAll('_', '')) + 1), 'constant');
    if (ts.isIfStatement(node) && node.elseStatement === undefined) {
      const { expression, thenStatement } = node;
      if (ts.isReturnStatement(thenStatement)) replace(node.getStart(source), node.end, ';', 'no-early-return');
      replace(expression.getStart(source), expression.end, `!(${expression.getText(source)})`, 'negated');
    }
    if (ts.isConditionalExpression(node)) {
      const { condition } = node;
      replace(condition.getStart(source), condition.end, `!(${condition.getText(source)})`, 'negated');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function scriptOf(text: string): { code: string; offset: number } {
  const found = /<script[^>]*>([\s\S]*?)<\/script>/.exec(text);
  return { code: found?.[1] ?? '', offset: 0 };
}

/** Numbers from 0 to 1 by a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  return items
    .map((item) => ({ item, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function draw(checkout: string, name: MutatedPackage, next: () => number): Candidate[] {
  const places = linesOf(checkout, name);
  const candidates = productFiles(checkout, name)
    .filter((file) => !OF_NO_WEIGHT.test(file))
    .flatMap((file) => candidatesIn(file, readFileSync(path.join(checkout, file), 'utf8')))
    .filter(
      ({ line }) => line.length >= LINE_CHARS && places.get(line)?.length === 1 && !/^(\*|\/\/|import )/.test(line),
    );
  const byOperator = [...Map.groupBy(shuffled(candidates, next), ({ operator }) => operator)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const drawn: Candidate[] = [];
  while (drawn.length < COUNTS[name]) {
    const before = drawn.length;
    for (const [, queue] of byOperator) {
      const at = queue.findIndex(
        ({ file, line }) =>
          drawn.filter((one) => one.file === file).length < MOST_PER_FILE && !drawn.some((one) => one.line === line),
      );
      const [one] = at === -1 ? [] : queue.splice(at, 1);
      if (one !== undefined && drawn.length < COUNTS[name]) drawn.push(one);
    }
    if (drawn.length === before) break;
  }
  return drawn;
}

const checkout = path.resolve(process.argv[2] ?? '.');
const next = chance(SEED);
const mutants: Mutant[] = (Object.keys(COUNTS) as MutatedPackage[])
  .flatMap((name) => draw(checkout, name, next).map((candidate) => ({ package: name, ...candidate })))
  .map((mutant, index) => ({ id: index + 1, ...mutant }));
process.stdout.write(`${JSON.stringify(mutants, null, 1)}\n`);
