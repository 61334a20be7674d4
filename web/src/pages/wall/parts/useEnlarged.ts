import { useEventListener } from '@vueuse/core';
import { computed, nextTick, onBeforeUnmount, onMounted, watch, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * Whether a panel is enlarged, kept in the address as `?panel=`: Back brings it back, and Esc, and what toggles it.
 * What it covers can meanwhile be neither reached nor heard.
 *
 * @param name of the panel; no other of its scene has it
 * @param within what it fills, as a selector: all else there is covered
 */
export function useEnlarged(
  name: () => string,
  panel: Readonly<Ref<HTMLElement | null>>,
  button: Readonly<Ref<HTMLElement | null>>,
  within: () => string,
): { isLarge: ComputedRef<boolean>; toggle: () => void } {
  const route = useRoute();
  const router = useRouter();
  const isLarge = computed(() => route.query.panel === name());

  function shrink() {
    const query = { ...route.query };
    delete query.panel;
    // What was opened by a press is gone back from; what the address began with has nothing behind it.
    if (window.history.state?.back === router.resolve({ query }).fullPath) router.back();
    else void router.replace({ query });
  }

  const toggle = () => {
    if (isLarge.value) shrink();
    else void router.push({ query: { ...route.query, panel: name() } });
  };

  function onKey(event: KeyboardEvent) {
    // An open drawer closes first.
    if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    shrink();
  }
  useEventListener(() => (isLarge.value ? window : null), 'keydown', onKey, { capture: true });

  let covered: Element[] = [];
  const uncover = () => {
    for (const node of covered) node.removeAttribute('inert');
    covered = [];
  };
  const cover = () => {
    uncover();
    if (panel.value === null || !isLarge.value) return;
    covered = besideOf(panel.value, within());
    for (const node of covered) node.setAttribute('inert', '');
  };
  onMounted(cover);
  onBeforeUnmount(uncover);
  watch([isLarge, within], cover, { flush: 'post' });
  watch(isLarge, async (now) => {
    const was = document.activeElement;
    const hadFocus = was === document.body || panel.value?.contains(was) === true;
    await nextTick();
    // What had it may be gone with the rest that was shown.
    if (!now && hadFocus) button.value?.focus();
  });
  return { isLarge, toggle };
}

/** Everything beside an element and beside what it lies in, up to an ancestor; what speaks by itself goes on speaking. */
function besideOf(element: Element, within: string): Element[] {
  const beside: Element[] = [];
  for (let node = element; node.parentElement !== null && !node.matches(within); node = node.parentElement)
    beside.push(
      ...[...node.parentElement.children].filter((one) => one !== node && !one.matches('[role=status], dialog')),
    );
  return beside;
}
