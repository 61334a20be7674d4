import os from 'node:os';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { answerError } from '../api/answer-to-error.ts';
import { refuseUnknownHosts } from './known-hosts.ts';

const app = Fastify({ trustProxy: true });
app.setErrorHandler(answerError);
refuseUnknownHosts(app, ['dangzhi.example']);
app.get('/', () => 'ok');
const ask = async (host: string, more: Record<string, string> = {}) => {
  const answer = await app.inject({ url: '/', headers: { host, ...more } });
  return answer.statusCode === 200 ? 200 : [answer.statusCode, answer.json<{ params: object }>().params];
};

it.each([
  '127.0.0.1:3000',
  '10.20.0.5',
  '[::1]:3000',
  'localhost:3000',
  'archive-server',
  'archive.local',
  'wall.localhost:3000',
  'dangzhi.example',
  'Dangzhi.Example.:8443',
  os.hostname(),
])('answers under %s', async (host) => {
  expect(await ask(host)).toBe(200);
});

it.each([
  'evil.example',
  'dangzhi.example.evil.example',
  'xdangzhi.example',
  '127.0.0.1.evil.example',
  'local.example',
])('refuses %s', async (host) => {
  expect(await ask(host)).toEqual([421, { host }]);
});

it('looks at the name that a proxy was asked by', async () => {
  expect(await ask('127.0.0.1:3000', { 'x-forwarded-host': 'evil.example' })).toEqual([421, { host: 'evil.example' }]);
  expect(await ask('127.0.0.1:3000', { 'x-forwarded-host': 'dangzhi.example' })).toBe(200);
});
