import type { Area, Unit } from '@dangzhi/metrics';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import source from '../../data/units.json' with { type: 'json' };
import { county } from './units.ts';

const Place = { code: Type.String(), zh: Type.String(), en: Type.String() };

const { cities, counties } = Value.Parse(
  Type.Object({
    cities: Type.Array(Type.Object(Place)),
    counties: Type.Array(Type.Object({ ...Place, parent: Type.String() })),
  }),
  source,
);

const homeCity = counties.find(({ code }) => code === county.code)?.parent ?? '';

const countyOf = (code: string, zh: string, en: string, city: string, certainty: Unit['certainty']): Unit => ({
  ...county,
  code,
  name: { zh, en },
  shortName: { zh, en },
  parent: city,
  certainty,
});

const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const DIGITS = [...'一二三四五六七八九十'];
const letterOf = (index: number): string => String.fromCodePoint(65 + index);
const twoDigits = (number: number): string => String(number).padStart(2, '0');
const invented = STEMS.map((stem, index) => ({
  code: `DEMO-${twoDigits(index + 1)}`,
  stem,
  letter: letterOf(index),
}));

/** Invented cities of invented counties, so that no figure of the demo stands beside a real name. */
function inventedCounties(): Unit[] {
  const neighbours = counties.filter(({ code, parent }) => parent === homeCity && code !== county.code).length;
  // Dealt out evenly: the number of counties of a city would tell which one it stands for.
  const others = counties.length - 1 - neighbours;
  return [
    ...Array.from({ length: neighbours }, (_, index) =>
      countyOf(
        `DEMO-00${twoDigits(index + 1)}`,
        `邻${DIGITS[index] ?? ''}县`,
        `Neighbour County ${index + 1}`,
        homeCity,
        'low',
      ),
    ),
    ...Array.from({ length: others }, (_, index) => {
      const city = invented[index % invented.length];
      const number = Math.floor(index / invented.length);
      return city === undefined
        ? []
        : countyOf(
            `${city.code}${twoDigits(number + 1)}`,
            `${city.stem}${DIGITS[number] ?? ''}县`,
            `County ${city.letter}-${number + 1}`,
            city.code,
            'low',
          );
    }).flat(),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/**
 * The other 89 counties of the province.
 *
 * @param demo with invented names and codes; they are the ones the demo has figures of
 */
export const otherCounties = (demo: boolean): Unit[] =>
  demo
    ? inventedCounties().map((unit) => ({ ...unit, invented: true }))
    : counties
        .filter(({ code }) => code !== county.code)
        .map(({ code, zh, en, parent }) => countyOf(code, zh, en, parent, 'high'));

/**
 * The eleven cities the counties lie in; the county's own by its real name.
 *
 * @param demo the other ten with invented names
 */
export const areas = (demo: boolean): Area[] => {
  const real = cities.map(({ code, zh, en }) => ({ code, name: { zh, en } }));
  if (!demo) return real;
  return [
    ...real.filter(({ code }) => code === homeCity),
    ...invented.map(({ code, stem, letter }) => ({ code, name: { zh: `${stem}市`, en: `City ${letter}` } })),
  ];
};
