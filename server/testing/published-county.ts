import { loadFirstData } from '../src/runtime/first-data.ts';
import { startTestService, type TestService } from './service.ts';
import { storeTemplate, type StorePlace } from './store-template.ts';

/**
 * A county without a demo as it starts: its documents and the published figures, scored as on 20 February 2023.
 *
 * @param instant of that day, from 7 o'clock on
 * @param env settings that are not the usual ones
 */
export async function startPublishedCounty(
  instant = '2023-02-20T08:00:00+08:00',
  env: Readonly<Record<string, string>> = {},
): Promise<TestService> {
  return startTestService(instant, {}, await publishedTemplate(), undefined, env);
}

/** Its closed stores, to begin as a copy of. */
export const publishedTemplate = (): Promise<StorePlace> => storeTemplate('published', fillPublished);

async function fillPublished(place: StorePlace): Promise<void> {
  const service = await startTestService('2023-02-20T06:00:00+08:00', {}, undefined, place);
  await loadFirstData(service.test.stores, null, service.runtime.now());
  await service.runtime.scorer.request(null);
  await service.closeKeeping();
}
