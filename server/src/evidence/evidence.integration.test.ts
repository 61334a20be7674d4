import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '@dangzhi/metrics/contract';
import { buildApp, type App } from '../api/app.ts';
import { SESSION_COOKIE } from '../rights/cookies.ts';
import { loadDemoAccounts } from '../accounts/demo-accounts.ts';
import { startPublishedCounty } from '../../testing/published-county.ts';
import type { TestService } from '../../testing/service.ts';
import { zipOf } from '../../testing/zip.ts';

const OWN = 'XC-D29';
const OTHER = 'XC-D30';
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
  'base64',
);
const BOUNDARY = 'xxboundaryxx';
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);

const typesOf = (type: string) =>
  zipOf({ '[Content_Types].xml': `<Types><Override PartName="/x.xml" ContentType="${type}"/></Types>`, 'x.xml': '' });
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

let service: TestService;
let cookie: string;
beforeAll(async () => {
  service = await startPublishedCounty();
  const { stores } = service.test;
  const { sessions, now } = service.runtime;
  await loadDemoAccounts(stores.postgres, now());
  cookie = `${SESSION_COOKIE}=${await sessions.start('demo-reporter', { address: '127.0.0.1', agent: 'test' })}`;
});
afterAll(() => service.close());

const partOf = (name: string, bytes: Buffer) =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
const END = Buffer.from(`--${BOUNDARY}--\r\n`);

const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

const send = (payload: Buffer, unit = OWN, contentType = MULTIPART) => sendTo(service.app, payload, unit, contentType);

