import type { Unit } from '@dangzhi/metrics';
import { between } from '../chance/chance.ts';

const SIZE_OF_CLASS: Readonly<Record<string, number>> = {
  party: 0.8,
  npc_cppcc_judicial: 0.9,
  government: 1.6,
  vertical: 0.7,
  mass_org: 0.3,
  institution: 0.6,
  soe: 0.5,
  township: 0.9,
};

/** How much paper a unit makes beside an average one; demo. */
export const sizeOf = ({ code, class: unitClass }: Unit): number =>
  (SIZE_OF_CLASS[unitClass] ?? 1) * between(0.55, 1.6, 'size', code);
