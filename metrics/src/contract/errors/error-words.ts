import type { Names } from '../../language/catalogue.ts';
import { LEAST_CLASSES, SHORTEST_PASSWORD } from '../../rights/password.ts';
import type { ErrorCode, ErrorParams, PasswordFault, RowFault } from './errors.ts';

// Read by the pages as well: nothing here brings a schema along.

type RequestFault = ErrorParams<'request.invalid'>['faults'][number];

const PASSWORD_WORDS: Readonly<Record<PasswordFault, Names>> = {
  'too-short': { zh: `至少 ${SHORTEST_PASSWORD} 个字符`, en: `at least ${SHORTEST_PASSWORD} characters` },
  'too-plain': {
    zh: `大写、小写、数字、其他字符中至少 ${LEAST_CLASSES} 类`,
    en: `at least ${LEAST_CLASSES} of capitals, small letters, digits and other characters`,
  },
  'contains-login': { zh: '不能包含账号名', en: 'not the account’s name in it' },
  repeats: { zh: '同一字符不能连续 4 次', en: 'no character four times in a row' },
  common: { zh: '过于常见', en: 'not one that is commonly used' },
};

/** Keywords of JSON Schema in Chinese; of others the validator's own words are shown. */
const RULE_WORDS: Readonly<Record<string, (limit: string) => string>> = {
  required: () => '必须填写',
  additionalProperties: (limit) => `有不认识的字段 ${limit}`,
  type: (limit) => `类型应为 ${limit}`,
  enum: (limit) => `只能是 ${limit} 之一`,
  format: (limit) => `不是 ${limit} 格式`,
  pattern: () => '格式不对',
  minLength: (limit) => `至少 ${limit} 个字符`,
  maxLength: (limit) => `最多 ${limit} 个字符`,
  minimum: (limit) => `不得小于 ${limit}`,
  maximum: (limit) => `不得大于 ${limit}`,
  minItems: (limit) => `至少 ${limit} 项`,
  maxItems: (limit) => `最多 ${limit} 项`,
  uniqueItems: () => '有重复项',
};

const requestFault = ({ where, rule, limit, says }: RequestFault): Names => ({
  zh: `${where} ${RULE_WORDS[rule]?.(limit ?? '') ?? says}`,
  en: `${where} ${says}`,
});

const ROW_WORDS: { readonly [F in RowFault['fault']]: (row: Extract<RowFault, { fault: F }>) => Names } = {
  'unit-unknown': ({ row, unit }) => ({
    zh: `rows[${row}]：本县没有单位 ${unit}`,
    en: `body.rows.${row}.unit ${unit} is no unit of this county`,
  }),
  'measure-unknown': ({ row, measure }) => ({
    zh: `rows[${row}]：目录中没有数据项 ${measure}`,
    en: `body.rows.${row}.measure ${measure} is not in the catalogue`,
  }),
  'period-unreadable': ({ row, period }) => ({
    zh: `rows[${row}]：${period} 不是期次`,
    en: `body.rows.${row}.period ${period} is not a period`,
  }),
  'unit-not-in-force': ({ row, period, unit }) => ({
    zh: `rows[${row}]：${unit} 在 ${period} 不在册`,
    en: `body.rows.${row}.period ${period} is not one in which ${unit} was in force`,
  }),
  'period-out-of-range': ({ row, period }) => ({
    zh: `rows[${row}]：${period} 不在 1970 年至 2148 年之间`,
    en: `body.rows.${row}.period ${period} is not between 1970 and 2148`,
  }),
  'grain-differs': ({ row, period, grain, measure, needed, example }) => ({
    zh: `rows[${row}]：期次 ${period} 与 ${measure} 的报送周期不符，应如 ${example}`,
    en: `body.rows.${row}.period ${period} is a ${grain}; ${measure} is reported by the ${needed}, e.g. ${example}`,
  }),
  'value-or-missing': ({ row }) => ({
    zh: `rows[${row}]：须填数值，或填空值并说明缺失原因`,
    en: `body.rows.${row} needs either a value, or null and the kind of missing`,
  }),
  'value-too-long': ({ row, value }) => ({
    zh: `rows[${row}]：${value} 超过 28 位数字或 10 位小数`,
    en: `body.rows.${row}.value ${value} has more than 28 digits, or more than 10 decimal places`,
  }),
  'evidence-unknown': ({ row, file, unit }) => ({
    zh: `rows[${row}]：${file} 不是 ${unit} 的凭证文件`,
    en: `body.rows.${row}.evidence ${file} is no file of ${unit}`,
  }),
  'row-repeated': ({ row, first }) => ({
    zh: `rows[${row}] 与 rows[${first}] 重复，请只留一行`,
    en: `body.rows.${row} says once more what row ${first} says; keep one of the two`,
  }),
  'value-negative': ({ row, measure, value }) => ({
    zh: `rows[${row}]：${measure} 不会是负数，而所报为 ${value}`,
    en: `body.rows.${row}.value ${value} is negative, which ${measure} cannot be`,
  }),
  'value-not-whole': ({ row, measure, value }) => ({
    zh: `rows[${row}]：${measure} 按个数计，而所报 ${value} 不是整数`,
    en: `body.rows.${row}.value ${value} is not whole, and ${measure} counts`,
  }),
  'value-out-of-bounds': ({ row, measure, value, least, most }) => ({
    zh: `rows[${row}]：${measure} 应在 ${least ?? '−∞'} 至 ${most ?? '∞'} 之间，而所报为 ${value}`,
    en: `body.rows.${row}.value ${value} is not between ${least ?? '−∞'} and ${most ?? '∞'}, as ${measure} is`,
  }),
  'part-exceeds-whole': ({ row, part, partValue, whole, wholeValue }) => ({
    zh: `rows[${row}]：${part} 为 ${partValue}，超过其所属的 ${whole} ${wholeValue}`,
    en: `body.rows.${row}: ${part} is ${partValue}, more than the ${whole} it is part of, ${wholeValue}`,
  }),
  'period-not-begun': ({ row, period, begins }) => ({
    zh: `rows[${row}]：${period} 还没有开始（${begins} 起）`,
    en: `body.rows.${row}.period ${period} has not begun; it begins on ${begins}`,
  }),
};

