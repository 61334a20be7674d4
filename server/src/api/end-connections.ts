import type { FastifyInstance } from 'fastify';

/** How long calls in hand may take when the server ends; a connection is cut off afterwards. */
const GRACE_MS = 5000;
const LOOK_EVERY_MS = 50;

/**
 * Lets a closing server end: Node closes the connections that are idle at that moment, and one that is answered just
 * after it would be kept for the next call until it times out.
 */
export function endConnections(app: FastifyInstance): void {
  let look: NodeJS.Timeout | null = null;
  let cut: NodeJS.Timeout | null = null;
  app.addHook('preClose', async () => {
    look = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS).unref();
    cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS).unref();
  });
  app.addHook('onClose', async () => {
    if (look !== null) clearInterval(look);
    if (cut !== null) clearTimeout(cut);
  });
}
