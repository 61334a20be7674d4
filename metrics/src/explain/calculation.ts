import { calculate } from '../language/calculator.ts';
import type { Names } from '../language/catalogue.ts';
import { isWithinDust, printWithin, stateFigure } from '../language/figure.ts';

/** Decimals the numbers of a calculation are printed with, the first that give its result as stated. */
const TRIED_DIGITS = [4, 6, 8, 10, 12] as const;

const NUMBER = /\d+(?:\.\d+)?/g;

/** What a calculator's functions are called in Chinese; those left out are called the same. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  'min(': '取小(',
  'max(': '取大(',
  'floor(': '向下取整(',
  'ceil(': '向上取整(',
};

/**
 * A calculation as a person reads it, `60 + (100 − 60) × (65 − 50) ÷ (100 − 50) = 72`: its numbers with as
 * few decimals (four or more) as give the result as it is stated, and ≈ in place of = where any of them,
 * or the result, is rounded.
 *
 * @param expression see `DerivationStep`
 * @returns `null` where the expression is the result itself
 */
export function printCalculation(expression: string, result: number): Names | null {
  const stated = stateFigure(result);
  if (!/[^\d.()−]/.test(expression)) return null;
  const { text, isExact } = shortest(expression, result);
  const line = `${text} ${isExact && stated.isExact ? '=' : '≈'} ${stated.text}`;
  return { zh: line.replace(/(?:min|max|floor|ceil)\(/g, (name) => IN_CHINESE[name] ?? name), en: line };
}

function shortest(expression: string, result: number): { readonly text: string; readonly isExact: boolean } {
  const stated = stateFigure(result).text;
  for (const digits of TRIED_DIGITS) {
    let isExact = true;
    const text = expression.replace(NUMBER, (number) => {
      const printed = printWithin(Number(number), digits);
      isExact &&= isWithinDust(Number(printed), Number(number));
      return printed;
    });
    const calculated = calculate(text);
    if (Number.isFinite(calculated) && stateFigure(calculated).text === stated) return { text, isExact };
  }
  // A result that was itself rounded after it was calculated: no number of digits comes to it.
  const calculated = calculate(expression);
  if (stateFigure(calculated).text !== stated) return { ...shortest(expression, calculated), isExact: false };
  return { text: expression, isExact: isWithinDust(calculated, result) };
}
