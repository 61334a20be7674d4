/**
 * Arguments as the command line is read by: a negative number is a value, never an option, as in
 * `report XC-D29 visits 2022-12 -5 --reason …`. It is a command's last value, so it goes behind `--`.
 */
export function readArguments(given: readonly string[]): string[] {
  if (given.includes('--')) return [...given];
  const isNegative = (one: string): boolean => /^-(\d|\.\d)/.test(one);
  const negative = given.filter(isNegative);
  if (negative.length === 0) return [...given];
  return [...given.filter((one) => !isNegative(one)), '--', ...negative];
}
