import { Type, type Static, type TProperties } from 'typebox';
import { OneOf, type Names } from '../../language/catalogue.ts';
import { PASSWORD_FAULTS } from '../../rights/password.ts';
import { ACCOUNT_ROLES } from '../../rights/roles.ts';
import { DAMAGE_KINDS, Nullable } from '../schemas/common.ts';

/** HTTP statuses a refusal may have. */
type Status = 400 | 401 | 403 | 404 | 406 | 409 | 413 | 414 | 415 | 421 | 429 | 500 | 503 | 507;

/**
 * A fact for which a call is refused.
 *
 * @param params what the fact is about, by name
 * @param mend what somebody can do about it
 */
const fact = <Params extends TProperties>(status: Status, params: Params, mend: Names) => ({
  status,
  params: Type.Object(params),
  mend,
});

const Text = Type.String();
const ask = { zh: '请向管理员申请。', en: 'Ask an administrator.' };
const look = (zh: string, en: string): Names => ({ zh: `查看${zh}的列表。`, en: `Look it up in the list of ${en}.` });
const reload = {
  zh: '可能已被他人更改，请刷新后再看。',
  en: 'Somebody may have changed it in the meantime; read it again.',
};
const oneFile = {
  zh: '用 multipart/form-data 上传，一次一个文件，不带其他字段。',
  en: 'Send multipart/form-data with one file a call and no other field.',
};

/** Where a request does not fit its schema. */
const RequestFaultSchema = Type.Object({
  /** Place in the request, e.g. `body.rows.0.unit` or `querystring.page`. */
  where: Text,
  /** Keyword of JSON Schema that is not kept, e.g. `required`, `maxLength`. */
  rule: Text,
  /** What the keyword demands, e.g. `50`; `null` where it says nothing a person needs. */
  limit: Nullable(Text),
  /** The validator's own words, in English. */
  says: Text,
});

/** What is wrong with one row of a report. Rows count from 0. */
export const RowFaultSchema = Type.Union([
  Type.Object({ fault: Type.Literal('unit-unknown'), row: Type.Integer(), unit: Text }),
  Type.Object({ fault: Type.Literal('measure-unknown'), row: Type.Integer(), measure: Text }),
  Type.Object({ fault: Type.Literal('period-unreadable'), row: Type.Integer(), period: Text }),
  Type.Object({ fault: Type.Literal('unit-not-in-force'), row: Type.Integer(), period: Text, unit: Text }),
  Type.Object({ fault: Type.Literal('period-out-of-range'), row: Type.Integer(), period: Text }),
  Type.Object({
    fault: Type.Literal('grain-differs'),
    row: Type.Integer(),
    period: Text,
    /** Of the period that was given. */
    grain: Text,
    measure: Text,
    /** The measure's own, with a period of it. */
    needed: Text,
    example: Text,
  }),
  Type.Object({ fault: Type.Literal('value-or-missing'), row: Type.Integer() }),
  Type.Object({ fault: Type.Literal('value-too-long'), row: Type.Integer(), value: Text }),
  Type.Object({ fault: Type.Literal('evidence-unknown'), row: Type.Integer(), file: Text, unit: Text }),
  Type.Object({ fault: Type.Literal('row-repeated'), row: Type.Integer(), first: Type.Integer() }),
  /** Guards that the measure declares. */
  Type.Object({ fault: Type.Literal('value-negative'), row: Type.Integer(), measure: Text, value: Text }),
  Type.Object({ fault: Type.Literal('value-not-whole'), row: Type.Integer(), measure: Text, value: Text }),
  Type.Object({
    fault: Type.Literal('value-out-of-bounds'),
    row: Type.Integer(),
    measure: Text,
    value: Text,
    /** `null` where there is no such bound. */
    least: Type.Union([Type.Number(), Type.Null()]),
    most: Type.Union([Type.Number(), Type.Null()]),
  }),
  Type.Object({
    fault: Type.Literal('part-exceeds-whole'),
    row: Type.Integer(),
    part: Text,
    partValue: Text,
    whole: Text,
    wholeValue: Text,
  }),
  Type.Object({ fault: Type.Literal('period-not-begun'), row: Type.Integer(), period: Text, begins: Text }),
]);
export type RowFault = Static<typeof RowFaultSchema>;

