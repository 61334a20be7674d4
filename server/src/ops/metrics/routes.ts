import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { isLoopback, type Config } from '../../base/config.ts';
import { refuse } from '../../base/errors.ts';
import type { FindCaller } from '../../rights/caller.ts';
import { needs, PUBLIC } from '../../rights/route-right.ts';
import { readProduct } from '../about/product.ts';
import { PROGRAM_ROOT } from '../doctor/package.ts';
import { createExposition, type GaugeParts } from './gauges.ts';

interface MetricsParts extends Omit<GaugeParts, 'product'> {
  readonly config: GaugeParts['config'] & Pick<Config, 'metrics' | 'trustProxy'>;
  readonly findCaller: FindCaller;
}

/**
 * Figures for a monitor: for whoever has the right to them, which the operator's token has, and with `METRICS=loopback`
 * for every program of this machine as well.
 */
export const metricsRoutes =
  (parts: MetricsParts): FastifyPluginAsync =>
  async (app) => {
    const { config, findCaller, meters } = parts;
    const exposition = createExposition({ ...parts, product: readProduct(PROGRAM_ROOT) });
    const isForThisMachine = config.metrics === 'loopback';
    app.get(
      '/metrics',
      { config: isForThisMachine ? PUBLIC : needs('metrics.read'), schema: { hide: true } },
      async (request, reply) => {
        if (isForThisMachine && !isOfThisMachine(request, config.trustProxy)) {
          const caller = await findCaller(request);
          if (caller === null) throw refuse('session.needed');
          if (caller.rights.may('metrics.read') !== 'yes') throw refuse('right.missing');
        }
        return reply
          .type(meters.registry.contentType)
          .header('cache-control', 'no-store')
          .send(await exposition());
      },
    );
  };

/**
 * A program here and neither a browser, which may call for a page of somebody else's, nor a proxy that is not set
 * as one: through it anybody would come from here.
 */
const isOfThisMachine = ({ ip, headers }: FastifyRequest, trustProxy: boolean): boolean =>
  isLoopback(ip) &&
  headers['sec-fetch-site'] === undefined &&
  (trustProxy || (headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined));
