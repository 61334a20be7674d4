import type { SchemeDocument } from '@dangzhi/metrics';
import { indicators } from '../catalogue/indicators/index.ts';
import { indicatorSource } from '../county/indicator-source.ts';
import { schemeOf, type SchemeHead } from './scheme-of.ts';

const HEADS: readonly SchemeHead[] = [
  { code: 'XC-COUNTY', name: { zh: '县级档案工作指数', en: 'County archive-work index' }, unitKind: 'county' },
  {
    code: 'XC-DEPARTMENT',
    name: { zh: '部门档案工作指数', en: 'Department archive-work index' },
    unitKind: 'department',
  },
  { code: 'XC-TOWNSHIP', name: { zh: '镇街档案工作指数', en: 'Township archive-work index' }, unitKind: 'township' },
];

/** The default scheme of each kind of unit, over the indicators weighted for it, in the order of the proposed system. */
export const schemes: SchemeDocument[] = HEADS.map((head) =>
  schemeOf(
    head,
    indicators
      .filter(({ weightedFor }) => weightedFor.includes(head.unitKind))
      .map(({ code }) => indicatorSource(code)),
  ),
);
