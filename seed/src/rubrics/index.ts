import type { SchemeDocument } from '@dangzhi/metrics';
import { deqing2022 } from './deqing-2022.ts';
import { shicheng2018 } from './shicheng-2018.ts';

export { rubricExamples, type RubricExample } from './examples.ts';

/** Rubrics that other counties published, as examples of what a scheme can say. No county of ours uses them. */
export const rubrics: readonly SchemeDocument[] = [shicheng2018, deqing2022];
