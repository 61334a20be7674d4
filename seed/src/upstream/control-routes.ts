import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { toShanghaiIso } from '../demo/calendar.ts';
import type { Platform } from './platform.ts';
import { FaultsSchema, NO_FAULTS } from './faults.ts';

const Count = Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]));

/** Which record, by its id or by unit name and month, and its new numbers; what is left out stays. */
const ChangeSchema = Type.Object(
  {
    jlid: Type.Optional(Type.String()),
    dwmc: Type.Optional(Type.String()),
    tjyf: Type.Optional(Type.String()),
    yjgds: Count,
    zsgds: Count,
    yjs: Count,
    sjs: Count,
    jcs: Count,
    tgs: Count,
    zxzt: Count,
  },
  { additionalProperties: false },
);
type Change = Static<typeof ChangeSchema>;

/** Switches for whoever shows or tests the simulation; no real platform has them. */
export function controlRoutes(app: FastifyInstance, platform: Platform): void {
  app.get('/_control/faults', () => platform.faults);

  app.put<{ Body: Static<typeof FaultsSchema> }>('/_control/faults', { schema: { body: FaultsSchema } }, ({ body }) => {
    platform.faults = { ...NO_FAULTS, ...body };
    return platform.faults;
  });

  app.post<{ Body: Change }>('/_control/records', { schema: { body: ChangeSchema } }, ({ body }, reply) => {
    const { jlid, dwmc, tjyf, ...numbers } = body;
    const found = platform.ledger.find((record) =>
      jlid === undefined ? record.dwmc === dwmc && record.tjyf === tjyf : record.jlid === jlid,
    );
    if (found === null) return reply.code(404).send({ dm: 404, xx: '无此记录' });
    const changed = { ...found, ...numbers, gxsj: toShanghaiIso(platform.now()) };
    platform.ledger.replace(changed);
    return changed;
  });
}
