import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { schemesQuery } from '../../../api/people.ts';
import { unitsQuery } from '../../../api/queries.ts';
import { useText } from '../../../i18n/useText.ts';
import type { Words } from './role-words.ts';

/** The words of rights in the reader's language, with the county's own names in them. */
export function useWords() {
  const { t, nameOf } = useText();
  const { data: units } = useQuery(unitsQuery);
  const { data: schemes } = useQuery(schemesQuery);
  const unitNames = computed(() => new Map(units.value?.items.map(({ code, shortName }) => [code, nameOf(shortName)])));
  const schemeNames = computed(() => new Map(schemes.value?.items.map(({ code, name }) => [code, nameOf(name)])));
  const words: Words = {
    t: (key, named) => (named ? t(key, named) : t(key)),
    unit: (code) => unitNames.value.get(code) ?? code,
    scheme: (code) => schemeNames.value.get(code) ?? code,
  };
  return { words, units, schemes };
}
