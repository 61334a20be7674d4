import { it } from 'vitest';
import { checkRollup } from '../../../testing/rollup-law.ts';

// A few of what rollup.long.test.ts draws by the hundred.
it('gives what the contract says, for any observations', () => checkRollup(10));
