import type { System } from '@dangzhi/metrics';

const system = (
  code: string,
  zh: string,
  en: string,
  facts: readonly string[],
  kind: System['kind'] = 'pulled',
): System => ({
  code,
  name: { zh, en },
  kind,
  facts: [...facts],
});

/** The systems of the articles that supply figures, and the one way in for what none of them supplies. */
export const systems: System[] = [
  system('erms', '电子文件统一管理平台', 'Electronic records management platform', ['A022']),
  system('archives', '县域数字档案管理服务一体化平台', 'County digital archives platform', ['A057']),
  system('lookup', '惠民政策查阅与查档窗口', 'Policy reading and look-up windows', [
    'A028',
    'A029',
    'A032',
    'A059',
    'A061',
    'A072',
  ]),
  system('irs', '一体化数字资源系统（IRS）', 'Integrated Resources System (IRS)', ['B020']),
  system('pdp', '新昌县一体化智能化公共数据平台', 'County public data platform', ['B005']),
  system('ends', '浙里办、浙政钉', 'Zheliban and Zhezhengding', ['B010', 'B016', 'B017']),
  system('security', '网络安全与运维', 'Network security and operations', ['B055', 'B056', 'B057', 'B058', 'B078']),
  system('sensing', '物联感知', 'Sensing', ['B074', 'B075']),
  system('reported', '单位填报', 'Reported by the units', [], 'reported'),
];
