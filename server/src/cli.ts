import { defineCommand, runMain } from 'citty';
import { readArguments } from './commands/arguments.ts';

const main = defineCommand({
  meta: { name: 'dangzhi', description: '档治: archive-work index and governance cockpit' },
  subCommands: {
    backup: () => import('./commands/backup.ts').then(({ backup }) => backup),
    clock: () => import('./commands/clock.ts').then(({ clock }) => clock),
    doctor: () => import('./commands/doctor.ts').then(({ doctor }) => doctor),
    serve: async () => {
      const { keepCompiled } = await import('./commands/keep-compiled.ts');
      keepCompiled(process.env);
      return (await import('./commands/serve.ts')).serve;
    },
    move: () => import('./commands/move.ts').then(({ move }) => move),
    pending: () => import('./commands/pending.ts').then(({ pending }) => pending),
    pull: () => import('./commands/pull.ts').then(({ pull }) => pull),
    report: () => import('./commands/report.ts').then(({ report }) => report),
    restore: () => import('./commands/restore.ts').then(({ restore }) => restore),
    scheme: () => import('./commands/scheme.ts').then(({ scheme }) => scheme),
    score: () => import('./commands/score.ts').then(({ score }) => score),
    simulate: () => import('./commands/simulate.ts').then(({ simulate }) => simulate),
    user: () => import('./commands/user.ts').then(({ user }) => user),
    version: () => import('./commands/version.ts').then(({ version }) => version),
  },
});

const given = readArguments(process.argv.slice(2));
// As every program is asked for its version.
await runMain(main, { rawArgs: given[0] === '--version' ? ['version', ...given.slice(1)] : given });
