/** Cookies of those who ask a wall: two accounts of different scope, and a display. */
export async function wallAskers(address: string): Promise<string[]> {
  const [leader, auditor, admin] = await Promise.all(
    ['leader', 'auditor', 'admin'].map((role) => signIn(address, role)),
  );
  const { token } = await post<{ token: string }>(
    address,
    'displays',
    { name: 'bench', screens: ['overview'], reason: 'bench' },
    admin,
  ).then(({ body }) => body);
  const display = await post(address, 'display-session', { token });
  return [leader, auditor, display.cookie].flatMap((cookie) => cookie ?? []);
}

/** The session cookie of the demo account of a role. */
export async function signIn(address: string, role: string): Promise<string> {
  const session = (await (await fetch(`${address}/api/v1/session`)).json()) as { demoPassword: string };
  const { cookie } = await post(address, 'session', { login: role, password: session.demoPassword });
  return cookie;
}

async function post<Body>(
  address: string,
  path: string,
  body: object,
  cookie = '',
): Promise<{ cookie: string; body: Body }> {
  const answer = await fetch(`${address}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address, cookie },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const set = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  return { cookie: set.at(-1) ?? '', body: (await answer.json()) as Body };
}
