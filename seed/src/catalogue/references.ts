import type { Reference } from '@dangzhi/metrics';
import { indicatorSystem } from '../county/indicator-source.ts';

/** Papers the proposal names in English. */
const TITLES: Readonly<Record<string, string>> = {
  SEED: '两篇署名文章（公开资料）',
  MEM: '编制者掌握的情况，没有可查的文献',
};

/** What is remarked on how far a paper was checked. */
const REMARKS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ZJM: ['此后可能已有修订，未核对', 'may have been superseded since, not checked'],
  M145: ['转载页未注明是哪座城市，来源可靠性弱', 'a reprint that does not name the city: weak'],
  JG: ['只核对了开头部分，条号凭记忆', 'only its opening was checked; article numbers from memory'],
  BASE: ['2012 年版', 'edition of 2012'],
  ZPD: ['第 1 至 6 条', 'articles 1 to 6'],
  IRS: ['各比率的算式没有公开', 'how its rates are computed is not public'],
};

/** How far it was checked is a word the pages know; what follows it in the proposal is a remark in both languages. */
const STATUS = /^(verified excerpt|verified|primary|secondary|NOT verified)/;

/** The laws, rubrics and papers the indicators rest on. */
export const references: Reference[] = Object.entries(indicatorSystem.refs).map(([code, { title, status }]) => {
  const [zh, en] = REMARKS[code] ?? [];
  return {
    code,
    title: TITLES[code] ?? title,
    status: STATUS.exec(status ?? '')?.[0] ?? '',
    ...(zh !== undefined && en !== undefined && { remark: { zh, en } }),
  };
});
