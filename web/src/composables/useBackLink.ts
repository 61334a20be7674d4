import { computed } from 'vue';
import { useRoute, type RouteLocationRaw } from 'vue-router';

/** Back to the list one came from, as it was filtered; to the whole list for who came from elsewhere. */
export function useBackLink(list: 'facts' | 'records' | 'accounts') {
  const route = useRoute();
  return computed<RouteLocationRaw>(() => {
    const back: unknown = route.fullPath === '' ? null : (window.history.state as { back?: unknown } | null)?.back;
    const isList = typeof back === 'string' && new RegExp(`^/${list}(\\?|$)`).test(back);
    return isList ? back : { name: list, query: { period: route.query.period } };
  });
}
