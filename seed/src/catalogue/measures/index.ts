import type { Measure } from '@dangzhi/metrics';
import { archives } from './archives.ts';
import { ends } from './ends.ts';
import { erms } from './erms.ts';
import { irs } from './irs.ts';
import { lookup } from './lookup.ts';
import { pdp } from './pdp.ts';
import { reported } from './reported.ts';
import { security } from './security.ts';
import { sensing } from './sensing.ts';

/** 度量: every quantity the indicators are made of, a file a system. */
export const measures: Measure[] = [
  ...erms,
  ...archives,
  ...lookup,
  ...irs,
  ...pdp,
  ...ends,
  ...security,
  ...sensing,
  ...reported,
];