async function sendTo(app: App, payload: Buffer, unit = OWN, contentType = MULTIPART) {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/evidence?unit=${unit}`,
    headers: { cookie, origin: 'http://localhost', 'content-type': contentType },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<Evidence & { code: string; message: string }>() };
}

const upload = (name: string, bytes: Buffer, unit = OWN) => send(Buffer.concat([partOf(name, bytes), END]), unit);

const get = (id: string, as = cookie) => service.app.inject({ url: `/api/v1/evidence/${id}`, headers: { cookie: as } });
const folder = () => path.join(service.test.dataDir, 'evidence');
const kept = () =>
  (existsSync(folder()) ? readdirSync(folder(), { recursive: true, withFileTypes: true }) : []).filter((one) =>
    one.isFile(),
  );

describe('a file', () => {
  it('is kept by its content, below the data directory, readable by its owner alone, and comes back as it was', async () => {
    const { status, body } = await upload('归档清单.pdf', PDF);
    expect(status).toBe(201);
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    expect(body).toMatchObject({
      unit: OWN,
      name: '归档清单.pdf',
      mediaType: 'application/pdf',
      bytes: PDF.length,
      sha256,
    });
    const place = path.join(folder(), sha256.slice(0, 2), sha256);
    expect(readFileSync(place)).toEqual(PDF);
    expect(statSync(place).mode & 0o077).toBe(0);
    const answer = await get(body.id);
    expect(answer.rawPayload).toEqual(PDF);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('归档清单.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    });
  });

  it('under two names is kept once, and listed twice', async () => {
    const before = kept().length;
    await upload('a.png', PNG);
    await upload('b.png', PNG);
    expect(kept()).toHaveLength(before + 1);
    const list = await service.get<{ items: Evidence[] }>(`/evidence?unit=${OWN}`);
    expect(list.body.items.map(({ name }) => name)).toEqual(expect.arrayContaining(['a.png', 'b.png']));
  });

  it.each([
    ['tool.exe', EXE],
    ['tool.pdf', EXE],
    ['picture.pdf', PNG],
    ['page.txt', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    ['page.html', Buffer.from('<p>')],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['bytes.csv', Buffer.from([0x61, 0x00, 0x62])],
    ['gbk.txt', Buffer.from([0xb5, 0xb5, 0xb0, 0xb8])],
    ['none', PDF],
    ['empty.pdf', Buffer.alloc(0)],
    ['archive.docx', Buffer.from('PK\u0003\u0004')],
    ['tools.docx', zipOf({ 'tool.exe': 'MZ' })],
    ['macros.docx', typesOf('application/vnd.ms-word.document.macroEnabled.main+xml')],
    ['letter.xlsx', typesOf(`${WORD}.main+xml`)],
    ['archive.ofd', zipOf({ 'Doc_0/OFD.xml': '' })],
    ['letter.txt', zipOf({ 'OFD.xml': '' })],
  ])('%s that is something else is refused, and nothing of it stays', async (name, bytes) => {
    const before = kept().length;
    const { status, body } = await upload(name, bytes);
    expect([status, body.code]).toEqual([415, 'evidence.kind-refused']);
    expect(body.message).toContain('pdf, png, jpg');
    expect(kept()).toHaveLength(before);
  });

  it.each([
    ['letter.docx', typesOf(`${WORD}.main+xml`), WORD],
    ['文书.ofd', zipOf({ 'Doc_0/Document.xml': '', 'OFD.xml': '<ofd:OFD/>' }), 'application/ofd'],
    ['large.pdf', Buffer.concat([PDF, Buffer.alloc(9 * 1024 * 1024)]), 'application/pdf'],
    ['bom.CSV', Buffer.from('\ufeff单位,数\n'), 'text/csv'],
  ])('%s is taken', async (name, bytes, mediaType) => {
    expect(await upload(name, bytes)).toMatchObject({ status: 201, body: { name, mediaType, bytes: bytes.length } });
  });

  it('that is refused is told by its name and by what it is', async () => {
    expect((await upload('picture.pdf', PNG)).body.message).toMatch(/^picture\.pdf \(image\/png\) is not/);
    expect((await upload('gbk.csv', Buffer.from([0xb5, 0xb5]))).body.message).toContain('no plain text in UTF-8');
  });

  it('that is too large is refused, and nothing of it stays', async () => {
    const before = kept().length;
    const { status, body } = await upload('large.pdf', Buffer.concat([PDF, Buffer.alloc(11 * 1024 * 1024)]));
    expect([status, body.code, body.message]).toEqual([413, 'evidence.too-large', 'A file may have 10 MiB at most']);
    expect(kept()).toHaveLength(before);
  });

  it.each([
    ['../../../etc/cron.d/x.csv', 'x.csv'],
    ['..\\..\\x.csv', 'x.csv'],
    ['/x.csv', 'x.csv'],
    [`${'长'.repeat(200)}.csv`, `${'长'.repeat(116)}.csv`],
    ['a\u202ecod.csv', 'acod.csv'],
    ['a\u200b\u2028\u0000\u001b.csv', 'a.csv'],
    ['quote%22;x.csv', null],
  ])('called %s has a plain name', async (name, wanted) => {
    const { status, body } = await upload(name, Buffer.from('单位,数\n县财政局,1\n'));
    expect(status).toBe(201);
    if (wanted !== null) expect(body.name).toBe(wanted);
    const disposition = String((await get(body.id)).headers['content-disposition']);
    expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[\w.%~!-]+$/);
  });

  const field = Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="x"\r\n\r\n1\r\n`);
  const unnamed = partOf('a.pdf', PDF).toString().replace('; filename="a.pdf"', '');
  it.each([
    [
      'two files',
      Buffer.concat([partOf('a.pdf', PDF), partOf('b.pdf', PDF), END]),
      'evidence.several-files',
      'more than one file',
    ],
    [
      'a field before it',
      Buffer.concat([field, partOf('a.pdf', PDF), END]),
      'evidence.several-files',
      'without fields',
    ],
    ['a field after it', Buffer.concat([partOf('a.pdf', PDF), field, END]), 'evidence.several-files', 'without fields'],
    ['a file without a name', Buffer.concat([Buffer.from(unnamed), END]), 'evidence.not-a-file', 'is no file'],
    ['nothing', END, 'evidence.no-file', 'holds no file'],
    ['no end', partOf('a.pdf', PDF), 'evidence.not-whole', 'not whole'],
    ['something else', Buffer.from('{}'), 'evidence.not-whole', 'not whole'],
  ])('in a call with %s is refused, and nothing of it stays', async (_case, payload, code, sentence) => {
    const before = kept().length;
    const { status, body } = await send(payload);
    expect([status, body.code]).toEqual([400, code]);
    expect(body.message).toContain(sentence);
    expect(kept()).toHaveLength(before);
  });

  it('in a call that names no boundary, or another kind of content, is refused', async () => {
    const whole = Buffer.concat([partOf('a.pdf', PDF), END]);
    expect((await send(whole, OWN, 'multipart/form-data')).status).toBe(400);
    expect((await send(Buffer.from('{}'), OWN, 'application/json')).status).toBe(400);
  });

  it('whose way to the disk is barred leaves nothing behind, and no row', async () => {
    const bytes = Buffer.concat([PDF, Buffer.from('barred')]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const list = () => service.get<{ items: Evidence[] }>(`/evidence?unit=${OWN}`);
    const before = (await list()).body.items.length;
    // Where its folder would be lies a file.
    const folderOf = path.join(folder(), sha256.slice(0, 2));
    rmSync(folderOf, { recursive: true, force: true });
    writeFileSync(folderOf, '');
    expect((await upload('barred.pdf', bytes)).status).toBe(500);
    expect((await list()).body.items).toHaveLength(before);
    rmSync(folderOf);
    expect((await upload('barred.pdf', bytes)).status).toBe(201);
  });

  it('sent twice at once is kept once', async () => {
    const before = kept().length;
    const bytes = Buffer.concat([PDF, Buffer.from('at once')]);
    const answers = await Promise.all([1, 2, 3].map((turn) => upload(`${turn}.pdf`, bytes)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(kept()).toHaveLength(before + 1);
  });

  it('beyond what there is for a person or for all is refused, and nothing of it stays', async () => {
    const { runtime } = service;
    const limited = (over: Partial<typeof runtime.config>) =>
      buildApp({ ...runtime, config: { ...runtime.config, ...over } });
    const before = kept().length;
    for (const [over, code] of [
      [{ evidenceMibPerPerson: 1 }, 'evidence.quota-person'],
      [{ evidenceMib: 1 }, 'evidence.quota-all'],
    ] as const) {
      const app = await limited(over);
      const bytes = Buffer.concat([PDF, Buffer.alloc(1024 * 1024), Buffer.from(code)]);
      const answer = await sendTo(app, Buffer.concat([partOf('a.pdf', bytes), END]));
      expect([answer.status, answer.body.code]).toEqual([413, code]);
      await app.close();
    }
    expect(kept()).toHaveLength(before);
  });

  it('of another unit is neither given nor taken', async () => {
    expect((await upload('a.pdf', PDF, OTHER)).status).toBe(403);
    const { sessions } = service.runtime;
    const steward = await sessions.start('demo-steward', { address: '127.0.0.1', agent: 'test' });
    const own = (await upload('own.pdf', PDF)).body.id;
    expect((await get(own, `${SESSION_COOKIE}=${steward}`)).statusCode).toBe(200);
    const { db } = service.test.stores.postgres;
    await db.updateTable('evidence').set({ unit: OTHER }).where('id', '=', own).execute();
    expect((await get(own)).statusCode).toBe(403);
    expect((await get('none')).statusCode).toBe(404);
  });

  it('is named in the audit trail', async () => {
    const { body } = await upload('trail.pdf', PDF);
    const { db } = service.test.stores.postgres;
    const row = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('target', '=', `evidence:${body.id}`)
      .executeTakeFirstOrThrow();
    expect([row.action, row.actor]).toEqual(['evidence.add', 'demo-reporter']);
  });
});

it('a report names files of its unit, and no others', async () => {
  const { id } = (await upload('proof.pdf', PDF)).body;
  const report = (unit: string, evidence: string[]) =>
    service.call<{ message?: string; batch?: string }>('POST', '/observations', {
      standing: 'reported',
      rows: [{ unit, measure: 'formal-items', period: '2022-12', value: '7', reason: '见附件', evidence }],
    });
  expect((await report(OTHER, [id])).body.message).toContain(`body.rows.0.evidence ${id} is no file of ${OTHER}`);
  expect((await report(OWN, ['none'])).body.message).toContain('is no file of');
  const { status, body } = await report(OWN, [id]);
  expect(status).toBe(200);
  const record = await service.get<{ payload: string }>(`/batches/${body.batch}/records/0`);
  expect(JSON.parse(record.body.payload)).toMatchObject({ evidence: [id] });
});
