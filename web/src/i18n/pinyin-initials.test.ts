import { describe, expect, it } from 'vitest';
import { pinyinInitials } from './pinyin-initials.ts';

describe('pinyinInitials', () => {
  it.each([
    ['年度归档完成率', 'ndgdwcl'],
    ['电子文件正式归档转化率', 'dzwjzsgdzhl'],
    ['库房饱和度', 'kfbhd'],
    ['浙政钉活跃率', 'zzdhyl'],
    ['应用使用数据率', 'yysysjl'],
    ['安全风险评估', 'aqfxpg'],
    ['远程查档', 'yccd'],
    ['日常培训', 'rcpx'],
    ['哦欧', 'oo'],
    ['恩额', 'ee'],
  ])('%s is %s', (name, initials) => expect(pinyinInitials(name)).toBe(initials));

  it('keeps letters and digits, and drops other signs', () => {
    expect(pinyinInitials('全文数据化率(OCR)')).toBe('qwsjhlocr');
    expect(pinyinInitials('“三合一”制度审批率')).toBe('shyzdspl');
    expect(pinyinInitials('IRS 数据')).toBe('irssj');
  });
});
