import { useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { ApiError } from '../../api/http.ts';
import { changePassword, liveSessionsQuery, sessionQuery } from '../../api/session.ts';

type Outcome =
  | { kind: 'changed' | 'wrong' | 'too-many' | 'unreachable' | 'failed' }
  /** What the server has against the new one, in its own words. */
  | { kind: 'refused'; why: string };

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ApiError)) return { kind: 'failed' };
  if (error.code === 'PASSWORD_REFUSED') return { kind: 'refused', why: error.message };
  if (error.code === 'SIGN_IN_FAILED') return { kind: 'wrong' };
  if (error.code === 'TOO_MANY_CALLS') return { kind: 'too-many' };
  return { kind: error.status === 0 ? 'unreachable' : 'failed' };
}

/** Changes one's own password; other sessions may end with it, so their list is asked for again. */
export function usePasswordChange() {
  const cache = useQueryCache();
  const isPending = ref(false);
  const outcome = ref<Outcome | null>(null);

  async function change(passwords: { current: string; next: string }): Promise<void> {
    if (isPending.value) return;
    isPending.value = true;
    outcome.value = null;
    try {
      cache.setQueryData(sessionQuery.key, await changePassword(passwords));
      void cache.invalidateQueries({ key: liveSessionsQuery.key }).catch(() => undefined);
      outcome.value = { kind: 'changed' };
    } catch (error) {
      outcome.value = outcomeOf(error);
    } finally {
      isPending.value = false;
    }
  }
  return { isPending, outcome, change };
}
