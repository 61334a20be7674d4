/** Characters a password has at least. */
export const SHORTEST_PASSWORD = 10;
/** Of small letters, capitals, digits and everything else. */
export const LEAST_CLASSES = 3;

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u] as const;
const FOUR_IN_A_ROW = /(.)\1{3}/su;

const FAULTS = {
  'too-short': (password: string) => [...password].length < SHORTEST_PASSWORD,
  'too-plain': (password: string) => CLASSES.filter((signs) => signs.test(password)).length < LEAST_CLASSES,
  'contains-login': (password: string, login: string) => login !== '' && password.toLowerCase().includes(login),
  repeats: (password: string) => FOUR_IN_A_ROW.test(password),
};

export type PasswordFault = keyof typeof FAULTS;
export const PASSWORD_FAULTS = Object.keys(FAULTS) as readonly PasswordFault[];

/**
 * What a password lacks of the rules that 等级保护 level 2 expects, as far as it shows by itself; empty when it is
 * good. The server knows more: those that everybody uses, and the former ones.
 *
 * @param login that must not be in it, in whatever case; empty for none
 */
export function passwordFaults(password: string, login: string): PasswordFault[] {
  const name = login.trim().toLowerCase();
  return PASSWORD_FAULTS.filter((fault) => FAULTS[fault](password, name));
}
