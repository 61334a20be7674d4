import { request, type APIRequestContext } from '@playwright/test';

/** Of the account as the server told it. */
interface Session {
  demoPassword: string;
}

/** Signs in as the demo account of a role; the context then holds its session. */
export async function signIn(context: APIRequestContext, baseURL: string, role: string): Promise<void> {
  const { demoPassword } = (await (await context.get(`${baseURL}/api/v1/session`)).json()) as Session;
  const answer = await context.post(`${baseURL}/api/v1/session`, {
    headers: { origin: baseURL },
    data: { login: role, password: demoPassword },
  });
  if (!answer.ok()) throw new Error(`signing in as ${role}: ${String(answer.status())} ${await answer.text()}`);
}

/** A file with the cookies of a role, for a page or a whole run that begins signed in. */
export async function storeSignIn(baseURL: string, role: string, file: string): Promise<void> {
  const context = await request.newContext();
  await signIn(context, baseURL, role);
  await context.storageState({ path: file });
  await context.dispose();
}
