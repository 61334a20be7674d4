import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { ApiError } from '../api/http.ts';
import { signOut } from '../api/session.ts';
import type { Session } from './useSession.ts';

/** The end that is coming is one's own doing: the page is about to be loaded anew. */
let isLeaving = false;

/**
 * Signs out. The login page is loaded anew, so that nothing somebody saw stays in the memory of the page.
 *
 * @throws ApiError when the server did not answer: the session is not ended then
 */
export async function leave(): Promise<void> {
  isLeaving = true;
  try {
    await signOut();
  } catch (error) {
    // It had ended already.
    if (!(error instanceof ApiError && error.status === 401)) {
      isLeaving = false;
      throw error;
    }
  }
  sessionStorage.clear();
  window.location.assign('/login');
}

/** Follows, on an office page, what becomes of the session elsewhere: it may end, or be somebody else's. */
export function useSessionEnd({ view, person }: Session): void {
  const route = useRoute();
  const router = useRouter();
  const whoIsThere = () => (view.value === undefined ? undefined : (person.value?.id ?? null));
  watch(whoIsThere, (now, before) => {
    if (route.meta.office !== true || now === undefined || isLeaving) return;
    if (now === null) {
      const query = new URLSearchParams({ returnTo: route.fullPath, ...(before != null && { why: 'ended' }) });
      window.location.replace(`/login?${query.toString()}`);
    } else if (before != null) {
      window.location.reload();
    } else if (before === undefined) {
      // The server did not answer before, so the way in has not been checked.
      void router.replace({ path: route.path, query: route.query, hash: route.hash, force: true });
    }
  });
  watch(
    () => person.value?.mustChangePassword === true,
    (must) => {
      if (must && route.meta.office === true) void router.replace({ name: 'account' });
    },
  );
}
