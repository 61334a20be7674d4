import { createHash } from 'node:crypto';
import {
  ArchivesSceneSchema,
  OverviewSchema,
  PlatformSceneSchema,
  type ArchivesScene,
  type Overview,
  type PlatformScene,
} from '@dangzhi/metrics/contract';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { LiveEvents } from '../base/live-events.ts';
import { readCountyInForce } from '../schemes/county-in-force.ts';
import { findDefaultMonth } from '../scores/read/scored-run.ts';
import type { Stores } from '../stores/index.ts';
import { readArchivesScene } from './archives.ts';
import { readOverview } from './overview.ts';
import { readPlatformScene } from './platform.ts';
import type { SceneAsked } from './scene.ts';

/** The scenes of the wall: what each answers, and who reads it. */
export const SCENES = {
  overview: { schema: OverviewSchema, read: readOverview },
  archives: { schema: ArchivesSceneSchema, read: readArchivesScene },
  platform: { schema: PlatformSceneSchema, read: readPlatformScene },
} as const satisfies Record<string, SceneSource>;

export type SceneName = keyof typeof SCENES;

interface SceneSource {
  readonly schema: TSchema;
  readonly read: (stores: Stores, asked: SceneAsked) => Promise<Overview | ArchivesScene | PlatformScene>;
}

interface Ready {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Ready answers of the scenes by month, made once and thrown away when anything was scored or pulled. */
export interface SceneCache {
  /**
   * @param period `null` for the month shown when nobody chose one
   * @throws CallRefused when the month was never scored
   */
  read(scene: SceneName, period: string | null): Promise<Ready>;
  close(): void;
}

/** A year of months of each scene on several walls; more would only be somebody walking through history. */
const KEPT = 72;

export interface SceneParts {
  readonly stores: Stores;
  readonly events: LiveEvents;
  readonly demo: boolean;
}

export function createSceneCache({ stores, events, demo }: SceneParts): SceneCache {
  const ready = new Map<string, Promise<Ready>>();
  const close = events.subscribe(({ type }) => {
    // News is of what was scored before, and was told then.
    if (type !== 'news') ready.clear();
  });

  const make = async (scene: SceneName, period: string | null): Promise<Ready> => {
    const { schema, read } = SCENES[scene];
    const inForce = await readCountyInForce(stores.postgres);
    const month = period ?? (await findDefaultMonth(stores, inForce));
    // Clean drops what the contract does not list, as the response serialiser would.
    const answer = Value.Clean(schema, await read(stores, { inForce, demo, period: month }));
    const bytes = Buffer.from(JSON.stringify(answer));
    return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
  };

  return {
    read: (scene, period) => {
      const key = `${scene}\n${period ?? ''}`;
      const known = ready.get(key);
      if (known !== undefined) return known;
      const made = make(scene, period);
      if (ready.size >= KEPT) ready.delete(ready.keys().next().value ?? key);
      ready.set(key, made);
      // A failure must not be remembered.
      made.catch(() => {
        if (ready.get(key) === made) ready.delete(key);
      });
      return made;
    },
    close,
  };
}
