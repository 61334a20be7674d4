import Fastify from 'fastify';

// The least Fastify can do: one route, one ready buffer. Told by its parent what to send.
process.once('message', (body: string) => {
  const bytes = Buffer.from(body);
  const app = Fastify();
  app.get('/', (_request, reply) => reply.type('application/json; charset=utf-8').send(bytes));
  void app.listen({ host: '127.0.0.1', port: 0 }).then((address) => process.send?.(address));
});
process.once('disconnect', () => process.exit(0));
