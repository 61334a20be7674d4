import { lastFinishedMonth } from '@dangzhi/metrics';
import { defineCommand } from 'citty';
import { startSimulation } from '../intake/sources/simulation.ts';

export const simulate = defineCommand({
  meta: { name: 'simulate', description: 'Run the simulated upstream systems alone; ends on SIGINT and SIGTERM' },
  args: { json: { type: 'boolean', default: false, description: 'Print address and tokens as JSON' } },
  run: async ({ args: { json } }) => {
    const until = lastFinishedMonth(new Date());
    const simulation = await startSimulation(until);
    const { address, tokens } = simulation;
    const lines = [address, ...Object.entries(tokens).map(([name, value]) => `${name}=${value}`)];
    const line = json ? JSON.stringify({ address, ...tokens }) : lines.join('\n');
    process.stdout.write(`${line}\n`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await simulation.stop();
  },
});
