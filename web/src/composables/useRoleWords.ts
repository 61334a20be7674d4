import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import type { Grant } from '@dangzhi/metrics/rights';
import { metaQuery, unitsQuery } from '../api/queries.ts';
import { ROLE_KEY } from '../i18n/role-labels.ts';
import { useText } from '../i18n/useText.ts';
import { useSession } from './useSession.ts';

/** Units and roles as words, for who is signed in. Until the names have come a unit is its code. */
export function useRoleWords() {
  const { t, nameOf } = useText();
  const session = useSession();
  const enabled = () => session.may('catalogue.read') && session.person.value?.mustChangePassword === false;
  const { data: units } = useQuery(() => ({ ...unitsQuery, enabled: enabled() }));
  const { data: meta } = useQuery(metaQuery);
  const names = computed(() => new Map(units.value?.items.map(({ code, name }) => [code, name])));

  const unitName = (code: string): string => {
    const name = names.value.get(code);
    return name === undefined ? code : nameOf(name);
  };
  const indexName = (code: string): string => {
    const scheme = meta.value?.schemes.find((one) => one.code === code);
    return scheme === undefined ? code : nameOf(scheme.name);
  };
  return {
    unitName,
    roleName: ({ role }: Pick<Grant, 'role'>): string => t(ROLE_KEY[role]),
    /** How far a role reaches: the county or a unit with those below it, and where it is one scheme only. */
    scopeOf: ({ unit, index }: Grant): string => {
      const where = unit === null ? t('rights.wholeCounty') : unitName(unit);
      return index === null ? where : t('rights.ofIndex', { where, index: indexName(index) });
    },
  };
}
