import { rm } from 'node:fs/promises';

/** Playwright's global teardown; the server has been stopped by then. */
export default async function removeData(): Promise<void> {
  const dataDir = process.env['E2E_DATA_DIR'];
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
}
