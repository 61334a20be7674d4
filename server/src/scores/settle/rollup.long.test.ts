import { it } from 'vitest';
import { checkRollup } from '../../../testing/rollup-law.ts';

it('gives what the contract says, for any observations', () => checkRollup(300));
