import { loadFirstData } from '../src/runtime/first-data.ts';
import { startTestService, type TestService } from './service.ts';
import { storeTemplate, type StorePlace } from './store-template.ts';

/**
 * A county without a demo as it starts: its documents and the published figures, scored as on 20 February 2023.
 *
 * @param instant of that day, from 7 o'clock on
 */
export async function startPublishedCounty(instant = '2023-02-20T08:00:00+08:00'): Promise<TestService> {
  return startTestService(instant, {}, await storeTemplate('published', fillPublished));
}

async function fillPublished(place: StorePlace): Promise<void> {
  const service = await startTestService('2023-02-20T06:00:00+08:00', {}, undefined, place);
  await loadFirstData(service.test.stores, null, service.runtime.now());
  await service.runtime.scorer.request(null);
  await service.closeKeeping();
}
