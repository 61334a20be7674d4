import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openTemplateCache } from './template-cache.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A directory that lives as long as the test run, for what its files share. */
    runDirectory: string;
    /** Where stores that were filled once are kept. */
    templateCache: string;
  }
}

/** Vitest's global setup of every project that opens stores. */
export default async function provideRunDirectory(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'dangzhi-run-'));
  project.provide('runDirectory', directory);
  project.provide('templateCache', openTemplateCache());
  return () => rm(directory, { recursive: true, force: true });
}
