import type { Unit } from '@dangzhi/metrics';
import { between, clamp } from '../chance/chance.ts';
import { sizeOf } from '../units/size.ts';

/** Archivists of one unit in one year, part-time ones included; demo. */
export interface Training {
  readonly archivists: number;
  readonly trained: number;
}

/** @param year `YYYY` */
export function trainingOf(unit: Unit, year: string): Training {
  const archivists = 4 + Math.round(sizeOf(unit) * between(2, 5, 'archivists', unit.code));
  const years = Number(year) - 2020;
  const share =
    between(0.58, 0.9, 'training', unit.code) + 0.025 * years + between(-0.08, 0.08, 'training', unit.code, year);
  return { archivists, trained: Math.round(archivists * clamp(share, 0, 1)) };
}
