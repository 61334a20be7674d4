import { it } from 'vitest';
import { checkParts } from '../../../testing/parts-law.ts';

// A few of what parts.long.test.ts draws by the hundred.
it('a value typed and by its parts, and in another unit, come to the same on every way in', () => checkParts(4));
