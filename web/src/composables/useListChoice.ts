import { computed } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';

/**
 * Which entries of a list are shown, all of it in the address.
 *
 * @param list name of the list's route
 * @param names filters of the list, each a word of the query; `q` holds words to search for
 */
export function useListChoice<Name extends string>(
  list: 'facts' | 'records' | 'catalogue' | 'accounts' | 'audit',
  names: readonly (Name | 'q')[],
) {
  const route = useRoute();
  const router = useRouter();
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const chosen = computed(() => {
    const choices: Partial<Record<Name | 'q', string | undefined>> = {};
    for (const name of names) choices[name] = text(route.query[name]);
    return choices;
  });
  /** The list with some choices changed, from its first page; `undefined` takes a choice back. */
  const withChoice = (change: LocationQueryRaw) => ({
    name: list,
    query: { ...route.query, page: undefined, ...change },
  });
  return {
    chosen,
    page: computed(() => {
      const asked = Number(route.query.page);
      return Number.isInteger(asked) && asked > 0 ? asked : 1;
    }),
    isFiltered: computed(() => names.some((name) => chosen.value[name] !== undefined)),
    withChoice,
    toPage: (page: number) => withChoice({ page: String(page) }),
    /** A filter as a box of a form has it, `''` where nothing is chosen. Going back takes a choice back. */
    choiceOf: (name: Name | 'q') =>
      computed({
        get: () => chosen.value[name] ?? '',
        set: (value) => void router.push(withChoice({ [name]: value === '' ? undefined : value })),
      }),
    withoutChoices: () => withChoice(Object.fromEntries(names.map((name) => [name, undefined]))),
    /** Typing replaces the address: going back leaves the list, not the last letter. */
    search: (words: string) => router.replace(withChoice({ q: words === '' ? undefined : words })),
  };
}