const rowFault = (fault: RowFault): Names => ROW_WORDS[fault.fault](fault as never);

const listed = (names: readonly Names[]): Names => ({
  zh: names.map(({ zh }) => zh).join('；'),
  en: names.map(({ en }) => en).join('; '),
});

/** Whole seconds as a person says them; minutes are rounded up. */
function span(seconds: number): Names {
  if (seconds < 120) return { zh: `${seconds} 秒`, en: `${seconds} s` };
  const minutes = Math.ceil(seconds / 60);
  return { zh: `${minutes} 分钟`, en: `${minutes} min` };
}

/** The sentence of every fact; `en` is the message in logs as well. A code without both does not compile. */
export const ERROR_WORDS: { readonly [Code in ErrorCode]: (params: ErrorParams<Code>) => Names } = {
  'request.invalid': ({ faults }) => listed(faults.map(requestFault)),
  'request.unreadable': () => ({ zh: '请求无法读懂', en: 'The request cannot be read' }),
  'request.not-acceptable': () => ({ zh: '只以事件流应答', en: 'It is answered as an event stream only' }),
  'request.too-large': () => ({ zh: '请求体过大', en: 'The body is too large' }),
  'request.address-too-long': () => ({ zh: '地址过长', en: 'The address is too long' }),
  'request.media-type': () => ({ zh: '请求体的类型不支持', en: 'A body of this media type is not taken' }),
  'address.unknown': ({ path }) => ({ zh: `地址 ${path} 不存在`, en: `There is nothing at ${path}` }),
  'instant.unreadable': ({ where, given }) => ({
    zh: `${where} ${given} 不是 1970 年以后的时刻，请写成 2022-12-31T16:00:00Z`,
    en: `${where} ${given} is not an instant since 1970; write it like 2022-12-31T16:00:00Z`,
  }),
  'period.unreadable': ({ where, given }) => ({
    zh: `${where} ${given} 不是期次`,
    en: `${where} ${given} is not a period`,
  }),
  'host.unknown': ({ host }) => ({
    zh: `本系统不以 ${host} 这个名称提供服务`,
    en: `This server does not answer to the name ${host}`,
  }),
  'calls.too-many': ({ seconds }) => ({
    zh: `请求过于频繁，请 ${seconds} 秒后再试`,
    en: `Too many calls; try again in ${seconds} s`,
  }),
  'store.down': ({ store }) => ({
    zh: `数据库 ${store} 没有应答，请稍后再试`,
    en: `${store} does not answer; try again shortly`,
  }),
  'data.damaged': () => ({
    zh: '存储的数据已损坏，为免加重，暂不接收新内容',
    en: 'What is stored is damaged; nothing new is taken, so that it gets no worse',
  }),
  'disk.full': ({ place, freeMib, neededMib }) =>
    freeMib === null || neededMib === null
      ? {
          zh: `${place} 所在磁盘已满，暂不接收新内容`,
          en: `The disk of ${place} is full; nothing new is taken`,
        }
      : {
          zh: `${place} 所在磁盘仅剩 ${freeMib} MiB，低于须保留的 ${neededMib} MiB，暂不接收新内容`,
          en: `The disk of ${place} has ${freeMib} MiB free and ${neededMib} MiB are to stay free; nothing new is taken`,
        },
  'server.stopping': () => ({
    zh: '服务正在停止；已保存的内容由下次启动测算',
    en: 'The server is stopping; the next start scores what was stored',
  }),
  'clock.undecided': ({ state, now, against }) =>
    state === 'ahead'
      ? {
          zh: `服务器时钟为 ${now}，比上次运行时（${against}）晚 45 天以上，管理员确认之前不写入数据`,
          en: `The clock of the server says ${now}, more than 45 days after it was last seen at ${against}; no figure is stored until an administrator decides`,
        }
      : {
          zh: `服务器时钟为 ${now}，早于最近一次写入（${against}），管理员确认之前不写入数据`,
          en: `The clock of the server says ${now}, before the latest record of ${against}; no figure is stored until an administrator decides`,
        },
  'clock.sound': () => ({ zh: '时钟没有问题', en: 'The clock is in order' }),
  'server.failed': ({ request }) => ({
    zh: `服务器内部出错，原因已记入日志，编号 ${request}`,
    en: `Something went wrong here; it is in the log under ${request}`,
  }),

  'session.needed': () => ({ zh: '请先登录', en: 'Sign in first' }),
  // One sentence for three facts: it gives away neither which logins exist nor which are disabled.
  'sign-in.refused': () => ({
    zh: '账号名或口令不对，或账号已停用',
    en: 'Name or password is wrong, or the account is disabled',
  }),
  'sign-in.wait': ({ seconds }) => {
    const { zh, en } = span(seconds);
    return { zh: `登录失败次数过多，请 ${zh}后再试`, en: `Signing in failed too often; try again in ${en}` };
  },
  'provider.unknown': ({ provider }) => ({
    zh: `没有名为 ${provider} 的统一身份认证`,
    en: `There is no provider ${provider} to sign in with`,
  }),
  'display-token.unknown': () => ({
    zh: '大屏链接无效或已使用，请向管理员索取新链接',
    en: 'This token is unknown or was used already; ask an administrator for a new one',
  }),
  'origin.foreign': () => ({
    zh: '请求不是从本系统页面发出的',
    en: 'This call does not come from a page of ours',
  }),
  'right.missing': () => ({ zh: '您的角色不允许这样做', en: 'Your roles do not allow this' }),
  'decision.about-own-unit': () => ({
    zh: '回避：不能决定自己所在单位的事',
    en: 'Recusal: nobody decides about the unit they belong to',
  }),
  'password.change-needed': () => ({ zh: '请先修改自己的口令', en: 'Change your password first' }),
  'password.weak': ({ faults }) => {
    const { zh, en } = listed(faults.map((fault) => PASSWORD_WORDS[fault]));
    return { zh: `口令要求：${zh}`, en: `The password needs: ${en}` };
  },
  'password.used-before': ({ last }) => ({
    zh: `不能与最近 ${last} 次口令相同`,
    en: `It must differ from the last ${last} passwords`,
  }),
  'password.kept-elsewhere': () => ({ zh: '口令由统一身份认证管理', en: 'The password is kept by single sign-on' }),
  'password.of-demo': () => ({
    zh: '演示账号的口令不能修改',
    en: 'The password of a demo account stays as it is',
  }),
  'set-up-link.unknown': () => ({
    zh: '链接无效或已使用，请重新启动服务以获取新链接',
    en: 'This link is unknown or was used; start the server again for a new one',
  }),

  'account.unknown': ({ account }) => ({ zh: `没有账号 ${account}`, en: `There is no account ${account}` }),
  'account.own': () => ({
    zh: '不能更改自己账号的单位、角色、停用或重置口令，请由另一位管理员办理',
    en: 'This is your own account; ask another administrator',
  }),
  'account.password-elsewhere': () => ({
    zh: '口令由统一身份认证管理',
    en: 'The password is kept by single sign-on; reset it there',
  }),
  'account.password-of-demo': () => ({
    zh: '演示账号的口令不能修改',
    en: 'The password of a demo account stays as it is',
  }),
  'admin.last': () => ({
    zh: '这是最后一位管理员，请先设另一位',
    en: 'This is the last administrator; make somebody else one first',
  }),
  'admin.exists': () => ({
    zh: '已有管理员',
    en: 'There is an administrator already; ask them for an account',
  }),
  'login.taken': ({ login }) => ({
    zh: `账号名 ${login} 已被使用`,
    en: `The login ${login} is taken; choose another`,
  }),
  'session.unknown': () => ({ zh: '您没有这个会话', en: 'There is no such session of yours' }),
  'grant.unit-unknown': ({ unit }) => ({ zh: `没有单位 ${unit}`, en: `There is no unit ${unit}` }),
  'grant.scheme-unknown': ({ scheme }) => ({ zh: `没有评价方案 ${scheme}`, en: `There is no scheme ${scheme}` }),
  'grant.unit-needed': ({ role }) => ({
    zh: `角色 ${role} 须指明单位`,
    en: `The role ${role} is held for a unit; name it`,
  }),
  'grant.repeated': ({ role, unit, scheme }) => {
    const grant = `${role}${unit === null ? '' : `@${unit}`}${scheme === null ? '' : `/${scheme}`}`;
    return { zh: `${grant} 重复`, en: `${grant} is given twice` };
  },
  'grant.roles-apart': ({ one, other }) => ({
    zh: `职责分离：${one} 与 ${other} 不得由同一人担任`,
    en: `Separation of duties: nobody is both ${one} and ${other}`,
  }),
  'grant.auditor-at-machine': () => ({
    zh: '职责分离：管理员不能自行指定审计员，也不能重置审计员的口令',
    en: 'Separation of duties: no administrator makes an auditor, or sets the password of one',
  }),
  'display.unknown': ({ display }) => ({ zh: `没有大屏 ${display}`, en: `There is no display ${display}` }),
  'display.revoked': ({ name }) => ({
    zh: `大屏 ${name} 已永久停用，请登记新的`,
    en: `Display ${name} is revoked for good; register a new one`,
  }),

  'county.not-loaded': () => ({ zh: '尚未载入本县数据', en: 'No county is loaded' }),
  'catalogue.not-loaded': () => ({ zh: '尚未载入指标目录', en: 'No catalogue is loaded' }),
  'unit.unknown': ({ unit }) => ({ zh: `没有单位 ${unit}`, en: `There is no unit ${unit}` }),
  'scheme.unknown': ({ scheme }) => ({ zh: `没有评价方案 ${scheme}`, en: `There is no scheme ${scheme}` }),
  'scheme.none-for-kind': ({ kind }) => ({ zh: `没有评价 ${kind} 的方案`, en: `No scheme scores a ${kind}` }),
  'scheme.not-scored': ({ scheme, period }) => ({
    zh: `方案 ${scheme} 在 ${period} 没有结果`,
    en: `Scheme ${scheme} has no result for ${period}`,
  }),
  'run.unknown': ({ run }) => ({
    zh: `没有编号 ${run} 的测算结果，或不属于所问的方案和月份`,
    en: `There is no run ${run}, or not of this scheme and month`,
  }),
  'score.none-yet': () => ({ zh: '尚未评分', en: 'Nothing has been scored yet' }),
  'unit.not-scored': ({ unit, period }) => ({
    zh: `单位 ${unit} 在 ${period} 没有得分`,
    en: `Unit ${unit} has no score for ${period}`,
  }),
  'node.unknown': ({ scheme, node }) => ({
    zh: `方案 ${scheme} 没有节点 ${node}`,
    en: `Scheme ${scheme} has no node ${node}`,
  }),
  'node.not-scored': ({ unit, node, period }) => ({
    zh: `单位 ${unit} 在 ${period} 没有节点 ${node}`,
    en: `Unit ${unit} has no node ${node} for ${period}`,
  }),
  'indicator.unknown': ({ indicator }) => ({
    zh: `目录中没有指标 ${indicator}`,
    en: `The catalogue has no indicator ${indicator}`,
  }),
  'fact.unknown': ({ fact }) => ({ zh: `没有数据出处 ${fact}`, en: `There is no fact ${fact}` }),
  'record.unknown': ({ record }) => ({ zh: `没有台账 ${record}`, en: `There is no record ${record}` }),
  'component.unknown': ({ component }) => ({
    zh: `没有组件 ${component}`,
    en: `There is no component ${component}`,
  }),
  'notice.unknown': ({ notice }) => ({
    zh: `没有编号为 ${notice} 的许可文本`,
    en: `There is no licence text of the number ${notice}`,
  }),

  'batch.unknown': ({ batch }) => ({ zh: `没有批次 ${batch}`, en: `There is no batch ${batch}` }),
  'raw-record.unknown': ({ batch, record }) => ({
    zh: `批次 ${batch} 没有第 ${record} 条记录`,
    en: `There is no record ${record} in batch ${batch}`,
  }),
  'report.refused': ({ faults }) => listed(faults.map(rowFault)),
  'pending.unknown': ({ id }) => ({ zh: `没有编号为 ${id} 的待审值`, en: `There is no value ${id} pending review` }),
  'pending.decided': ({ id, state }) => ({
    zh: `待审值 ${id} 已定（${state}）`,
    en: `What was pending as ${id} is decided already: ${state}`,
  }),
  'source.unknown': ({ source }) => ({ zh: `没有数据源 ${source}`, en: `There is no source ${source}` }),
  'run.under-way': ({ source }) => ({
    zh: `数据源 ${source} 正在拉取`,
    en: `Source ${source} is being pulled already`,
  }),
  'run.none': ({ source }) => ({
    zh: `数据源 ${source} 没有正在进行的拉取`,
    en: `No run of source ${source} is under way`,
  }),
  'backup.running': () => ({ zh: '已有一次备份正在进行', en: 'A backup is under way already' }),
  'backup.none': () => ({ zh: '没有正在进行的备份', en: 'No backup is under way' }),
  'backup.folder-unset': () => ({
    zh: '没有设置备份目录',
    en: 'No folder for backups is set',
  }),
  'backup.folder-of-operator': () => ({
    zh: '只有本机操作员可以另指备份目录',
    en: 'Only the operator at the machine names another folder',
  }),
  'evidence.unknown': ({ file }) => ({ zh: `没有凭证文件 ${file}`, en: `There is no file ${file}` }),
  'evidence.content-lost': ({ file }) => ({
    zh: `凭证文件 ${file} 的内容不在 DATA_DIR 中，或与上传时不同`,
    en: `The bytes of file ${file} are not in DATA_DIR, or not those that were handed in`,
  }),
  'evidence.unit-unknown': ({ unit }) => ({
    zh: `本县没有单位 ${unit}`,
    en: `querystring.unit ${unit} is no unit of this county`,
  }),
  'evidence.kind-refused': ({ name, found, kinds }) => ({
    zh: `${name}（${found}）的内容与名称不符，或不是可收的类型：${kinds.join('、')}`,
    en: `${name} (${found}) is not what its name says, or of no kind that is taken: ${kinds.join(', ')}`,
  }),
  'evidence.too-large': ({ mib }) => ({ zh: `文件最大 ${mib} MiB`, en: `A file may have ${mib} MiB at most` }),
  'evidence.quota-person': ({ mib }) => ({
    zh: `您上传的佐证材料将超过每人 ${mib} MiB 的上限`,
    en: `With this file you would have handed in more than the ${mib} MiB there are for each person`,
  }),
  'evidence.quota-all': ({ mib }) => ({
    zh: `佐证材料将超过全部 ${mib} MiB 的上限`,
    en: `With this file there would be more evidence than the ${mib} MiB there are for all`,
  }),
  'evidence.not-a-file': () => ({ zh: '请求中有不是文件的部分', en: 'The call holds a part that is no file' }),
  'evidence.no-file': () => ({ zh: '请求中没有文件', en: 'The call holds no file' }),
  'evidence.several-files': () => ({
    zh: '请求中不止一个文件，请分次上传，不带其他字段',
    en: 'The call holds more than one file; send each in a call of its own, without fields',
  }),
  'evidence.not-whole': () => ({
    zh: '请求不是完整的、含一个文件的 multipart/form-data',
    en: 'The call is not whole multipart/form-data with one file',
  }),
};

/** Whether a code is one of ours: a newer server may answer others. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERROR_WORDS, code);

/** The sentence of one fact, in both languages. */
export function wordsOf<Code extends ErrorCode>(code: Code, params: ErrorParams<Code>): Names {
  const words: Readonly<Record<ErrorCode, (params: never) => Names>> = ERROR_WORDS;
  return words[code](params as never);
}
