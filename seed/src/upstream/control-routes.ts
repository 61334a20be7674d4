import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { toShanghaiIso } from '../demo/time/calendar.ts';
import { FaultsSchema, NO_FAULTS } from './faults.ts';
import type { RunningSystem } from './running-system.ts';
import type { SimulatedSystem } from './systems/system.ts';
import { valueAt } from './writing/fields.ts';
import { writeNumber } from './writing/number.ts';
import { figureFields } from './writing/record.ts';

const ChangeSchema = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]));

/** Switches for whoever shows or tests the simulation; no real system has them. */
export function controlRoutes(app: FastifyInstance, running: RunningSystem): void {
  const { prefix, declaration, failure } = running.system;
  app.get(`${prefix}/_control/faults`, () => running.faults);

  app.put<{ Body: Static<typeof FaultsSchema> }>(
    `${prefix}/_control/faults`,
    { schema: { body: FaultsSchema } },
    ({ body }) => {
      running.faults = { ...NO_FAULTS, ...body };
      return running.faults;
    },
  );

  // The record is named by its own fields, and what else is given are its new figures.
  app.post<{ Body: Static<typeof ChangeSchema> }>(
    `${prefix}/_control/records`,
    { schema: { body: ChangeSchema } },
    ({ body }, reply) => {
      const figures = figureFields(declaration.mapping);
      const changes = Object.fromEntries(Object.entries(body).filter(([field]) => figures.includes(field)));
      const names = Object.entries(body).filter(([field]) => !figures.includes(field));
      const now = toShanghaiIso(running.now());
      const found = running
        .ledger()
        .find((record) => names.every(([field, value]) => valueAt(record, field) === value), now);
      const fail = (status: number, message: string) => reply.code(status).send(failure(status, message).body);
      if (found === null || names.length === 0) return fail(404, '无此记录');
      const areFigures = Object.entries(changes).every(([field, value]) => isFigure(field, value, running.system));
      if (!areFigures) return fail(400, '数值无效');
      running.ledger().change(found, changes, now);
      return found.record;
    },
  );
}

/** Nothing, or of the type the system writes that figure in. */
function isFigure(field: string, value: unknown, { declaration, nothing, numbersAs }: SimulatedSystem): boolean {
  const { values } = declaration.mapping;
  const place = values.kind === 'wide' ? values.fields.find((one) => one.field === field) : undefined;
  return value === nothing || typeof value === typeof writeNumber('1', place ?? {}, numbersAs);
}
