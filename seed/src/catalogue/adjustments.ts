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

const { bonus, deduct, veto } = indicatorSystem.adjustments;

/** 加分、扣分、一票否决 of the proposal. */
export const adjustmentKinds: AdjustmentKind[] = [
  ...bonus.map(([code, zh, , points, evidence]) => kindOf('bonus', code, zh, points, null, evidence)),
  ...deduct.map(([code, zh, , points, evidence]) => kindOf('deduct', code, zh, points, null, evidence)),
  ...veto.map(([code, zh, effect, evidence]) =>
    kindOf('veto', code, zh, null, CAP_OF[code] ?? 'fail', `${effect}; ${evidence}`),
  ),
];

function kindOf(
  kind: AdjustmentKind['kind'],
  code: string,
  zh: string,
  points: number | null,
  cap: string | null,
  evidence: string,
): AdjustmentKind {
  return { code, kind, name: { zh, en: ENGLISH[code] ?? zh }, points, cap, evidence };
}
