import { afterAll, describe, expect, inject, it } from 'vitest';
import { cutPower } from '../testing/blows/cases.ts';
import { whyNoCuts } from '../testing/blows/cut-disk.ts';
import { expectWhole } from '../testing/blows/expect-whole.ts';
import { openPassedSeeds } from '../testing/blows/passed-seeds.ts';

// The power of a real file system is cut under load: nothing that was acknowledged is lost, and the scores are those of a
// server that was never harmed. What the kernel happened to write back before is drawn.
const CUTS = 20;
const why = whyNoCuts();
if (why !== null) process.stderr.write(`\n  ! No power was cut: ${why}\n\n`);

describe.runIf(why === null)('a power cut', () => {
  const passed = openPassedSeeds(inject('templateCache'), 'power-cuts');
  afterAll(() => process.stdout.write(`power cuts: ${JSON.stringify(passed.totals())}\n`));

  it.each(Array.from({ length: CUTS }, (_, seed) => `cut-${seed}`))('%s', async (seed) => {
    if (passed.has(seed)) return;
    const aftermath = await cutPower(seed);
    const { acknowledged, kept } = aftermath;
    expectWhole(aftermath, seed);
    passed.note(seed, { acknowledged: acknowledged.length, reports: kept.reports.length });
  });

  it('takes from a server whose syncs reach nobody what it had acknowledged', async () => {
    const lost = await cutPower('control', { unsynced: true }).then(
      ({ kept }) => kept.lost.length,
      (error: unknown) => {
        // It does not even come up again.
        if (/it ended with/.test(String(error))) return Infinity;
        throw error;
      },
    );
    expect(lost).toBeGreaterThan(0);
  });
});
