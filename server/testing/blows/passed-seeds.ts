import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Cases that passed with these sources, by seed: a run that was ended goes on where it was. */
export interface PassedSeeds {
  has(seed: string): boolean;
  /** @param told what the case saw, for the totals */
  note(seed: string, told: Readonly<Record<string, number>>): void;
  /** Sums of what all cases saw, those of earlier runs with them. */
  totals(): Readonly<Record<string, number>>;
}

/**
 * @param folder is another one after any change of the sources (`templateCache`)
 * @param suite name of the file there
 */
export function openPassedSeeds(folder: string, suite: string): PassedSeeds {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${suite}.jsonl`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const passed = new Map(
    lines.map((line) => {
      const { seed, ...told } = JSON.parse(line) as { seed: string } & Record<string, number>;
      return [seed, told];
    }),
  );
  return {
    has: (seed) => passed.has(seed),
    note: (seed, told) => {
      passed.set(seed, told);
      appendFileSync(file, `${JSON.stringify({ seed, ...told })}\n`);
    },
    totals: () => {
      const sums: Record<string, number> = { cases: passed.size };
      for (const told of passed.values())
        for (const [name, count] of Object.entries(told)) sums[name] = (sums[name] ?? 0) + count;
      return sums;
    },
  };
}
