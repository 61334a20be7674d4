import { useQueryCache } from '@pinia/colada';
import { ref, shallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { ApiError } from '../../api/http.ts';
import { sessionQuery, signIn } from '../../api/session.ts';
import { landingOf } from '../../composables/landing.ts';
import { returnPath } from '../../composables/return-to.ts';

type Failure = 'wrong' | 'wait' | 'too-many' | 'unreachable' | 'failed';

const FAILURE_OF_CODE: { readonly [Code in ApiError['code']]?: Failure } = {
  'sign-in.refused': 'wrong',
  'sign-in.wait': 'wait',
  'calls.too-many': 'too-many',
  unreachable: 'unreachable',
};

/** Signing in with a password, and going on from there. */
export function useSignIn() {
  const cache = useQueryCache();
  const route = useRoute();
  const router = useRouter();
  const isPending = ref(false);
  const failure = ref<Failure | null>(null);
  /** What the server said, which names how long to wait. */
  const refusal = shallowRef<ApiError | null>(null);
  /** Counts failures, so that the same one twice is said twice. */
  const failures = ref(0);

  async function enter(login: string, password: string): Promise<boolean> {
    if (isPending.value) return false;
    isPending.value = true;
    try {
      const session = await signIn({ login, password });
      failure.value = null;
      // Answers that somebody else was given, or nobody, are not for this person.
      for (const entry of cache.getEntries()) if (entry.key[0] !== sessionQuery.key[0]) cache.remove(entry);
      cache.setQueryData(sessionQuery.key, session);
      const { person } = session;
      await router.replace(returnPath(route.query.returnTo) ?? (person === null ? '/' : landingOf(person)));
      return true;
    } catch (error) {
      refusal.value = error instanceof ApiError ? error : null;
      failure.value = (refusal.value && FAILURE_OF_CODE[refusal.value.code]) ?? 'failed';
      failures.value += 1;
      return false;
    } finally {
      isPending.value = false;
    }
  }
  return { isPending, failure, failures, refusal, enter };
}
