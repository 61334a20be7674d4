import { defineCommand } from 'citty';
import { buildApp } from '../app.ts';
import { ConfigError, parseConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { startRuntime, type Runtime } from '../runtime.ts';
import { MigrationError } from '../stores/migrate.ts';

export const serve = defineCommand({
  meta: { name: 'serve', description: 'Open the stores, pull, score and serve; ends on SIGINT and SIGTERM' },
  run: async () => {
    try {
      await serveUntilStopped();
    } catch (error) {
      process.stderr.write(`${sentenceFor(error)}\n`);
      process.exitCode = 1;
    }
  },
});

const STEPS: Readonly<Record<string, string>> = {
  stores: '打开数据库并迁移  Opening and migrating the stores',
  seed: '载入县情与已发布数据  Loading the county and its published figures',
  pull: '采集  Pulling from',
  score: '测算  Scoring',
};

async function serveUntilStopped(): Promise<void> {
  const config = parseConfig(process.env);
  const stopped = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
  const began = performance.now();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const runtime = await startRuntime(config, {
    onStep: (step) => {
      const [name = '', ...rest] = step.split(' ');
      say(`  · ${[STEPS[name] ?? name, ...rest].join(' ')}`);
    },
    onFailure: (message) => void process.stderr.write(`  ! ${message}\n`),
  });
  const app = await listen(runtime);
  const address = app.listeningOrigin;
  say(`\n  档治 Dangzhi  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  say(`  大屏 wall       ${address}/wall`);
  say(`  排行 ranking    ${address}/ranking`);
  say(`  工作台 workbench ${address}/workbench`);
  say(`  接口 API        ${address}/api/v1/docs`);
  if (config.demo)
    say('  演示数据，非真实评价  Demo data, not a real evaluation (DEMO=off shows published figures only)');
  say('  Ctrl-C 结束  to stop\n');
  await stopped;
  // A second signal ends at once, whatever is under way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  await app.close();
  await runtime.close();
  say('  已停止  Stopped.');
}

async function listen(runtime: Runtime) {
  const { host, port } = runtime.config;
  try {
    const app = await buildApp(runtime);
    await app.listen({ host, port });
    return app;
  } catch (error) {
    await runtime.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UserError(`Port ${port} on ${host} is taken by another program; set PORT to a free one.`);
    if (code === 'EACCES') throw new UserError(`No permission to listen on port ${port}; set PORT to one above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new UserError(`HOST ${host} is not an address of this machine.`);
    throw error;
  }
}

/** People get a sentence, programmers the stack. */
function sentenceFor(error: unknown): string {
  if (error instanceof UserError || error instanceof ConfigError || error instanceof MigrationError)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
