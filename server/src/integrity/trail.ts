import type { Names } from '@dangzhi/metrics';
import { isHeadUnreadable, readHeads } from '../audit/head.ts';
import { findHead } from '../audit/queries.ts';
import { verifyTrail } from '../audit/verify.ts';
import type { CheckParts, Gathered } from './gathered.ts';
import { damaged, MEND_TRAIL, note } from './words.ts';

/** At a start the head alone: whether the line it names is there and is that line. */
export async function checkHead({ stores: { postgres }, dataDir }: CheckParts, gathered: Gathered): Promise<void> {
  const [head, ...earlier] = readHeads(dataDir);
  const last = await findHead(postgres);
  if (head === undefined) {
    if (!isHeadUnreadable(dataDir)) return;
    gathered.add(
      note('trail', {
        zh: '留存在数据库之外的审计末条（audit.head）无法读取，已重新留存：此前若有截断或改写，无法据此发现。',
        en: 'The head of the audit trail that was kept beside the database (audit.head) could not be read and is kept anew: a cut or a rewriting before now does not show by it.',
      }),
    );
    return;
  }
  const line = await findHead(postgres, head.sequence);
  if (line?.hash === head.hash) return;
  const isCutOff = (last?.sequence ?? 0) < head.sequence;
  const { damage, found } = isCutOff
    ? await verifyTrail(postgres, head, earlier)
    : { damage: 'rewritten' as const, found: REWRITTEN };
  gathered.add(damaged('trail', found, MEND_TRAIL[damage ?? 'rewritten']));
}

/** The whole trail, line by line, and whether it leads to the head. */
export async function checkTrail({ stores: { postgres }, dataDir }: CheckParts, gathered: Gathered): Promise<void> {
  const [head = null, ...earlier] = readHeads(dataDir);
  const { damage, found } = await verifyTrail(postgres, head, earlier);
  if (damage !== null) gathered.add(damaged('trail', found, MEND_TRAIL[damage]));
}

const REWRITTEN: Names = {
  zh: '审计记录与此前留存的末条不一致：其中某条被改写。',
  en: 'The audit trail does not lead to the line that was last before: a line was written anew.',
};
