import { it } from 'vitest';
import { fuzzApi } from '../../testing/fuzz.ts';

it('500 calls of every route by everybody: no error of ours, no other unit’s data', () => fuzzApi(500));
