import { it } from 'vitest';
import { fuzzApi } from '../../testing/fuzz.ts';

it('100,000 calls of every route by everybody: no error of ours, no other unit’s data', () => fuzzApi(100_000));
