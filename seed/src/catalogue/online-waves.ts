/**
 * When each unit went online on the records platform. That 60 departments were online at the end of
 * 2022 is published; which ones, and every date, is demo. First days of months, so that a month is
 * online as a whole or not at all.
 */
interface Wave {
  readonly from: string;
  readonly units: readonly string[];
}

const departments = (...numbers: readonly string[]): string[] => numbers.map((number) => `XC-D${number}`);
const townships = (...suffixes: readonly string[]): string[] => suffixes.map((suffix) => `330624${suffix}`);

/** 人武部, the power company, the post and the central bank's branch (20, 54, 56, 57) never do. */
export const DEPARTMENT_WAVES: readonly Wave[] = [
  { from: '2021-03-01', units: departments('02', '13', '21', '22', '29', '30', '46', '47') },
  { from: '2021-06-01', units: departments('23', '24', '25', '26', '27', '28', '31', '32', '33') },
  { from: '2021-09-01', units: departments('34', '35', '36', '37', '38', '39', '40', '41', '42') },
  { from: '2021-12-01', units: departments('01', '03', '04', '43', '44', '45') },
  { from: '2022-03-01', units: departments('05', '06', '07', '08', '09', '10', '11', '12', '14', '15') },
  { from: '2022-06-01', units: departments('16', '17', '58', '59', '60', '61', '62') },
  { from: '2022-09-01', units: departments('18', '19', '63', '64', '65', '66') },
  { from: '2022-11-01', units: departments('67', '68', '69', '70', '71') },
  { from: '2023-04-01', units: departments('48', '73', '78', '79') },
  { from: '2023-09-01', units: departments('72', '74', '75', '80') },
  { from: '2024-03-01', units: departments('76', '77', '82') },
  { from: '2024-09-01', units: departments('51', '81', '83') },
  { from: '2025-04-01', units: departments('52', '53', '55') },
  { from: '2026-01-01', units: departments('49', '50') },
];

export const TOWNSHIP_WAVES: readonly Wave[] = [
  { from: '2022-04-01', units: townships('001', '002', '004') },
  { from: '2022-07-01', units: townships('110', '112') },
  { from: '2022-10-01', units: townships('003', '104') },
  { from: '2023-03-01', units: townships('107', '109') },
  { from: '2023-07-01', units: townships('108', '200') },
  { from: '2024-01-01', units: townships('201') },
];

const onlineSince: ReadonlyMap<string, string> = new Map(
  [...DEPARTMENT_WAVES, ...TOWNSHIP_WAVES].flatMap(({ from, units }) => units.map((unit) => [unit, from] as const)),
);

/** First month (`YYYY-MM`) in which a unit is online; `null` for one that never is. */
export const firstMonthOnline = (unit: string): string | null => onlineSince.get(unit)?.slice(0, 7) ?? null;
