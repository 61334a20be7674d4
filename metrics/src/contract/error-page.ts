import type { Names } from '../language/catalogue.ts';
import { ERROR_WORDS } from './errors/error-words.ts';
import { ERROR_CODES, ERRORS, type ErrorCode } from './errors/errors.ts';
import type { Route } from './routes/route.ts';
import { ROUTES } from './routes/index.ts';

/** As much of a JSON Schema as parameters are written with. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const HEAD = `# Errors 错误代码

Every call the API refuses is answered with \`{ code, params, message }\`. Programs read \`code\` and \`params\`; \`message\` is English and meant for logs; pages and the command line have words of their own, in Chinese and English. Codes are permanent: never renamed, never used for another fact.

接口拒绝的每个请求都以 \`{ code, params, message }\` 应答。程序读 \`code\` 与 \`params\`；\`message\` 是写进日志的英文；页面和命令行各用中英文说明。代码永久有效：不改名，不挪作他用。

This page is printed from \`metrics/src/contract/errors\`; a test fails when it is out of date, and \`vitest run metrics/src/contract -u\` prints it again.
`;

/** docs/errors.md: every fact for which a call is refused, with its words and how to mend it. */
export const errorPage = (): string => `${HEAD}\n${ERROR_CODES.map(section).join('\n')}`;

function section(code: ErrorCode): string {
  const { status, params, mend } = ERRORS[code];
  const named = Object.entries((params as Schema).properties ?? {});
  const words = ERROR_WORDS[code] as (params: never) => Names;
  const { zh, en } = words(Object.fromEntries(named.map(([name, schema]) => [name, sample(name, schema)])) as never);
  const routes = Object.entries<Route>(ROUTES).filter(([, { refuses }]) => refuses.includes(code));
  return [
    `## \`${code}\` ${status}`,
    '',
    ...(named.length > 0 ? [`- params: ${named.map(([name, schema]) => parameter(name, schema)).join(', ')}`] : []),
    `- ${en}`,
    `- ${zh}`,
    `- mend: ${mend.en}`,
    `- 处理：${mend.zh}`,
    ...(routes.length > 0 ? [`- ${routes.map(([key]) => `\`${key}\``).join(', ')}`] : []),
    '',
  ].join('\n');
}

const parameter = (name: string, schema: Schema): string => `\`${name}\` ${typeOf(schema)}`;

function typeOf({ type, enum: values, anyOf, items, properties }: Schema): string {
  if (values !== undefined) return `one of ${values.join(', ')}`;
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  if (properties !== undefined) return `{ ${Object.keys(properties).join(', ')} }`;
  return type ?? 'any';
}

/** A value to put into a sentence: the parameter's name, or every case there is of a list. */
function sample(name: string, { const: one, anyOf, items, properties }: Schema): unknown {
  if (one !== undefined) return one;
  if (items !== undefined)
    return (items.anyOf ?? items.enum?.map((value) => ({ const: value })) ?? [items]).map((item) => sample(name, item));
  if (anyOf !== undefined) return sample(name, anyOf[0] ?? {});
  if (properties === undefined) return `⟨${name}⟩`;
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, sample(key, schema)]));
}
