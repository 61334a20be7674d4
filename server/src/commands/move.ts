import path from 'node:path';
import { defineCommand } from 'citty';
import { parseConfig } from '../base/config.ts';
import { readProduct } from '../ops/about/product.ts';
import { moveStores } from '../ops/backup/move.ts';
import { PROGRAM_ROOT } from '../ops/doctor/package.ts';
import { readSettings } from '../runtime/settings.ts';
import { createProgressLine } from './backup-words.ts';
import { operatorHere } from './operator.ts';
import { orSentence } from './server-api.ts';

export const move = defineCommand({
  meta: {
    name: 'move',
    description: 'Move everything to other stores, embedded or served, while no server runs; run again, it goes on',
  },
  args: {
    to: { type: 'positional', required: true, description: 'Data directory of the new place; empty, or not there yet' },
    'clickhouse-url': {
      type: 'string',
      description: 'New ClickHouse, an empty database of a server; embedded without',
    },
    'database-url': { type: 'string', description: 'New PostgreSQL, an empty database of a server; embedded without' },
    'evidence-folder': {
      type: 'string',
      description: 'Folder of evidence of the new place; in its data directory without',
    },
    json: { type: 'boolean', default: false, description: 'Print what was moved as JSON' },
  },
  run: ({ args }) =>
    orSentence(async () => {
      const from = readSettings(process.env);
      // Checked as the settings of a server are.
      const to = parseConfig({
        DATA_DIR: args.to,
        CLICKHOUSE_URL: args['clickhouse-url'],
        DATABASE_URL: args['database-url'],
        EVIDENCE_FOLDER: args['evidence-folder'],
      });
      const line = createProgressLine(process.stderr);
      const compared = await moveStores({
        from,
        to,
        program: readProduct(PROGRAM_ROOT),
        actor: operatorHere(),
        now: () => new Date(),
        tell: line.tell,
      }).finally(() => line.end());
      if (args.json) {
        process.stdout.write(`${JSON.stringify({ to: to.dataDir, compared })}\n`);
        return;
      }
      const { tables, batches, runs, evidence } = compared;
      const urls = [
        ...(to.clickhouseUrl === undefined ? [] : ['CLICKHOUSE_URL']),
        ...(to.databaseUrl === undefined ? [] : ['DATABASE_URL']),
      ];
      process.stdout.write(
        [
          `Moved and compared: ${tables} tables, ${batches} batches, ${runs} results, ${evidence} files, all the same.`,
          `Start the server with DATA_DIR=${to.dataDir}${urls.map((name) => ` and that ${name}`).join('')}; everybody signs in again.`,
          `${path.resolve(from.dataDir)} is as it was and marked as moved; remove it when you no longer want it.`,
        ].join('\n') + '\n',
      );
    }),
});
