import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import type { WeightHistory } from './weight-history.ts';

/** Weights somebody tries out: of one version of one scheme, never sent anywhere. */
export interface WeightDraft {
  readonly history: WeightHistory;
  /** Codes of nodes that stay where they are. */
  readonly locked: readonly string[];
}

const STORAGE_KEY = 'dangzhi.weight-drafts';

/** What an older version wrote, or another program, is as good as nothing. */
function readStored(): Record<string, WeightDraft> {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, WeightDraft>) : {};
  } catch {
    return {};
  }
}

/** Drafts of weights by `scheme@version`; they outlive a reload and end with the tab. */
export const useWeightDrafts = defineStore('weight-drafts', () => {
  const drafts = ref(readStored());

  watch(drafts, (all) => {
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(all));
    } catch {
      // Without storage the draft lasts as long as the page.
    }
  });

  function change(key: string, draft: WeightDraft) {
    drafts.value = { ...drafts.value, [key]: draft };
  }

  return { drafts, change };
});
