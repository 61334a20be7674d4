import { computed } from 'vue';
import type { Grant } from '@dangzhi/metrics/rights';
import { ROLE_KEY } from '../i18n/role-labels.ts';
import { useText } from '../i18n/useText.ts';
import { useSession } from './useSession.ts';

/** Units and roles as words, for who is signed in: the session brings the names of what it names. */
export function useRoleWords() {
  const { t, nameOf } = useText();
  const { person } = useSession();
  const names = computed(() => new Map(person.value?.names.map(({ code, name }) => [code, name])));

  const named = (code: string): string => {
    const name = names.value.get(code);
    return name === undefined ? code : nameOf(name);
  };
  return {
    unitName: named,
    roleName: ({ role }: Pick<Grant, 'role'>): string => t(ROLE_KEY[role]),
    /** How far a role reaches: the county or a unit with those below it, and where it is one scheme only. */
    scopeOf: ({ unit, index }: Grant): string => {
      const where = unit === null ? t('rights.wholeCounty') : named(unit);
      return index === null ? where : t('rights.ofIndex', { where, index: named(index) });
    },
  };
}
