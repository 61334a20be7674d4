import { useRoute } from 'vue-router';

/**
 * The one-time token behind the `#` of the address, which browsers send to no server. It is taken out of the
 * address at once: who goes back or looks over a shoulder does not find it. `null` where there is none.
 */
export function useFragment(): string | null {
  const { hash, path } = useRoute();
  if (hash.length < 2) return null;
  window.history.replaceState(window.history.state, '', path);
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
