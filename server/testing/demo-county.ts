import { simulatedSources } from '@dangzhi/seed';
import type { SourceDeclaration } from '@dangzhi/metrics';
import { loadFirstData } from '../src/runtime/first-data.ts';
import { declareAt, PLATFORM_TOKEN, startPlatform, type TestPlatform } from './platform.ts';
import { declareSources } from '../src/intake/sources/queries.ts';
import { storeTemplate, type StorePlace } from './store-template.ts';
import { startTestService, type TestService } from './service.ts';

/** The month the articles' figures stand at. */
export const PUBLISHED_MONTH = '2022-12';

const PLATFORM_CLOCK = new Date('2023-02-20T07:00:00+08:00');
const SECRETS = Object.fromEntries(
  simulatedSources('http://127.0.0.1').map(({ auth }) => [auth.tokenName, PLATFORM_TOKEN]),
);

/** The whole demo county to the end of 2022, every system pulled, scored as on 20 February 2023. */
export interface DemoCounty extends TestService {
  readonly platform: TestPlatform;
  readonly erms: SourceDeclaration;
}

export async function startDemoCounty(): Promise<DemoCounty> {
  const template = await storeTemplate('demo', fillDemo);
  const platform = await startPlatform(PUBLISHED_MONTH, new Date('2023-02-20T09:00:00+08:00'));
  const service = await startTestService('2023-02-20T10:00:00+08:00', SECRETS, template);
  await declareSources(service.test.stores.postgres, simulatedSources(platform.address));
  const erms = await declareAt(service.test.stores, platform, { code: 'erms', pageSize: 1000 });
  return {
    ...service,
    platform,
    erms,
    close: async () => {
      await service.close();
      await platform.close();
    },
  };
}

/** Some hours earlier, so that to a test that goes on from it everything was recorded before. */
async function fillDemo(place: StorePlace): Promise<void> {
  const platform = await startPlatform(PUBLISHED_MONTH, PLATFORM_CLOCK);
  const service = await startTestService('2023-02-20T08:00:00+08:00', SECRETS, undefined, place);
  const { stores } = service.test;
  await loadFirstData(stores, PUBLISHED_MONTH, service.runtime.now());
  const declarations = simulatedSources(platform.address);
  await declareSources(stores.postgres, declarations);
  await service.runtime.puller.pullAll(declarations, () => undefined);
  await service.runtime.scorer.request(null);
  await service.closeKeeping();
  await platform.close();
}
