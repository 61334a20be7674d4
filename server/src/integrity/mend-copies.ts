import { fillCopies, findStaleCopies, isStale } from '../observations/kept-copies.ts';
import type { CheckParts, Gathered } from './gathered.ts';
import { damaged, mended } from './words.ts';

/** What is kept beside history, made again where history has more; a start makes it anew. */
export async function mendCopies({ stores: { clickhouse }, signal }: CheckParts, gathered: Gathered): Promise<void> {
  const stale = await findStaleCopies(clickhouse);
  // What is being stored at this moment may lie in one and not yet in the other.
  if (!isStale(stale) || !isStale(await findStaleCopies(clickhouse))) return;
  signal?.throwIfAborted();
  await fillCopies(clickhouse, stale);
  gathered.score(null);
  if (!isStale(await findStaleCopies(clickhouse))) {
    gathered.add(
      mended('copies', {
        zh: '生效数据的副本与历史不一致，已按历史补齐。',
        en: 'What is kept of what counts had not said the same as history; it was filled from history.',
      }),
    );
    return;
  }
  gathered.add(
    damaged(
      'copies',
      {
        zh: '生效数据的副本与历史不一致。',
        en: 'What is kept of what counts does not say the same as history.',
      },
      {
        zh: '请重新启动服务：启动时按历史重建并全部重新测算。',
        en: 'Start the server again: it makes it anew from history and scores everything.',
      },
    ),
  );
}
