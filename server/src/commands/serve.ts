import { defineCommand } from 'citty';
import { DEMO_PASSWORD, demoAccountList } from '../accounts/demo-accounts.ts';
import { buildApp } from '../api/app.ts';
import { ConfigError } from '../base/config.ts';
import { giveBackWhenIdle } from '../base/idle-memory.ts';
import { readSettings } from '../runtime/settings.ts';
import { CallRefused, UserError } from '../base/errors.ts';
import { asListenSentence, checkAddress } from '../base/listen-address.ts';
import { outliveReaders } from '../base/outlive-readers.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { startRuntime } from '../runtime/start.ts';
import { MigrationError } from '../stores/migrate.ts';
import { LONGEST_STOP_MS } from './longest-stop.ts';
import { unsafeWords } from '../stores/unsafe-settings.ts';

export const serve = defineCommand({
  meta: { name: 'serve', description: 'Open the stores, pull, score and serve; ends on SIGINT and SIGTERM' },
  run: async () => {
    try {
      await serveUntilStopped();
    } catch (error) {
      if (error instanceof Stopped) return;
      // What a store has begun that could not start, on a full disk say, must not keep the process.
      process.stderr.write(`${sentenceFor(error)}\n`, () => process.exit(1));
    }
  },
});

const STEPS: Readonly<Record<string, string>> = {
  wait: '等待另一进程完成准备  Waiting for another process to prepare the stores',
  stores: '打开数据库并迁移  Opening and migrating the stores',
  drop: '清除磁盘写满时未写完的文件  Removing files that a full disk left half-written',
  migrate: '迁移  Migrating',
  check: '核对数据  Checking what is stored',
  mend: '按历史重建  Making anew from history',
  seed: '载入县情与已发布数据  Loading the county and its published figures',
  pull: '采集  Pulling from',
  score: '测算  Scoring',
};

async function serveUntilStopped(): Promise<void> {
  outliveReaders();
  const config = readSettings(process.env);
  // Asked before the stores are opened, so that a taken port is told at once and not after a minute of work.
  await checkAddress(config);
  const stop = listenForStop();
  const began = performance.now();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  let said = '';
  const runtime = await startRuntime(config, {
    onStep: (step) => {
      if (stop.isWanted()) throw new Stopped();
      // Waiting is told again and again.
      if (step === said) return;
      said = step;
      const [name = '', ...rest] = step.split(' ');
      say(`  · ${[STEPS[name] ?? name, ...rest].join(' ')}`);
    },
    onFailure: (message) => void process.stderr.write(`  ! ${message}\n`),
    onFinding: ({ found, mend }) => {
      process.stderr.write(
        `  ! ${[found.zh, mend?.zh ?? ''].join('')}\n  ! ${[found.en, mend?.en ?? ''].join(' ').trim()}\n`,
      );
    },
    onUnsafe: (settings) => {
      const { found, mend } = unsafeWords(settings);
      process.stderr.write(`  ! ${found.zh}。${mend.zh}\n  ! ${capitalised(found.en)}. ${mend.en}\n`);
    },
  });
  giveBackWhenIdle();
  const app = await listen(runtime);
  const address = app.listeningOrigin;
  say(`\n  档治 Dangzhi  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  say(`  大屏 wall       ${address}/wall`);
  say(`  排行 ranking    ${address}/ranking`);
  say(`  工作台 workbench ${address}/workbench`);
  say(`  接口 API        ${address}/api/v1/docs`);
  if (config.demo) {
    say(
      `  演示账号 demo accounts: ${demoAccountList()
        .map(({ login }) => login)
        .join(' ')}`,
    );
    say(`  演示口令 their password: ${DEMO_PASSWORD}`);
    say('  演示数据，非真实评价  Demo data, not a real evaluation (DEMO=off shows published figures only)');
  }
  if (runtime.setUpToken !== null)
    say(`  首个管理员（链接仅可用一次） the first admin, once: ${address}/set-up#${runtime.setUpToken}`);
  say('  Ctrl-C 结束  to stop\n');
  await stop.wanted;
  say('  停止中  Stopping');
  const overdue = setTimeout(() => {
    process.stderr.write(`  ! 停止超过 ${LONGEST_STOP_MS / 1000} 秒，已强制结束；已确认的内容都在磁盘上\n`);
    process.stderr.write(
      `  ! Not stopped after ${LONGEST_STOP_MS / 1000} s: ended all the same. What was acknowledged is on the disk\n`,
    );
    process.exit(1);
  }, LONGEST_STOP_MS);
  // Pulls end first: a call may wait for one.
  const stopped = runtime.stopWork();
  await app.close();
  await stopped;
  await runtime.close();
  clearTimeout(overdue);
  say('  已停止  Stopped.');
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Somebody asked to end during the start: what was opened is closed, and that is not a failure. */
class Stopped extends Error {}

/** A second signal, if it is not the echo of the first, ends at once, whatever is under way. */
const ECHO_MS = 1000;

function listenForStop(): { readonly wanted: Promise<void>; isWanted(): boolean } {
  const { promise: wanted, resolve } = Promise.withResolvers<void>();
  let firstAt: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (firstAt !== null && performance.now() - firstAt > ECHO_MS) process.exit(130);
      firstAt ??= performance.now();
      resolve();
    });
  }
  return { wanted, isWanted: () => firstAt !== null };
}

async function listen(runtime: Runtime) {
  try {
    const app = await buildApp(runtime);
    await app.listen({ host: runtime.config.host, port: runtime.config.port });
    return app;
  } catch (error) {
    await runtime.close();
    throw asListenSentence(error, runtime.config);
  }
}

/** People get a sentence, programmers the stack. */
function sentenceFor(error: unknown): string {
  const isSentence = [UserError, ConfigError, MigrationError, CallRefused].some((kind) => error instanceof kind);
  if (isSentence && error instanceof Error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
