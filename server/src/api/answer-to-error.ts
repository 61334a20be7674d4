import { ERRORS, wordsOf, type ErrorCode, type ErrorParams } from '@dangzhi/metrics/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CallRefused, refuse, StoreError } from '../base/errors.ts';
import { isNoSpace } from '../base/free-space.ts';
import { asPostgresFailure } from '../stores/postgres.ts';

interface Answer {
  readonly status: number;
  readonly body: { readonly code: ErrorCode; readonly params: object; readonly message: string };
}

/**
 * One shape for every error; the text of our own faults stays in the log.
 *
 * @param request number of the call
 */
export function answerToError(error: FastifyError | CallRefused, request: string): Answer {
  if (error instanceof CallRefused) return answerOf(error);
  if (error.validation !== undefined) return answerOf(refuse('request.invalid', { faults: faultsOf(error) }));
  const storeFailure = error instanceof StoreError ? error : asPostgresFailure(error);
  if (storeFailure?.kind === 'full') return answerOf(fullAt(storeFailure.store));
  if (storeFailure !== null && storeFailure.kind !== 'query')
    return answerOf(refuse('store.down', { store: storeFailure.store }));
  if (isNoSpace(error)) return answerOf(fullAt('DATA_DIR'));
  const status = error.statusCode ?? 500;
  // A status of its own, as 503 of a server that is closing, tells the caller more than 500.
  if (status >= 500) return { ...answerOf(refuse('server.failed', { request })), status };
  return answerOf(refuse(OF_FRAMEWORK[status] ?? 'request.unreadable'));
}

/** There was room when it began; how much there is now is not known here. */
const fullAt = (place: ErrorParams<'disk.full'>['place']): CallRefused =>
  refuse('disk.full', { place, freeMib: null, neededMib: null });

/** What the framework refuses before a route is asked, by status. */
const OF_FRAMEWORK: Readonly<
  Record<number, 'request.not-acceptable' | 'request.too-large' | 'request.address-too-long' | 'request.media-type'>
> = {
  406: 'request.not-acceptable',
  413: 'request.too-large',
  414: 'request.address-too-long',
  415: 'request.media-type',
};

const answerOf = ({ statusCode, code, params, message }: CallRefused): Answer => ({
  status: statusCode,
  body: { code, params, message },
});

type RequestFault = ErrorParams<'request.invalid'>['faults'][number];

function faultsOf({ validation = [], validationContext }: FastifyError): RequestFault[] {
  return validation.map(({ instancePath, keyword, message, params }) => {
    const missing = params['missingProperty'];
    const field = typeof missing === 'string' ? `.${missing}` : '';
    return {
      where: `${validationContext ?? 'request'}${instancePath.replaceAll('/', '.')}${field}`,
      rule: keyword,
      limit: limitOf(params),
      says: message ?? 'does not fit',
    };
  });
}

/** Where the validator keeps what a rule demands. */
const LIMITS = ['limit', 'type', 'format', 'additionalProperty', 'allowedValues'];

/** What the rule demands, as text. */
function limitOf(params: Record<string, unknown>): string | null {
  const values = LIMITS.flatMap((name) => params[name] ?? []);
  return values.length === 0 ? null : values.map(String).join('、');
}

/** Answers whatever a route threw, and keeps it in the log. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = answerToError(error, request.id);
  request.log[status >= 500 ? 'error' : 'info']({ err: error, cause: error.cause }, body.code);
  if (status === 429 && 'seconds' in body.params) reply.header('retry-after', body.params.seconds);
  if (PASSING.has(body.code)) reply.header('retry-after', PASSING_SECONDS);
  reply.status(status);
  // Whoever opened it in a browser by a name that is not known has no page of ours to say it in their words.
  if (body.code === 'host.unknown' && request.headers.accept?.includes('text/html') === true)
    return reply.type('text/plain; charset=utf-8').send(sentencesOf(body));
  return reply.send(body);
}

/** What passes without anybody's doing; how long it takes is not known, and asking is cheap. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['store.down', 'server.stopping']);
const PASSING_SECONDS = 5;

function sentencesOf({ code, params }: Answer['body']): string {
  const { mend } = ERRORS[code];
  const { zh, en } = wordsOf(code, params as ErrorParams<typeof code>);
  return `${zh}。${mend.zh}\n${en}. ${mend.en}\n`;
}
