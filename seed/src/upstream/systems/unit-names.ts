import { county, departments, townships, units } from '../../county/units.ts';

/** How a system names our units, and our code of every name it writes. */
export interface UnitNames {
  /** @param month `YYYY-MM` */
  readonly nameOf: (unit: string, month: string) => string;
  readonly codes: Readonly<Record<string, string>>;
}

/** Names, or codes of its own, that never changed; made from a unit and its number among all units. */
export function lastingNames(name: (unit: (typeof units)[number], number: string) => string): UnitNames {
  const names = new Map(units.map((unit, index) => [unit.code, name(unit, String(index).padStart(3, '0'))]));
  return {
    nameOf: (unit) => names.get(unit) ?? unit,
    codes: Object.fromEntries([...names].map(([code, written]) => [written, code])),
  };
}

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
  [county.code, county.name.zh],
  ...departments.map(({ code, name }) => [code, name.zh] as const),
  ...townships.map(({ code, name }) => [code, governmentOf(name.zh)] as const),
]);

function governmentOf(township: string): string {
  return township.endsWith('街道') ? `新昌县${township}办事处` : `新昌县${township}人民政府`;
}

/** Official long names, townships by their government, and a few by a name used earlier. */
export const officialUnitNames: UnitNames = {
  nameOf: (unit, month) => {
    const earlier = EARLIER[unit];
    return earlier !== undefined && month <= earlier.until ? earlier.name : (officialNames.get(unit) ?? unit);
  },
  codes: Object.fromEntries([
    ...[...officialNames].map(([code, name]) => [name, code] as const),
    ...Object.entries(EARLIER).map(([code, { name }]) => [name, code] as const),
  ]),
};
