const SHORTEST = 10;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u] as const;
const LEAST_CLASSES = 3;
const FOUR_IN_A_ROW = /(.)\1{3}/su;

export const PASSWORD_RULES = ['long', 'mixed', 'unlike', 'varied'] as const;
export type PasswordRule = (typeof PASSWORD_RULES)[number];

/**
 * Which rules a new password keeps, for the marks beside them while it is typed. The server judges: it knows
 * the former ones, and those that everybody uses. Nothing typed keeps none.
 */
export function keptRules(password: string, login: string): ReadonlySet<PasswordRule> {
  const kept = new Set<PasswordRule>();
  if (password === '') return kept;
  const name = login.trim().toLowerCase();
  if ([...password].length >= SHORTEST) kept.add('long');
  if (CLASSES.filter((signs) => signs.test(password)).length >= LEAST_CLASSES) kept.add('mixed');
  if (name === '' || !password.toLowerCase().includes(name)) kept.add('unlike');
  if (!FOUR_IN_A_ROW.test(password)) kept.add('varied');
  return kept;
}
