import { ClockViewSchema } from '../schemas/clock.ts';
import { JustReasonSchema } from '../schemas/people.ts';
import type { RouteTable } from './route.ts';

/** Whether anything may be stored under the clock of the server. */
export const clockRoutes = {
  'GET /clock': {
    summary: 'Whether the server’s clock goes with the latest record',
    right: 'clock.read',
    answers: { 200: ClockViewSchema },
    refuses: [],
    example: {
      answer: { state: 'behind', now: '2022-12-01T00:20:00.000Z', against: '2024-01-05T00:20:00.000Z' },
    },
  },
  'POST /clock/decision': {
    summary: 'Decide that the clock is right as it is: figures are stored again',
    right: 'clock.decide',
    body: JustReasonSchema,
    answers: { 200: ClockViewSchema },
    refuses: ['clock.sound'],
    example: {
      body: { reason: '时钟曾误设为 2024 年，现已校准' },
      answer: { state: 'sound', now: '2022-12-01T00:20:30.000Z', against: null },
    },
  },
} as const satisfies RouteTable;
