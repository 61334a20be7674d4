import { backupRoutes as routes } from '@dangzhi/metrics/contract';
import type { FastifyPluginAsync } from 'fastify';
import { refuse } from '../../base/errors.ts';
import { actorOf, callerOf } from '../../rights/caller.ts';
import { serveRoutes } from '../../rights/serve-routes.ts';
import type { Backups } from './backups.ts';

/** Backups of this server: those that are kept, and one made now. */
export const backupRoutes =
  ({ backups }: { readonly backups: Backups }): FastifyPluginAsync =>
  async (app) => {
    serveRoutes(app, routes, {
      'GET /backups': { answer: async () => backups.status() },
      'POST /backups': {
        answer: async (request) => {
          const { folder, keyFile, trial } = request.body;
          // Whoever may write anywhere the server may is at the machine itself.
          if ((folder !== null || keyFile !== null) && callerOf(request).kind !== 'operator')
            throw refuse('backup.folder-of-operator');
          await backups.start(actorOf(request), folder === null ? null : { folder, keyFile, trial });
          return backups.status();
        },
      },
      'DELETE /backups/current': {
        answer: async (request) => {
          if (!(await backups.cancel(actorOf(request)))) throw refuse('backup.none');
          return null;
        },
      },
    });
  };
