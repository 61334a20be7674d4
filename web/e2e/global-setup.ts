import type { FullConfig } from '@playwright/test';
import { storeSignIn } from './sign-in.ts';

/** Every test begins as somebody who may see everything there is of scores; who needs another role signs in itself. */
export default async function signInOnce({ projects: [project] }: FullConfig): Promise<void> {
  const { baseURL, storageState } = project?.use ?? {};
  if (baseURL === undefined || typeof storageState !== 'string') throw new Error('nowhere to sign in, or to keep it');
  await storeSignIn(baseURL, 'approver', storageState);
}
