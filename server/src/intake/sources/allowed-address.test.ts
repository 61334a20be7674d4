import { describe, expect, it } from 'vitest';
import { PassingFailure } from './failures.ts';
import { createMayCall, hostOf, isAllowed, isInside, readAllowedHosts } from './allowed-address.ts';

const hosts = (text: string) => readAllowedHosts(text) ?? expect.unreachable();
const call = (address: string, list: string, resolved: readonly string[] = ['10.1.2.3']) =>
  createMayCall(
    (url) => isAllowed(url, hosts(list)),
    async () => resolved,
  )(new URL(address)).then(
    () => 'called',
    (error: Error) => error.message,
  );

describe('SOURCE_HOSTS', () => {
  it('is a list of hosts, with a port where it is not the usual one', () => {
    expect(readAllowedHosts(' IRS.zj.gov.cn ,10.20.0.5:8080,, *.xinchang.gov.cn,[fd00::5]:8443 ')).toEqual([
      { host: 'irs.zj.gov.cn', port: null },
      { host: '10.20.0.5', port: 8080 },
      { host: '*.xinchang.gov.cn', port: null },
      { host: 'fd00::5', port: 8443 },
    ]);
    expect(readAllowedHosts('')).toEqual([]);
  });

  it.each([
    ['[FD00:0:0::5]', 'fd00::5'],
    ['[::ffff:10.20.0.5]', '::ffff:a14:5'],
    ['012.0x14.5', '10.20.0.5'],
    ['IRS.ZJ.GOV.CN', 'irs.zj.gov.cn'],
  ])('%s is read as %s, as the address of a source is', (text, host) =>
    expect(readAllowedHosts(text)).toEqual([{ host, port: null }]),
  );

  it.each([
    'http://irs.zj.gov.cn',
    'irs.zj.gov.cn/path',
    '*',
    '*.',
    'a b',
    'a:99999',
    'user@host',
    '[::1',
    '10.0.0.0/8',
    '*.0.0.1',
    '10.20.0.500',
    '[:::1]',
    'fd00::5',
  ])('%s is no host', (text) => expect(readAllowedHosts(text)).toBeNull());
});

