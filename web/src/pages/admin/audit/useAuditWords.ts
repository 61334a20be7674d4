import { useQuery } from '@pinia/colada';
import { computed } from 'vue';
import { accountsQuery, displaysQuery } from '../../../api/people.ts';
import { catalogueQuery } from '../../../api/queries.ts';
import type { AuditEntry } from '../../../api/types.ts';
import { useSession } from '../../../composables/useSession.ts';
import { useText } from '../../../i18n/useText.ts';
import { actorWords, reasonWords } from '../parts/role-words.ts';
import { useWords } from '../parts/useWords.ts';
import { actionWords, fieldWords, readTarget, valueWords, type AuditWords } from './audit-words.ts';

/** As many as the API gives at once; of the others the trail prints the id. */
const MOST = 500;

/** The words of the trail in the reader's language, with the names of accounts and displays as they are now. */
export function useAuditWords() {
  const { t, nameOf } = useText();
  const { words: common } = useWords();
  const { may } = useSession();
  const { data: accounts } = useQuery(() => ({
    ...accountsQuery({ pageSize: MOST }),
    enabled: may('account.read'),
  }));
  const { data: displays } = useQuery(() => ({ ...displaysQuery, enabled: may('display.read') }));
  const { data: catalogue } = useQuery(() => ({ ...catalogueQuery, enabled: may('catalogue.read') }));
  const measures = computed(() => new Map(catalogue.value?.measures.map(({ code, name }) => [code, nameOf(name)])));
  const words: AuditWords = { ...common, measure: (code) => measures.value.get(code) ?? code };
  const names = computed(() => {
    const ofAccounts = accounts.value?.items.map(({ id, name }) => [`account:${id}`, name] as const) ?? [];
    const ofDisplays = displays.value?.items.map(({ id, name }) => [`display:${id}`, name] as const) ?? [];
    const ofSystems = catalogue.value?.systems.map(({ code, name }) => [`source:${code}`, nameOf(name)] as const) ?? [];
    return new Map<string, string>([...ofAccounts, ...ofDisplays, ...ofSystems]);
  });

  return {
    actorWord: ({ actor, actorName }: Pick<AuditEntry, 'actor' | 'actorName'>) => actorWords(actor, actorName, words),
    /** Of an id alone, as a filter has it. */
    actorName: (id: string) => actorWords(id, names.value.get(`account:${id}`) ?? '', words),
    reasonWord: (reason: string) => reasonWords(reason, words),
    actionWord: (code: string) => actionWords(code, words),
    fieldWord: (path: readonly string[]) => fieldWords(path, words),
    valueWord: (value: unknown, path: readonly string[]) => valueWords(value, path[path.length - 1] ?? '', words),
    targetWord: (target: string) => {
      const read = readTarget(target);
      if (read === null) return '';
      const name = read.kind === 'unit' ? words.unit(read.id) : (names.value.get(target) ?? read.id);
      return read.kindKey === null ? target : `${t(read.kindKey)} ${name}`;
    },
  };
}
