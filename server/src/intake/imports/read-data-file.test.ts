import { describe, expect, it } from 'vitest';
import { buildTree, type SchemeDocument } from '@dangzhi/metrics';
import { parseScheme } from '@dangzhi/metrics/scheme';
import { DataFileError } from './data-file-error.ts';
import { readDataText } from './data-text.ts';
import { readUnits } from './read-data-file.ts';
import { scoreFiles } from './score-files.ts';

// Data files as people send them. The right readings are those of a person who looks at the sheet.

/** Two indicators with Chinese names, 归档率 in per cent and 件数. */
const SCHEME = schemeOf([
  { code: 'A', indicator: 'filing-rate', name: { zh: '归档率', en: 'Filing rate' } },
  { code: 'B', indicator: 'items', name: { zh: '件数', en: 'Items' } },
]);

function schemeOf(leaves: readonly object[], more: object = {}): SchemeDocument {
  const parsed = parseScheme({
    code: 'SENT',
    name: { zh: '来表', en: 'As sent' },
    nodes: [
      { code: 'ROOT', weight: 1, aggregate: 'arithmetic' },
      ...leaves.map((leaf) => ({
        parent: 'ROOT',
        weight: 1,
        direction: 'higher',
        rule: { type: 'goalposts', lower: 0, upper: 100 },
        ...leaf,
      })),
    ],
    ...more,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scheme;
}

const TREE = buildTree(SCHEME);

/** Values by unit: the number, or the reason there is none. */
const valuesOf = (csv: string, keep: readonly number[] = [], tree = TREE) =>
  Object.fromEntries(
    readUnits(csv, tree, keep).units.map(({ unit, values }) => [
      unit,
      [...values].map(([code, { value, missing }]) => `${code} ${value ?? missing}`),
    ]),
  );
const notesOf = (csv: string, tree = TREE): string => readUnits(csv, tree).notes.join('\n');
const faultsOf = (csv: string): readonly string[] => {
  try {
    readUnits(csv, TREE);
  } catch (error) {
    if (error instanceof DataFileError) return error.faults;
    throw error;
  }
  return [];
};

const TWO = { 甲: ['filing-rate 50', 'items 12'], 乙: ['filing-rate 60', 'items 8'] };

describe('the table is found in the sheet', () => {
  it.each([
    ['by codes', 'unit,filing-rate,items\n甲,50,12\n乙,60,8\n'],
    ['by names of leaves, with units of measure', '单位,归档率（%）,件数(件)\n甲,50,12\n乙,60,8\n'],
    ['codes in other case and width', 'unit,Filing-Rate,ＩＴＥＭＳ\n甲,50,12\n乙,60,8\n'],
    [
      'below a title and a date',
      '2022年归档情况表,,\n填报日期：2022-12-31,,\n单位名称,归档率,件数\n甲,50,12\n乙,60,8\n',
    ],
    ['below a title of one cell', '2022年归档情况表\n单位名称,归档率,件数\n甲,50,12\n乙,60,8\n'],
    ['with a line of units of measure', '单位名称,归档率,件数\n,%,件\n甲,50,12\n乙,60,8\n'],
    ['with line numbers before the units', '序号,单位,归档率,件数\n1,甲,50,12\n2,乙,60,8\n'],
    ['with empty columns and lines behind it', '单位,归档率,件数,,\n甲,50,12,,\n乙,60,8,,\n,,,,\n'],
    ['parted by tabs', '单位\t归档率\t件数\n甲\t50\t12\n乙\t60\t8\n'],
    ['parted by semicolons', '单位;归档率;件数\n甲;50;12\n乙;60;8\n'],
    ['parted by Chinese commas', '单位，归档率，件数\n甲，50，12\n乙，60，8\n'],
    ['long, with Chinese heads', '单位,指标,数值\n甲,归档率,50\n甲,件数,12\n乙,归档率,60\n乙,件数,8\n'],
  ])('%s', (_how, csv) => {
    expect(valuesOf(csv)).toEqual(TWO);
  });

  it('a sheet that has none says what it has', () => {
    expect(faultsOf('单位,页数\n甲,1\n')).toEqual([
      'Line 1: no column is an indicator of the scheme; it has filing-rate (归档率), items (件数), and the file "单位", "页数"',
    ]);
  });

  it('a name of two indicators, or two columns of one, is told', () => {
    const twice = buildTree(
      schemeOf([
        { code: 'A', indicator: 'a', name: { zh: '率', en: 'a' } },
        { code: 'B', indicator: 'b', name: { zh: '率', en: 'b' } },
      ]),
    );
    expect(() => readUnits('单位,率\n甲,1\n', twice)).toThrow('column "率" may be a or b; name it by its code');
    expect(faultsOf('单位,归档率,filing-rate\n甲,1,2\n')).toEqual([
      'Line 1: columns "归档率" and "filing-rate" are both filing-rate; keep one',
    ]);
  });

  it('what was left out above the head is said', () => {
    expect(notesOf('标题,,\n单位,归档率,件数\n甲,50,12\n')).toContain(
      'the head is line 2; line 1, above it, is left out',
    );
  });
});

describe('numbers and marks', () => {
  const cell = (text: string): string[] => {
    const csv = `单位,归档率\n甲,"${text}"\n`;
    const faults = faultsOf(csv);
    return faults.length > 0 ? [...faults] : (valuesOf(csv)['甲'] ?? []);
  };

  it.each([
    ['１２．５', '12.5'],
    ['－5', '-5'],
    ['−5', '-5'],
    ['1,234,567.5', '1234567.5'],
    ['1 234', '1234'],
    ['50%', '50'],
    ['５０％', '50'],
    ["'12", '12'],
    ['1.5e3', '1500'],
    ['.5', '0.5'],
    ['/', 'no-source'],
    ['—', 'no-source'],
    ['——', 'no-source'],
    ['…', 'no-source'],
    ['..', 'no-source'],
    [':', 'no-source'],
    ['-', 'no-source'],
    ['未报', 'no-source'],
    ['暂缺', 'no-source'],
    ['不适用', 'not-applicable'],
    ['N/A', 'not-applicable'],
    ['未到期', 'not-due'],
    ['无业务', 'no-cases'],
    ['逾期未报', 'overdue'],
  ])('%s is %s', (text, right) => {
    expect(cell(text)).toEqual([`filing-rate ${right}`]);
  });

  it.each([
    ['3.2万', 'write it out: 万 is 10000 times 3.2'],
    ['1.2亿', 'write it out: 亿 is 100000000 times 1.2'],
    ['12件', 'write the number alone; what it counts belongs into the head of the column'],
    ['(5)', 'write a negative number with a minus'],
    ['（5）', 'write a negative number with a minus'],
    ['约50', 'without "about"'],
    ['#DIV/0!', 'a formula of the spreadsheet failed there'],
    ['2022-12-31', 'it looks like a date'],
    ['1,23', 'is not a number'],
    ['1e299', 'no more than 15 digits before the point'],
    ['12345678901234567', 'no more than 15 digits before the point'],
    ['大约一半', 'is not a number'],
  ])('%s is refused with its mend', (text, mend) => {
    expect(cell(text)).toEqual([expect.stringContaining(mend)]);
    expect(cell(text)[0]).toMatch(/^Line 2, filing-rate: /);
  });

  it('a per cent sign in some cells of a column only is two scales', () => {
    expect(faultsOf('单位,归档率\n甲,50%\n乙,0.6\n')).toEqual([
      'Line 2, filing-rate: "50%" in a column that has numbers without the sign; write all with it, or none',
    ]);
    expect(valuesOf('单位,归档率\n甲,50%\n乙,0\n')).toEqual({ 甲: ['filing-rate 50'], 乙: ['filing-rate 0'] });
  });

  it('a comma is a decimal point only where commas part no cells and it can be nothing else', () => {
    expect(valuesOf('单位;归档率\n甲;12,5\n')).toEqual({ 甲: ['filing-rate 12.5'] });
    expect(faultsOf('单位;归档率\n甲;1,234\n')).toEqual([
      'Line 2, filing-rate: "1,234" may be 1234 or 1.234; write it without the comma',
    ]);
  });

  it('what was read otherwise than written is told, once a kind', () => {
    expect(notesOf('单位,归档率,件数\n甲,50%,"1,000"\n乙,60%,/\n')).toBe(
      [
        'a per cent sign is left out, 50% is 50: line 2, filing-rate, 50, and 1 more',
        'commas or spaces between thousands are left out: line 2, items, 1000',
        '"/" is read as no value (no-source): line 3, items',
      ].join('\n'),
    );
    expect(notesOf('单位,归档率,件数\n甲,0.12345678901234567891,1\n')).toContain('more digits than are computed with');
    expect(notesOf('单位,归档率,件数\n甲,0.1,33.30\n')).toBe('');
  });
});

describe('lines that are no units', () => {
  const SHEET = '单位,归档率,件数\n甲,50,12\n乙,60,8\n丙,40,3\n丁,45.5,1\n';
  const units = ['甲', '乙', '丙', '丁'];

  it.each([
    ['合 计', '合 计,195.5,24'],
    ['总计：', '总计：,195.5,25'],
    ['【小计】', '【小计】,,24'],
    ['全县合计', '全县合计,90,24'],
    ['平均值', '平均值,48.9,6'],
    ['Total', 'Total,1,1'],
    ['sums without a name that says so', '新昌,195.5,24'],
    ['means without a name that says so', '新昌,48.875,6'],
    ['a source of one cell', '资料来源：县档案局'],
    ['a note with empty cells', '注：以上为初步数,,'],
    ['a remark', '以上数据截至十二月底'],
    ['a line number alone', ',,'],
  ])('%s is left out, and said to be', (_what, line) => {
    expect(Object.keys(valuesOf(`${SHEET}${line}\n`))).toEqual(units);
    if (line !== ',,')
      expect(notesOf(`${SHEET}${line}\n`)).toMatch(/line 6, ".*", is left out: .*; if it is a unit, say --keep 6/);
  });

  it.each([
    ['a unit that is average in whole numbers', '戊,49,6'],
    ['a unit without any value', '戊,,'],
    ['a name with 计 in it', '审计局,70,5'],
    ['a name that ends as a total does and has no value', '统计局,,'],
  ])('%s is a unit', (_what, line) => {
    expect(Object.keys(valuesOf(`${SHEET}${line}\n`))).toEqual([...units, line.split(',')[0]]);
  });

  it('a person overrules it', () => {
    expect(Object.keys(valuesOf(`${SHEET}合计,195.5,24\n`, [6]))).toEqual([...units, '合计']);
  });

  it('a total cannot win the ranking', () => {
    const { units: scored } = scoreFiles(SCHEME, `${SHEET}合　计,195.5,24\n`);
    expect(scored.find(({ rank }) => rank === 1)?.code).toBe('乙');
  });
});

describe('spellings', () => {
  it('full-width and half-width, spaces and composition are one unit', () => {
    expect(faultsOf('单位,归档率\nU1,1\nＵ１,2\n')).toEqual([
      'Line 3: unit Ｕ１ is there twice (line 2 writes "U1"); keep one line',
    ]);
    expect(faultsOf('单位,归档率\nCafé,1\nCafe\u0301,2\n')).toHaveLength(1);
  });

  it('and one class, which is said', () => {
    const csv = '单位,类别,归档率,件数\n甲,一类,1,1\n乙,一 类,2,2\n';
    expect(readUnits(csv, TREE).units.map(({ class: group }) => group)).toEqual(['一类', '一类']);
    expect(notesOf(csv)).toBe('class "一 类" is read as "一类"');
  });

  it('a unit is explained by its name, commas and all', () => {
    const csv = '单位,归档率,件数\n"局,一科",50,12\n乙,60,8\n';
    const explained = (explain: string) => scoreFiles(SCHEME, csv, { explain }).derivations?.map(({ unit }) => unit);
    expect(explained('局,一科')).toEqual(['局,一科']);
    expect(explained('乙,局,一科')).toEqual(['乙', '局,一科']);
    expect(() => explained('丙')).toThrow('There is no unit 丙; the file has "局,一科", "乙"');
  });

  it('the units a scheme names may have any name, and one the data lacks is told', () => {
    const scheme = schemeOf(
      [{ code: 'A', indicator: '归档率（%）', rule: { type: 'distance-to-reference', unit: '县档案馆' } }],
      { screening: { drop: ['乡镇 A'] }, range: 'open' },
    );
    const tree = buildTree(scheme);
    expect(notesOf('单位,归档率（%）\n县档案馆,90\n乡镇Ａ,1\n', tree)).toBe('');
    expect(notesOf('单位,归档率\n甲,90\n', tree)).toBe(
      [
        'the scheme names the unit "县档案馆" as the reference of A, which nobody is scored by then; the data has no such unit',
        'the scheme names the unit "乡镇 A" as one that screening drops; the data has no such unit',
      ].join('\n'),
    );
    const { units } = scoreFiles(scheme, '单位,归档率（%）\n县档案馆,90\n甲,45\n乡镇Ａ,1\n');
    expect(units.map(({ code, score }) => [code, score === null])).toEqual([
      ['县档案馆', false],
      ['甲', false],
      ['乡镇 A', true],
    ]);
  });

  it('a code that became a number in scientific notation is refused', () => {
    expect(faultsOf('单位代码,归档率\n3.3062E+11,1\n')).toEqual([
      'Line 2: unit "3.3062E+11" is a code that a spreadsheet made a number of; format that column as text',
    ]);
  });
});

it('every fault of a file is told at once', () => {
  expect(faultsOf('单位,归档率,件数\n甲,x,3万\n乙,1,2,3\n,5,6\n甲,1,1\n')).toEqual([
    'Line 2, filing-rate: "x" is not a number; write it with a point and without separators, or leave the cell empty where there is none',
    'Line 2, items: "3万" is not a number; write it out: 万 is 10000 times 3',
    expect.stringContaining('Line 3: it has 4 cells, and the head 3'),
    'Line 4: the unit is empty, and there are values beside it',
    'Line 5: unit 甲 is there twice; keep one line',
  ]);
});

describe('bytes', () => {
  const CSV = '单位,归档率\n甲,50\n';
  const utf16 = Buffer.from(`\ufeff${CSV}`, 'utf16le');
  // 单位 甲 归档率 in GB 18030, from the tables of the standard.
  const gb18030 = Buffer.from('b5a5cebb2cb9e9b5b5c2ca0abcd72c35300a', 'hex');

  it.each([
    ['UTF-8', Buffer.from(CSV), []],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${CSV}`), []],
    ['UTF-16', utf16, []],
    ['GB18030', gb18030, ['read as GB18030, as it is not UTF-8']],
  ])('%s', (_what, bytes, notes) => {
    const read = readDataText(bytes);
    expect(read.notes).toEqual(notes);
    expect(valuesOf(read.text)).toEqual({ 甲: ['filing-rate 50'] });
  });

  it.each([
    ['xlsx', Buffer.from('504b030414000600', 'hex'), 'a workbook (xlsx or ods)'],
    ['xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a workbook (xls)'],
    ['anything else', Buffer.from('00ff00ff80', 'hex'), 'no text in UTF-8, UTF-16 or GB18030'],
  ])('%s is refused by name', (_what, bytes, sentence) => {
    expect(() => readDataText(bytes)).toThrow(sentence);
  });
});
