import { departments } from '../../county/units.ts';
import { accessions, filesSince2018, holdingsAt, itemsSince2018, transfersOf } from '../series/accessions.ts';
import { rising, steps, through } from '../time/trend.ts';
import { always, countOf, levelOf, memberOf, stock, type Series } from '../series/series.ts';
import { amountOf, partOf, share } from '../series/shares.ts';
import type { SeriesByMeasure } from './series-by-measure.ts';
import { storeAreas } from '../series/store-rooms.ts';

const dueForTransfer = stock('due-for-transfer', 1400, 0.05, 30);
const toDigitise = stock('records-to-digitise', 5200, 0.02, 120);
const held = stock('held-items', 21_000, 0.035, 600);
const special = stock('special-media', 640, 0.05, 10);
const scanned = levelOf(through(['2020-12', 410], ['2022-12', 560], ['2026-12', 905]));
const toUpload = countOf(through(['2020-12', 284_000], ['2022-12', 352_000], ['2026-12', 498_000]));
const held25 = countOf(through(['2020-12', 168_000], ['2026-12', 232_000]));
const toBackUp = levelOf(through(['2020-12', 3200], ['2022-12', 5400], ['2026-12', 14_800]));
const transferred = memberOf('departments-transferred');
const holdings: Series = (_unit, { year }) => holdingsAt(Number(year));
const holdingsBefore: Series = (_unit, { year }) => holdingsAt(Number(year) - 5);

/** Holdings, transfers, digitisation, opening, store rooms, backups. */
export const archives: SeriesByMeasure = {
  'due-transferred': partOf(dueForTransfer, share('RES-2-01', rising(56, 65, 75, 81), { wobble: 1 })),
  'due-for-transfer': dueForTransfer,
  'units-transferred': (unit, period) =>
    unit.kind === 'county'
      ? departments.reduce((sum, one) => sum + (transferred(one, period) ?? 0), 0)
      : transferred(unit, period),
  'units-to-transfer': always(60),
  accessions,
  'accessioned-files': filesSince2018,
  'accessioned-items': itemsSince2018,
  'holdings-increase-5y': (_unit, { year }) => holdingsAt(Number(year)) - holdingsAt(Number(year) - 5),
  'holdings-base-5y': holdingsBefore,
  'thematic-archive-databases': countOf(
    steps(['2021-01', 1], ['2021-07', 2], ['2023-12', 3], ['2024-06', 4], ['2025-03', 5], ['2026-05', 6]),
  ),
  'digitised-records': partOf(toDigitise, share('DIG-2-01', rising(54, 62, 74, 82), { wobble: 0.5 })),
  'records-to-digitise': toDigitise,
  'catalogued-items': partOf(held, share('DIG-2-02', rising(56, 64, 76, 84), { wobble: 0.5 })),
  'held-items': held,
  'special-media-digitised': partOf(special, share('DIG-2-03', rising(44, 56, 71, 82), { wobble: 1 })),
  'special-media': special,
  'text-pages': amountOf(scanned, share('DIG-3-01', rising(31, 48, 72, 88), { wobble: 1 })),
  'scanned-pages': scanned,
  'entries-uploaded': partOf(toUpload, share('DIG-4-03', rising(45, 60, 80, 92), { wobble: 1 })),
  'entries-to-upload': toUpload,
  'reviewed-25y': partOf(held25, share('USE-1-01', rising(37, 52, 70, 82), { wobble: 0.5 })),
  'held-25y': held25,
  'open-holdings': partOf(holdings, share('USE-1-02', rising(55, 61, 72, 80), { wobble: 1 })),
  holdings,
  'catalogues-published': countOf(
    steps(['2020-01', 1], ['2021-01', 2], ['2023-01', 3], ['2025-01', 2], ['2026-01', 3]),
  ),
  'catalogues-due': countOf(steps(['2020-01', 3])),
  'transfers-with-opinion': partOf(transfersOf, share('USE-1-04', rising(51, 62, 78, 88))),
  transfers: transfersOf,
  'store-used-m2': ({ code }, { last }) => storeAreas(code, last)?.used ?? null,
  'store-usable-m2': ({ code }, { last }) => storeAreas(code, last)?.usable ?? null,
  'backed-up-gb': amountOf(toBackUp, share('SEC-3-01', rising(64, 78, 88, 94), { wobble: 1 })),
  'to-back-up-gb': toBackUp,
};
