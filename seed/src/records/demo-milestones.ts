import type { Milestone } from '@dangzhi/metrics/contract';

type Line = readonly [zh: string, en: string, due: string, doneAt: string | null];

/** By record. The articles name no milestone; every one of these is invented for the demo. */
const LINES: Readonly<Record<string, readonly Line[]>> = {
  'PIL-01': [
    ['试点方案报批', 'Plan of the pilot approved', '2022-04', '2022-04'],
    ['指标体系成稿', 'Indicator system drafted', '2022-08', '2022-09'],
    ['部门试评', 'Departments scored on trial', '2022-12', '2022-12'],
    ['镇街试评', 'Townships scored on trial', '2023-06', '2023-08'],
    ['全县正式评价', 'The whole county scored', '2024-01', '2024-01'],
    ['省级验收', 'Accepted by the province', '2024-09', null],
  ],
  'PIL-02': [
    ['创建方案备案', 'Plan filed', '2022-06', '2022-06'],
    ['60 个部门上线', '60 departments on line', '2022-12', '2022-11'],
    ['镇街全部上线', 'All townships on line', '2023-12', '2024-01'],
    ['省级评估', 'Assessed by the province', '2024-12', '2024-12'],
    ['部门全部上线', 'All departments on line', '2025-12', null],
  ],
  'PRJ-01': [
    ['开题', 'Opened', '2022-05', '2022-05'],
    ['中期检查', 'Mid-term review', '2023-05', '2023-06'],
    ['结题验收', 'Accepted', '2024-05', '2024-05'],
  ],
  'PRJ-05': [
    ['培训计划下发', 'Training plan issued', '2023-02', '2023-02'],
    ['首轮轮训完成', 'First round finished', '2023-11', '2023-11'],
    ['第二轮轮训完成', 'Second round finished', '2025-11', null],
  ],
  'PRJ-12': [
    ['可行性研究', 'Feasibility study', '2023-06', '2023-09'],
    ['立项批复', 'Approved', '2024-03', null],
  ],
  'PLT-02': [
    ['需求评审', 'Requirements reviewed', '2022-11', '2022-11'],
    ['归集模块试运行', 'Collection on trial', '2023-03', '2023-04'],
    ['利用模块试运行', 'Look-ups on trial', '2023-09', '2023-09'],
    ['整体验收', 'Accepted', '2024-06', '2024-07'],
  ],
  'PLT-06': [
    ['方案评审', 'Plan reviewed', '2023-05', '2023-05'],
    ['首批设备接入', 'First devices connected', '2023-10', '2023-12'],
    ['视频联动上线', 'Video linked', '2024-06', null],
  ],
  'PLT-07': [
    ['方案评审', 'Plan reviewed', '2023-04', '2023-04'],
    ['平台上线', 'Platform on line', '2023-10', '2023-10'],
    ['部门全接入', 'All departments connected', '2024-10', '2025-01'],
  ],
  'SVC-03': [
    ['首批 20 个单位开通', 'Opened for the first 20 units', '2023-03', '2023-03'],
    ['过半部门开通', 'Opened for half of the departments', '2023-12', '2024-03'],
    ['县级部门全部开通', 'Opened for all departments', '2025-12', null],
  ],
  'TGT-01': [
    ['选题确定', 'Subjects chosen', '2023-03', '2023-03'],
    ['首个产品上线', 'First product on line', '2023-06', '2023-06'],
    ['第二个产品上线', 'Second product on line', '2023-12', '2023-11'],
  ],
  'TGT-02': [
    ['首个组件上架', 'First component listed', '2023-06', '2023-07'],
    ['第二个组件上架', 'Second component listed', '2023-12', '2023-07'],
  ],
  'TGT-05': [
    ['数字化改革专题库建成', 'Database on digital reform built', '2023-09', '2023-12'],
    ['共同富裕专题库建成', 'Database on common prosperity built', '2024-06', '2024-06'],
    ['碳达峰碳中和专题库建成', 'Database on carbon built', '2025-03', '2025-03'],
  ],
};

/** Codes of the records that have milestones in the demo. */
export const recordsWithMilestones: readonly string[] = Object.keys(LINES);

/** Milestones of a record in the demo, by due month; none for most. */
export const demoMilestones = (record: string): Milestone[] =>
  (LINES[record] ?? []).map(([zh, en, due, doneAt]) => ({ name: { zh, en }, due, doneAt, standing: 'demo' }));
