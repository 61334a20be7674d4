import { expect, it } from 'vitest';
import { describeRequest } from './request-log.ts';

const of = (url: string) => describeRequest({ method: 'GET', url, ip: '10.1.2.3' }).url;

it('keeps the address of a call, and neither code nor state of a sign-in', () => {
  expect(of('/api/v1/rankings?scheme=XC-COUNTY')).toBe('/api/v1/rankings?scheme=XC-COUNTY');
  expect(of('/api/v1/sign-in/oidc/callback?code=secret&state=secret')).toBe('/api/v1/sign-in/oidc/callback');
  expect(of('/wall')).toBe('/wall');
});
