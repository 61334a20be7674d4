import type { Indicator } from '@dangzhi/metrics';
import { digital } from './digital.ts';
import { governance } from './governance.ts';
import { leafIndicator } from './leaf.ts';
import { monitors } from './monitors.ts';
import { platform } from './platform.ts';
import { resources } from './resources.ts';
import { safety } from './safety.ts';
import { use } from './use.ts';

/** 指标: the 79 leaves in the order of the proposed system, then the 36 figures that are only watched. */
export const indicators: Indicator[] = [
  ...[...governance, ...resources, ...digital, ...use, ...safety, ...platform].map(leafIndicator),
  ...monitors,
];