describe('a call', () => {
  it.each([
    ['http://irs.zj.gov.cn/x', 'irs.zj.gov.cn'],
    ['https://IRS.ZJ.GOV.CN/x', 'irs.zj.gov.cn'],
    ['https://irs.zj.gov.cn./x', 'irs.zj.gov.cn'],
    ['http://10.20.0.5:8080/x', '10.20.0.5:8080'],
    ['http://a.b.gov.cn/', '*.gov.cn'],
    ['http://[fd00::5]:8443/', '[fd00::5]:8443'],
    // Listed itself, an address inside is meant.
    ['http://127.0.0.1:9000/', '127.0.0.1:9000'],
    ['http://0x7f.1:9000/', '127.0.0.1:9000'],
  ])('to %s is made where %s is listed', async (address, list) => {
    expect(await call(address, list)).toBe('called');
  });

  it.each([
    ['http://irs.zj.gov.cn:8080/', 'irs.zj.gov.cn'],
    ['http://evil.example/', 'irs.zj.gov.cn'],
    ['http://irs.zj.gov.cn.evil.example/', 'irs.zj.gov.cn'],
    ['http://xgov.cn/', '*.gov.cn'],
    ['http://gov.cn/', '*.gov.cn'],
    ['http://10.20.0.5/', '*.gov.cn'],
    ['https://irs.zj.gov.cn/', 'irs.zj.gov.cn:80'],
    ['http://10.20.0.5:8081/', '10.20.0.5:8080'],
    ['http://0177.0.0.1/', 'localhost'],
    ['http://127.1/', 'localhost'],
    ['http://[::1]/', 'localhost'],
    ['http://169.254.169.254/latest/meta-data', 'irs.zj.gov.cn'],
    ['http://127.0.0.1/', 'localhost'],
    ['http://2130706433/', 'localhost'],
    ['http://[::ffff:127.0.0.1]/', '10.0.0.1'],
  ])('to %s is not made where %s is listed, and says how it would be', async (address, list) => {
    expect(await call(address, list)).toMatch(/is not in SOURCE_HOSTS; add it/);
  });

  it.each([
    '127.0.0.1',
    '169.254.169.254',
    '::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '100.100.100.200',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::7f00:1',
    'fe80::1%eth0',
    'ff02::1',
    'fd00:ec2::254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::a01:203',
    '64:ff9b::192.168.1.1',
    '64:ff9b::ac1f:1',
    '64:ff9b::100.64.0.1',
    '64:ff9b:1::a01:203',
    '2002:7f00:1::1',
    '2002:a01:203::1',
    '2002:808:808::1',
    '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '::ffff:10.0.0.1',
    '::ffff:172.31.0.1',
    '::ffff:c0a8:101',
    '::ffff:100.64.0.1',
  ])('to a listed name that leads to %s is not made', async (inside) => {
    expect(await call('http://irs.zj.gov.cn/', 'irs.zj.gov.cn', ['10.1.2.3', inside])).toContain('inside');
  });

  it.each([
    '10.1.2.3',
    '192.168.1.1',
    '172.16.0.1',
    '8.8.8.8',
    'fd12::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2001:db8::1',
  ])('%s is a place like any other: county systems lie in such nets', (address) =>
    expect(isInside(address)).toBe(false),
  );

  it('by another way than http, or with a password in its address, is not made, and the password not repeated', async () => {
    expect(await call('file:///etc/passwd', 'x')).toMatch(/only http and https/);
    const said = await call('http://user:secret@irs.zj.gov.cn/', 'irs.zj.gov.cn');
    expect(said).toMatch(/not called/);
    expect(said).not.toContain('secret');
  });

  it('to a listed name that leads inside is made where that address is listed too, with its port', async () => {
    const to = (list: string) => call('http://records.local:8080/', list, ['127.0.0.1', '::1']);
    expect(await to('records.local:8080,127.0.0.1:8080,[::1]:8080')).toBe('called');
    expect(await to('records.local:8080,127.0.0.1:8080')).toContain('leads to ::1, inside');
    expect(await to('records.local:8080,127.0.0.1:80,[::1]:8080')).toContain('leads to 127.0.0.1, inside');
    expect(await to('127.0.0.1:8080,[::1]:8080')).toContain('is not in SOURCE_HOSTS');
    const linked = await call('http://a.local/', 'a.local,[fe80::1]', ['fe80::1%eth0']);
    expect(linked).toBe('called');
  });

  it('to a name nobody answers to is not made, and may be tried again', async () => {
    const mayCall = createMayCall(
      () => true,
      async () => {
        throw new Error('getaddrinfo ENOTFOUND nowhere.example');
      },
    );
    const failure = mayCall(new URL('http://nowhere.example/'));
    await expect(failure).rejects.toBeInstanceOf(PassingFailure);
    await expect(failure).rejects.toThrow('No answer from nowhere.example: getaddrinfo ENOTFOUND');
  });

  it('looks real names up', async () => {
    const refused = createMayCall(() => false);
    await expect(refused(new URL('http://localhost/'))).rejects.toThrow('localhost is not in SOURCE_HOSTS');
    const byName = createMayCall(({ hostname }) => hostname === 'localhost');
    await expect(byName(new URL('http://localhost/'))).rejects.toThrow('inside');
  });
});

it('a simulated platform is allowed by where it listens', () => {
  const own = [hostOf('http://127.0.0.1:40123')];
  expect(isAllowed(new URL('http://127.0.0.1:40123/api'), own)).toBe(true);
  expect(isAllowed(new URL('http://127.0.0.1:40124/api'), own)).toBe(false);
});
