import { loadFirstData } from './first-data.ts';
import { declareAt, PLATFORM_TOKEN, startPlatform, TOKEN_NAME, type TestPlatform } from './sources/platform.fixture.ts';
import { startTestService, type TestService } from './test-runtime.ts';
import type { SourceDeclaration } from '@dangzhi/metrics';

/** The month the articles' figures stand at. */
export const PUBLISHED_MONTH = '2022-12';

/** The whole demo county to the end of 2022, pulled and scored as on 20 February 2023. */
export interface DemoCounty extends TestService {
  readonly platform: TestPlatform;
  readonly erms: SourceDeclaration;
}

export async function startDemoCounty(): Promise<DemoCounty> {
  const platform = await startPlatform(PUBLISHED_MONTH, new Date('2023-02-20T09:00:00+08:00'));
  const service = await startTestService('2023-02-20T10:00:00+08:00', { [TOKEN_NAME]: PLATFORM_TOKEN });
  const { stores } = service.test;
  await loadFirstData(stores, PUBLISHED_MONTH, service.runtime.now());
  const erms = await declareAt(stores, platform, { code: 'erms', pageSize: 1000 });
  await service.runtime.puller.pull(erms);
  await service.runtime.scorer.request(null);
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
