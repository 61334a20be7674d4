import { describe, expect, it } from 'vitest';
import { parseSingleSignOn } from './settings.ts';

const WHOLE = {
  PUBLIC_URL: 'https://dangzhi.example',
  OIDC_ISSUER: 'https://id.example/realms/county',
  OIDC_CLIENT_ID: 'dangzhi',
  OIDC_CLIENT_SECRET: 'hidden',
  OIDC_ROLES: '[{"group":"heads","role":"head","unit":"XC-D29","index":null},{"group":"audit","role":"auditor"}]',
};

describe('single sign-on in the environment', () => {
  it('is off without any of its variables', () => {
    for (const env of [{}, { PUBLIC_URL: 'https://dangzhi.example' }, { OIDC_ISSUER: '', OIDC_NAME: '' }])
      expect(parseSingleSignOn(env)).toEqual({ settings: null, faults: [] });
  });

  it('is read whole, with what need not be said', () => {
    const { settings, faults } = parseSingleSignOn(WHOLE);
    expect(faults).toEqual([]);
    expect(settings).toMatchObject({
      name: '统一身份认证',
      groupsClaim: 'groups',
      roles: [
        { group: 'heads', role: 'head', unit: 'XC-D29', index: null },
        { group: 'audit', role: 'auditor', unit: null, index: null },
      ],
    });
    expect(settings!.issuer.href).toBe(WHOLE.OIDC_ISSUER);
  });

  it('names every variable that is missing', () => {
    const { settings, faults } = parseSingleSignOn({ OIDC_NAME: '浙里办' });
    expect(settings).toBeNull();
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(WHOLE));
  });

  it.each([
    ['PUBLIC_URL', 'https://dangzhi.example/path'],
    ['PUBLIC_URL', 'dangzhi.example'],
    ['PUBLIC_URL', 'https://dangzhi.example/?a=b'],
    ['OIDC_ISSUER', 'http://id.example'],
    ['OIDC_ISSUER', 'http://127.0.0.1.example'],
    ['OIDC_ISSUER', 'https://user:hidden@id.example'],
    ['OIDC_ISSUER', 'ftp://id.example'],
    ['OIDC_ROLES', 'heads'],
    ['OIDC_ROLES', '[]'],
    ['OIDC_ROLES', '[{"group":"x","role":"king"}]'],
    ['OIDC_ROLES', '[{"group":"x","role":"display"}]'],
    ['OIDC_ROLES', '[{"group":"x","role":"head"}]'],
    ['OIDC_ROLES', '[{"group":"x","role":"reporter","unit":null}]'],
    ['OIDC_ROLES', '[{"group":"x","role":"leader","units":"XC-D29"}]'],
  ])('names %s that does not fit: %s', (name, value) => {
    const { settings, faults } = parseSingleSignOn({ ...WHOLE, [name]: value });
    expect(settings).toBeNull();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must `));
    expect(faults[0]).not.toContain('hidden');
  });

  it('lets a provider on the machine itself speak plainly', () => {
    for (const issuer of ['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000'])
      expect(parseSingleSignOn({ ...WHOLE, OIDC_ISSUER: issuer }).faults).toEqual([]);
  });
});