/**
 * Every fact for which the API refuses a call: HTTP status, parameters, and how to mend it. Codes are permanent:
 * never renamed, never used for another fact. Their words stand in `error-words.ts`; `docs/errors.md` is printed
 * from both.
 */
export const ERRORS = {
  'request.invalid': fact(
    400,
    { faults: Type.Array(RequestFaultSchema) },
    { zh: '按接口说明改正所指的字段。', en: 'Correct the fields named, as the description of the API has them.' },
  ),
  'request.unreadable': fact(
    400,
    {},
    {
      zh: '检查地址的百分号编码，请求体须为完整的 JSON。',
      en: 'See that the address is well encoded and the body is whole JSON.',
    },
  ),
  'request.not-acceptable': fact(
    406,
    {},
    { zh: 'Accept 头须包含 text/event-stream。', en: 'Let the Accept header take text/event-stream.' },
  ),
  'request.too-large': fact(
    413,
    {},
    { zh: '请求体不超过 1 MiB，分几次发送。', en: 'A body has 1 MiB at most; send it in several calls.' },
  ),
  'request.address-too-long': fact(414, {}, { zh: '缩短地址中的代码。', en: 'Shorten the codes in the address.' }),
  'request.media-type': fact(
    415,
    {},
    { zh: '请求体用 application/json 发送。', en: 'Send the body as application/json.' },
  ),
  'address.unknown': fact(
    404,
    { path: Text },
    { zh: '接口列表见 /api/v1/docs。', en: '/api/v1/docs lists every route.' },
  ),
  'instant.unreadable': fact(
    400,
    { where: Text, given: Text },
    {
      zh: '写成 2022-12-31T16:00:00Z 的样子，1970 年以后。',
      en: 'Write it like 2022-12-31T16:00:00Z; nothing lies before 1970.',
    },
  ),
  'period.unreadable': fact(
    400,
    { where: Text, given: Text },
    {
      zh: '写成 2022、2022Q4、2022-12、2022-W50 或 2022-12-31。',
      en: 'Write 2022, 2022Q4, 2022-12, 2022-W50 or 2022-12-31.',
    },
  ),
  'host.unknown': fact(
    421,
    { host: Text },
    {
      zh: '用服务器的 IP 地址打开，或请运维人员把该名称写入 ALLOWED_HOSTS。',
      en: 'Open it by the address of the server, or have whoever runs it add the name to ALLOWED_HOSTS.',
    },
  ),
  'calls.too-many': fact(
    429,
    { seconds: Type.Integer() },
    { zh: '等待所说的秒数后再试。', en: 'Wait for the seconds named, then try again.' },
  ),
  'store.down': fact(
    503,
    { store: OneOf(['ClickHouse', 'PostgreSQL']) },
    {
      zh: '稍后再试；若持续，在服务器上运行 dangzhi doctor。',
      en: 'Try again shortly; if it stays so, run dangzhi doctor on the server.',
    },
  ),
  'data.damaged': fact(
    503,
    { of: Type.Array(OneOf(DAMAGE_KINDS)) },
    {
      zh: '管理员可在“关于”页或用 dangzhi doctor 查看损坏内容与修复办法。查询不受影响。',
      en: 'The page About and dangzhi doctor tell an administrator what is damaged and how to mend it. Reading goes on.',
    },
  ),
  'disk.full': fact(
    507,
    {
      /** The folder by its setting, or the store that says so. */
      place: OneOf(['DATA_DIR', 'EVIDENCE_FOLDER', 'BACKUP_FOLDER', 'ClickHouse', 'PostgreSQL']),
      /** `null` where a store says it is full and not by how much. */
      freeMib: Nullable(Type.Integer()),
      neededMib: Nullable(Type.Integer()),
    },
    {
      zh: '在该磁盘上腾出空间；之后自动恢复，无需重启。查询不受影响。',
      en: 'Free some space on that disk; it goes on by itself then. Reading is not affected.',
    },
  ),
  'clock.undecided': fact(
    503,
    { state: OneOf(['behind', 'ahead']), now: Text, against: Text },
    {
      zh: '校准服务器的时钟；若时钟无误，由管理员在“审计”页或用 dangzhi clock accept 确认。',
      en: 'Set the clock of the server; if it is right, an administrator says so on the page of the audit trail or by dangzhi clock accept.',
    },
  ),
  'clock.sound': fact(409, {}, { zh: '无需确认。', en: 'There is nothing to decide.' }),
  'server.stopping': fact(
    503,
    {},
    {
      zh: '稍后再试；已保存的内容会在下次启动后测算。',
      en: 'Try again shortly; what was stored is scored after the next start.',
    },
  ),
  'server.failed': fact(
    500,
    {
      /** Number of the call, which every line of the log about it has. */
      request: Text,
    },
    {
      zh: '原因在服务器日志里，请把编号交运维人员查看。',
      en: 'The cause is in the log of the server; tell the number to whoever runs it.',
    },
  ),

  'session.needed': fact(401, {}, { zh: '登录后再试。', en: 'Sign in, then try again.' }),
  'sign-in.refused': fact(
    401,
    {},
    {
      zh: '检查账号名和口令；连续输错，等待的时间会越来越长。',
      en: 'Check login and password; who goes on being wrong waits longer and longer.',
    },
  ),
  'sign-in.wait': fact(
    429,
    { seconds: Type.Integer() },
    {
      zh: '等所说的时间过后再试；记不起口令，请管理员重置。',
      en: 'Try again after the time named; if the password is forgotten, an administrator gives a new one.',
    },
  ),
  'provider.unknown': fact(
    404,
    { provider: Text },
    { zh: '统一身份认证的代号见 GET /session。', en: 'GET /session names the providers there are.' },
  ),
  'display-token.unknown': fact(
    401,
    {},
    { zh: '请管理员重新生成大屏链接。', en: 'Ask an administrator for a new link.' },
  ),
  'origin.foreign': fact(
    403,
    {},
    {
      zh: '从本系统自己的地址打开页面；程序调用须带操作员令牌。',
      en: 'Open the page at its own address; programs bring the operator’s token.',
    },
  ),
  'right.missing': fact(403, {}, ask),
  'decision.about-own-unit': fact(
    403,
    {},
    { zh: '请另一单位的人员办理。', en: 'Somebody of another unit has to do it.' },
  ),
  'password.change-needed': fact(
    403,
    {},
    { zh: '在“我的账号”修改口令。', en: 'Change the password on the page of your account.' },
  ),
  'password.weak': fact(
    400,
    { faults: Type.Array(OneOf([...PASSWORD_FAULTS, 'common'])) },
    { zh: '换一个满足所列要求的口令。', en: 'Choose one that keeps the rules named.' },
  ),
  'password.used-before': fact(
    400,
    { last: Type.Integer() },
    { zh: '换一个没有用过的口令。', en: 'Choose one that was not used before.' },
  ),
  'password.kept-elsewhere': fact(
    400,
    {},
    { zh: '在统一身份认证系统中修改。', en: 'Change it where single sign-on keeps it.' },
  ),
  'password.of-demo': fact(
    400,
    {},
    { zh: '演示账号共用一个口令，不能修改。', en: 'Demo accounts share one password; it stays.' },
  ),
  'set-up-link.unknown': fact(
    400,
    {},
    { zh: '重新启动服务，使用新打印的链接。', en: 'Start the server again and use the link it prints.' },
  ),

  'account.unknown': fact(404, { account: Text }, reload),
  'account.own': fact(409, {}, { zh: '请另一位管理员办理。', en: 'Ask another administrator.' }),
  'account.password-elsewhere': fact(
    409,
    {},
    { zh: '在统一身份认证系统中重置。', en: 'Reset it where single sign-on keeps it.' },
  ),
  'account.password-of-demo': fact(
    409,
    {},
    { zh: '演示账号共用一个口令，不能重置。', en: 'Demo accounts share one password; it stays.' },
  ),
  'admin.last': fact(
    409,
    {},
    { zh: '先给另一个账号管理员角色。', en: 'Give another account the role of administrator first.' },
  ),
  'admin.exists': fact(409, {}, { zh: '请现有管理员建立账号。', en: 'Ask that administrator for an account.' }),
  'login.taken': fact(409, { login: Text }, { zh: '换一个账号名。', en: 'Choose another login.' }),
  'session.unknown': fact(404, { session: Text }, reload),
  'grant.unit-unknown': fact(400, { unit: Text }, look('单位', 'units')),
  'grant.scheme-unknown': fact(400, { scheme: Text }, look('评价方案', 'schemes')),
  'grant.unit-needed': fact(
    400,
    { role: OneOf(ACCOUNT_ROLES) },
    { zh: '为该角色指明单位。', en: 'Name the unit the role is held for.' },
  ),
  'grant.repeated': fact(
    400,
    { role: OneOf(ACCOUNT_ROLES), unit: Nullable(Text), scheme: Nullable(Text) },
    { zh: '同一角色只留一条。', en: 'Keep one of the two.' },
  ),
  'grant.roles-apart': fact(
    400,
    { one: OneOf(ACCOUNT_ROLES), other: OneOf(ACCOUNT_ROLES) },
    { zh: '把两个角色分给两个人。', en: 'Give the two roles to two persons.' },
  ),
  'grant.auditor-at-machine': fact(
    409,
    {},
    {
      zh: '请运维人员在服务器上用 dangzhi user 办理，或经统一身份认证授予。',
      en: 'Have it done at the server by dangzhi user, or by a group of single sign-on.',
    },
  ),
  'display.unknown': fact(404, { display: Text }, reload),
  'display.revoked': fact(409, { name: Text }, { zh: '登记一台新的大屏。', en: 'Register a new one.' }),

  'county.not-loaded': fact(404, {}, { zh: '先载入本县数据。', en: 'Load the data of the county first.' }),
  'catalogue.not-loaded': fact(404, {}, { zh: '先载入指标目录。', en: 'Load a catalogue first.' }),
  'unit.unknown': fact(404, { unit: Text }, look('单位', 'units')),
  'scheme.unknown': fact(404, { scheme: Text }, look('评价方案', 'schemes')),
  'scheme.none-for-kind': fact(
    404,
    { kind: Text },
    { zh: '没有方案评价这类单位。', en: 'No scheme is meant for units of that kind.' },
  ),
  'scheme.not-scored': fact(
    404,
    { scheme: Text, period: Text },
    { zh: '换一个已有结果的月份，见 GET /meta。', en: 'Choose a month that was scored; GET /meta lists them.' },
  ),
  'run.unknown': fact(
    404,
    { run: Type.Integer() },
    {
      zh: '不指定 run 即读当月现行结果；被替换的现行结果不保留。',
      en: 'Leave run out for the result that speaks for the month; a live run that was replaced is not kept.',
    },
  ),
  'score.none-yet': fact(404, {}, { zh: '等第一次评分完成。', en: 'Wait until the first scoring is done.' }),
  'unit.not-scored': fact(
    404,
    { unit: Text, period: Text },
    { zh: '换一个月份，或另一个单位。', en: 'Choose another month or another unit.' },
  ),
  'node.unknown': fact(404, { scheme: Text, node: Text }, look('方案节点', 'nodes of the scheme')),
  'node.not-scored': fact(
    404,
    { unit: Text, node: Text, period: Text },
    { zh: '换一个月份或另一个节点。', en: 'Choose another month or another node.' },
  ),
  'indicator.unknown': fact(404, { indicator: Text }, look('指标', 'indicators')),
  'fact.unknown': fact(404, { fact: Text }, look('数据出处', 'facts')),
  'record.unknown': fact(404, { record: Text }, look('台账', 'records')),
  'component.unknown': fact(404, { component: Text }, look('第三方组件', 'components')),
  'notice.unknown': fact(404, { notice: Type.Integer() }, look('第三方组件', 'components')),

  'batch.unknown': fact(404, { batch: Text }, look('观测值', 'observations')),
  'raw-record.unknown': fact(
    404,
    { batch: Text, record: Type.Integer() },
    { zh: '批次写明有几条原始记录，从 0 数起。', en: 'The batch says how many records it has; they count from 0.' },
  ),
  'report.refused': fact(
    400,
    { faults: Type.Array(RowFaultSchema) },
    { zh: '改正所列各行，整份重报。', en: 'Correct the rows named and send the whole report again.' },
  ),
  'pending.unknown': fact(404, { id: Type.Integer() }, look('待审值', 'values pending review')),
  'pending.decided': fact(
    409,
    { id: Type.Integer(), state: Text },
    { zh: '不必再定；要改就另行填报。', en: 'Nothing is left to decide; to change it, report another value.' },
  ),
  'source.unknown': fact(404, { source: Text }, look('数据源', 'sources')),
  'run.under-way': fact(
    409,
    { source: Text },
    { zh: '等这次拉取结束，或先取消它。', en: 'Wait until it ends, or cancel it.' },
  ),
  'run.none': fact(404, { source: Text }, { zh: '没有可取消的。', en: 'There is nothing to cancel.' }),
  'backup.running': fact(409, {}, { zh: '等这次备份结束，或先取消它。', en: 'Wait until it ends, or cancel it.' }),
  'backup.none': fact(404, {}, { zh: '没有可取消的。', en: 'There is nothing to cancel.' }),
  'backup.folder-unset': fact(
    409,
    {},
    {
      zh: '在服务器上设置 BACKUP_FOLDER 后重新启动，或在那里运行 dangzhi backup。',
      en: 'Set BACKUP_FOLDER on the server and start it again, or run dangzhi backup there.',
    },
  ),
  'backup.folder-of-operator': fact(
    403,
    {},
    {
      zh: '留空，使用已设置的目录；在服务器上运行 dangzhi backup 可另指目录。',
      en: 'Leave it out for the one that is set; dangzhi backup on the server may name another.',
    },
  ),
  'evidence.unknown': fact(404, { file: Text }, look('凭证文件', 'files of the unit')),
  'evidence.content-lost': fact(
    404,
    { file: Text },
    {
      zh: '重新上传同一文件，或从备份恢复 DATA_DIR 下的文件。',
      en: 'Hand the same file in again, or restore the files of DATA_DIR from a backup.',
    },
  ),
  'evidence.unit-unknown': fact(400, { unit: Text }, look('单位', 'units')),
  'evidence.kind-refused': fact(
    415,
    { name: Text, found: Text, kinds: Type.Array(Text) },
    {
      zh: '存成所列的一种，扩展名与内容一致。',
      en: 'Save it as one of the kinds named, with the extension that belongs to it.',
    },
  ),
  'evidence.too-large': fact(
    413,
    { mib: Type.Integer() },
    { zh: '压缩或拆分文件。', en: 'Make it smaller, or split it.' },
  ),
  'evidence.quota-person': fact(
    413,
    { mib: Type.Integer() },
    {
      zh: '请运维人员调高 EVIDENCE_MIB_PER_PERSON；已上传的文件都保留。',
      en: 'Have whoever runs the server raise EVIDENCE_MIB_PER_PERSON; what was handed in stays.',
    },
  ),
  'evidence.quota-all': fact(
    413,
    { mib: Type.Integer() },
    {
      zh: '请运维人员扩充磁盘并调高 EVIDENCE_MIB；已上传的文件都保留。',
      en: 'Have whoever runs the server add disk and raise EVIDENCE_MIB; what was handed in stays.',
    },
  ),
  'evidence.not-a-file': fact(400, {}, oneFile),
  'evidence.no-file': fact(400, {}, oneFile),
  'evidence.several-files': fact(400, {}, oneFile),
  'evidence.not-whole': fact(400, {}, oneFile),
};

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

/** What a fact is about, by name. */
export type ErrorParams<Code extends ErrorCode> = Static<(typeof ERRORS)[Code]['params']>;

export type PasswordFault = ErrorParams<'password.weak'>['faults'][number];

/** Every refusal the API answers: programs read `code` and `params`; `message` is English, for logs. */
export const ErrorSchema = Type.Object({
  code: Type.String({ description: 'Permanent; docs/errors.md has them all' }),
  params: Type.Record(Type.String(), Type.Unknown()),
  message: Type.String(),
});

/** The body of a refusal; `code` says which parameters there are. */
export type ApiErrorBody<Code extends ErrorCode = ErrorCode> = {
  [C in Code]: { readonly code: C; readonly params: ErrorParams<C>; readonly message: string };
}[Code];
