/**
 * A pocket calculator for the expressions of a rule's arithmetic: numbers, + − × ÷, brackets, a sign,
 * and the functions min, max, ln, exp, floor and ceil. It shares nothing with the rules (shunting-yard).
 *
 * @throws SyntaxError at anything else, exponents of numbers among them
 */
export function calculate(expression: string): number {
  const values: number[] = [];
  const waiting: Waiting[] = [];
  const apply = ({ apply, takes }: Waiting): void => {
    const taken = values.splice(-takes);
    if (taken.length < takes) throw new SyntaxError(`something is missing in ${expression}`);
    values.push(apply(...taken));
  };
  const applyWhile = (isDue: (operator: Waiting) => boolean): void => {
    for (let last = waiting.at(-1); last !== undefined && isDue(last); last = waiting.at(-1)) {
      waiting.pop();
      apply(last);
    }
  };
  let isOperandNext = true;
  for (const token of tokensOf(expression)) {
    const operator = OPERATORS.get(isOperandNext && token === '−' ? 'sign' : token);
    const call = FUNCTIONS.get(token);
    if (/^\d/.test(token)) values.push(Number(token));
    else if (call !== undefined) waiting.push({ rank: BRACKET, takes: 1, apply: call });
    else if (operator !== undefined) {
      if (!isOperandNext) applyWhile(({ rank }) => rank >= operator.rank);
      waiting.push(operator);
    } else {
      applyWhile(({ rank }) => rank !== BRACKET);
      const bracket = waiting.at(-1);
      if (bracket === undefined) throw new SyntaxError(`${token} without its bracket in ${expression}`);
      if (token === ',') bracket.takes += 1;
      else {
        waiting.pop();
        apply(bracket);
      }
    }
    isOperandNext = token !== ')' && !/^\d/.test(token);
  }
  applyWhile(({ rank }) => rank !== BRACKET);
  const [result, ...others] = values;
  if (result === undefined || others.length > 0 || waiting.length > 0) {
    throw new SyntaxError(`${expression} is not one expression`);
  }
  return result;
}

/** An operator whose right side, or a bracket or function whose end, has not been read yet. */
interface Waiting {
  readonly rank: number;
  takes: number;
  readonly apply: (...taken: number[]) => number;
}

const BRACKET = 0;

const binary = (rank: number, apply: (a: number, b: number) => number): Waiting => ({
  rank,
  takes: 2,
  apply: (a = Number.NaN, b = Number.NaN) => apply(a, b),
});

const OPERATORS: ReadonlyMap<string, Waiting> = new Map([
  ['+', binary(1, (a, b) => a + b)],
  ['−', binary(1, (a, b) => a - b)],
  ['×', binary(2, (a, b) => a * b)],
  ['÷', binary(2, (a, b) => a / b)],
  ['sign', { rank: 3, takes: 1, apply: (a = Number.NaN) => -a }],
]);

const FUNCTIONS: ReadonlyMap<string, (...taken: number[]) => number> = new Map([
  ['(', (a = Number.NaN) => a],
  ['min(', Math.min],
  ['max(', Math.max],
  ['ln(', Math.log],
  ['exp(', Math.exp],
  ['floor(', Math.floor],
  ['ceil(', Math.ceil],
]);

function tokensOf(expression: string): string[] {
  const found: string[] = [];
  let rest = expression.trim();
  while (rest !== '') {
    const token = /^(?:\d+(?:\.\d+)?|(?:min|max|ln|exp|floor|ceil)?\(|[+−×÷),])/.exec(rest)?.[0];
    if (token === undefined) throw new SyntaxError(`${rest} in ${expression}`);
    found.push(token);
    rest = rest.slice(token.length).trimStart();
  }
  return found;
}
