import type { AdjustmentKind } from '@dangzhi/metrics';
import { indicatorSystem } from '../county/indicator-source.ts';

const ENGLISH: Readonly<Record<string, string>> = {
  'BON-01': 'National model, commendation or science project',
  'BON-02': 'Provincial pilot, model or major scenario',
  'BON-03': 'Published in a provincial bulletin or journal',
  'BON-04': 'Written approval by a city leader or above',
  'BON-05': 'Application promoted to city level or above',
  'BON-06': 'Application shared across regions',
  'BON-07': 'Prize in a contest of the city or above',
  'DED-01': 'Not reported in time',
  'DED-02': 'Evidence missing or untrue (returned twice or more)',
  'DED-03': 'Rectification overdue',
  'DED-04': 'Criticised in a circular from above',
  'DED-05': 'Refused to archive, or kept records for oneself (proved)',
  'DED-06': 'Arrangement sample below standard',
  'VET-01': 'Major archive accident (damage or loss)',
  'VET-02': 'Major leak of secrets',
  'VET-03': 'Records destroyed, altered or forged without authority',
  'VET-04': 'Major network or data security incident',
  'VET-05': 'Falsified statistics',
};

const CAP_OF: Readonly<Record<string, string>> = { 'VET-04': 'pass', 'VET-05': 'pass' };

/** What the proposal says in English, or in its own abbreviations. */
const EVIDENCE: Readonly<Record<string, string>> = {
  'DED-05': '《档案法实施条例》第49条',
  'DED-06': '德清县督查标准；扣分不超过该指标的分值',
  'VET-01': '《档案法》第48条；等次不高于不合格',
  'VET-02': '《档案法》第48条；等次不高于不合格',
  'VET-03': '《档案法》第48条；等次不高于不合格',
  'VET-04': '公开资料 B077；等次不高于合格',
  'VET-05': '全国档案事业统计年报制度；该指标记 0 分，等次不高于合格，并记录在案',
};

const { bonus, deduct, veto } = indicatorSystem.adjustments;

/** 加分、扣分、一票否决 of the proposal. */
export const adjustmentKinds: AdjustmentKind[] = [
  ...bonus.map(([code, zh, , points, evidence]) => kindOf('bonus', code, zh, points, null, evidence)),
  ...deduct.map(([code, zh, , points, evidence]) => kindOf('deduct', code, zh, points, null, evidence)),
  ...veto.map(([code, zh, , evidence]) => kindOf('veto', code, zh, null, CAP_OF[code] ?? 'fail', evidence)),
];

function kindOf(
  kind: AdjustmentKind['kind'],
  code: string,
  zh: string,
  points: number | null,
  cap: string | null,
  evidence: string,
): AdjustmentKind {
  return { code, kind, name: { zh, en: ENGLISH[code] ?? zh }, points, cap, evidence: EVIDENCE[code] ?? evidence };
}
