import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../base/config.ts';
import { readSettings } from './settings.ts';

describe('the environment', () => {
  it('empty, gives a demo on loopback', () => {
    const plain = {
      host: '127.0.0.1',
      port: 3000,
      dataDir: path.resolve('data'),
      demo: true,
      trustProxy: false,
      allowedHosts: [],
      sourceHosts: [],
      apiCallsPerMinute: 1200,
      signInsPerMinute: 10,
      evidenceMibPerPerson: 2048,
      evidenceMib: 51_200,
      requestSeconds: 120,
      maxConnections: 2000,
      metrics: 'token',
      logLevel: 'warn',
      singleSignOn: null,
      backup: null,
    };
    expect(readSettings({})).toEqual(plain);
    expect(readSettings({ PORT: '', DEMO: '', DATABASE_URL: '', UNRELATED: 'x' })).toEqual(plain);
  });

  it('says everything', () => {
    expect(
      readSettings({
        HOST: '0.0.0.0',
        PORT: '8080',
        DATA_DIR: '/srv/dangzhi',
        CLICKHOUSE_URL: 'http://clickhouse:8123/dangzhi',
        DATABASE_URL: 'postgres://dangzhi@db/dangzhi',
        DEMO: 'off',
        TRUST_PROXY: 'on',
        ALLOWED_HOSTS: 'dangzhi.example,archive.example',
        SOURCE_HOSTS: '10.20.0.5:8080',
        API_CALLS_PER_MINUTE: '0',
        SIGN_INS_PER_MINUTE: '30',
        EVIDENCE_MIB_PER_PERSON: '100',
        EVIDENCE_MIB: '0',
        REQUEST_SECONDS: '30',
        MAX_CONNECTIONS: '500',
        KEEP_FREE_MIB: '2048',
        METRICS: 'loopback',
        LOG_LEVEL: 'debug',
      }),
    ).toEqual({
      host: '0.0.0.0',
      port: 8080,
      dataDir: '/srv/dangzhi',
      clickhouseUrl: 'http://clickhouse:8123/dangzhi',
      databaseUrl: 'postgres://dangzhi@db/dangzhi',
      demo: false,
      trustProxy: true,
      allowedHosts: ['dangzhi.example', 'archive.example'],
      sourceHosts: [{ host: '10.20.0.5', port: 8080 }],
      apiCallsPerMinute: 0,
      signInsPerMinute: 30,
      evidenceMibPerPerson: 100,
      evidenceMib: 0,
      requestSeconds: 30,
      maxConnections: 500,
      keepFreeMib: 2048,
      metrics: 'loopback',
      singleSignOn: null,
      backup: null,
      logLevel: 'debug',
    });
  });

  it.each([
    ['PORT', 'web', 'PORT=web must be a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT=65536 must be a whole number from 0 to 65535.'],
    ['PORT', '-1', 'PORT=-1 must be a whole number from 0 to 65535.'],
    ['PORT', '80.5', 'PORT=80.5 must be a whole number from 0 to 65535.'],
    ['DEMO', 'yes', 'DEMO=yes must be on or off.'],
    [
      'ALLOWED_HOSTS',
      'https://a.example',
      'ALLOWED_HOSTS=https://a.example must be names without ports, e.g. dangzhi.xinchang.gov.cn,archive.example.',
    ],
    ['DEMO_PUBLIC', 'yes', 'DEMO_PUBLIC=yes must be on or off.'],
    ['REQUEST_SECONDS', '0', 'REQUEST_SECONDS=0 must be a whole number from 1 to 3600.'],
    ['KEEP_FREE_MIB', '1GB', 'KEEP_FREE_MIB=1GB must be a whole number, 0 for no floor.'],
    ['MAX_CONNECTIONS', 'all', 'MAX_CONNECTIONS=all must be a whole number from 1 to 100000.'],
    ['TRUST_PROXY', '1', 'TRUST_PROXY=1 must be on or off.'],
    ['API_CALLS_PER_MINUTE', 'many', 'API_CALLS_PER_MINUTE=many must be a whole number, 0 for no limit.'],
    [
      'SOURCE_HOSTS',
      'http://irs',
      'SOURCE_HOSTS=http://irs must be hosts with their ports, e.g. irs.zj.gov.cn,10.20.0.5:8080.',
    ],
    ['OIDC_ISSUER', 'https://id', /PUBLIC_URL must be set too/],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL=loud must be silent, fatal, error, warn, info, debug or trace.'],
    ['CLICKHOUSE_URL', 'clickhouse:8123', 'CLICKHOUSE_URL must be an address that begins with http:// or https://.'],
    ['DATABASE_URL', 'mysql://db', 'DATABASE_URL must be an address that begins with postgres:// or postgresql://.'],
  ])('%s=%s is refused by its name', (variable, text, sentence) => {
    const wanted = typeof sentence === 'string' ? new ConfigError(sentence) : sentence;
    expect(() => readSettings({ [variable]: text })).toThrow(wanted);
  });

  it.each(['0.0.0.0', '::', '10.20.0.5', '127.example', 'dangzhi.local'])(
    'a demo at %s, where other machines reach it, wants a second word',
    (HOST) => {
      const sentence =
        `HOST=${HOST} would let other machines sign in to the demo, whose admin has a printed password; ` +
        'set DEMO=off, or DEMO_PUBLIC=on to show the demo to them all the same.';
      for (const DEMO of ['', 'on']) expect(() => readSettings({ HOST, DEMO })).toThrow(new ConfigError(sentence));
      expect(readSettings({ HOST, DEMO_PUBLIC: 'on' })).toMatchObject({ host: HOST, demo: true });
      expect(readSettings({ HOST, DEMO: 'off' })).toMatchObject({ host: HOST, demo: false });
    },
  );

  it.each(['127.0.0.1', '127.8.0.1', '::1', 'localhost'])('a demo at %s needs none', (HOST) => {
    expect(readSettings({ HOST }).host).toBe(HOST);
  });

  it('names every fault at once', () => {
    expect(() => readSettings({ PORT: 'web', DEMO: 'yes' })).toThrow(/^PORT=web .*; DEMO=yes /);
  });

  it('does not repeat the password of an address that does not fit', () => {
    const faulty = { DATABASE_URL: 'mysql://root:hunter2@db/x', CLICKHOUSE_URL: 'tcp://default:hunter2@ch:9000' };
    expect(() => readSettings(faulty)).toThrow(/CLICKHOUSE_URL .*DATABASE_URL /);
    expect(() => readSettings(faulty)).not.toThrow(/hunter2/);
  });
});
