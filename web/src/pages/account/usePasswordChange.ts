import { useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { ApiError } from '../../api/http.ts';
import { changePassword, liveSessionsQuery, sessionQuery } from '../../api/session.ts';

type Outcome =
  | { kind: 'changed' | 'wrong' | 'too-many' | 'unreachable' | 'failed' }
  /** What the server has against the new one. */
  | { kind: 'refused'; why: ApiError };

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ApiError)) return { kind: 'failed' };
  switch (error.code) {
    case 'password.weak':
    case 'password.used-before':
    case 'password.kept-elsewhere':
    case 'password.of-demo':
    case 'sign-in.wait':
      return { kind: 'refused', why: error };
    case 'sign-in.refused':
      return { kind: 'wrong' };
    case 'calls.too-many':
      return { kind: 'too-many' };
    case 'unreachable':
      return { kind: 'unreachable' };
    default:
      return { kind: 'failed' };
  }
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
