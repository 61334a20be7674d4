import { departments, townships } from '../county/units.ts';

/**
 * How the simulated platform writes units: by official long names, townships by their government,
 * and a few by a name it used earlier. It knows none of our codes.
 */
interface EarlierName {
  readonly name: string;
  /** Last month (`YYYY-MM`) it was written so. */
  readonly until: string;
}

const EARLIER: Readonly<Record<string, EarlierName>> = {
  'XC-D24': { name: '新昌县教体局', until: '2021-12' },
  'XC-D37': { name: '新昌县文广旅游局', until: '2022-06' },
  'XC-D45': { name: '新昌县综合执法局', until: '2021-12' },
  'XC-D47': { name: '新昌县大数据中心', until: '2021-12' },
};

const officialNames: ReadonlyMap<string, string> = new Map([
  ...departments.map(({ code, name }) => [code, name.zh] as const),
  ...townships.map(({ code, name }) => [code, governmentOf(name.zh)] as const),
]);

function governmentOf(township: string): string {
  return township.endsWith('街道') ? `新昌县${township}办事处` : `新昌县${township}人民政府`;
}

/** The platform's name of a unit at a month (`YYYY-MM`). */
export function platformName(unit: string, month: string): string {
  const earlier = EARLIER[unit];
  return earlier !== undefined && month <= earlier.until ? earlier.name : (officialNames.get(unit) ?? unit);
}

/** Every name the platform writes, with our code. */
export const codesByPlatformName: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...officialNames].map(([code, name]) => [name, code] as const),
  ...Object.entries(EARLIER).map(([code, { name }]) => [name, code] as const),
]);
