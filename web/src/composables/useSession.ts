import { useQuery } from '@pinia/colada';
import type { ActionName, Holder, Target } from '@dangzhi/metrics/rights';
import { useEventListener } from '@vueuse/core';
import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import { refusals } from '../api/http.ts';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import type { PersonView, SessionView } from '../api/types.ts';
import { rightsOf } from './landing.ts';

export interface Session {
  /** `undefined` until the server said who is there. */
  view: ComputedRef<SessionView | undefined>;
  person: ComputedRef<PersonView | null>;
  rights: ComputedRef<Holder | null>;
  /** The rights are all there: what lies below somebody's unit has come, too. */
  isComplete: ComputedRef<boolean>;
  /** Whether whoever is there may do it, there: the table the server enforces. Nobody may anything. */
  may: (action: ActionName, target?: Target) => boolean;
  error: ComputedRef<Error | null>;
  /** Asks the server again; calls that come meanwhile wait for the same answer. */
  askAgain: () => Promise<unknown>;
}

const SESSION: InjectionKey<Session> = Symbol('who is signed in');

/** Called once, by the app. Every answer that says the page is wrong about who is there makes it ask again. */
export function provideSession(): Session {
  const { data, error, refetch } = useQuery(sessionQuery);
  const person = computed(() => data.value?.person ?? null);
  // What lies below a unit matters only to who holds a role for one.
  const asksForUnits = computed(
    () => person.value?.mustChangePassword === false && person.value.grants.some(({ unit }) => unit !== null),
  );
  const { data: units } = useQuery(() => ({ ...unitsQuery, enabled: asksForUnits.value }));
  const rights = computed(() => rightsOf(data.value, units.value?.items ?? []));

  let asking: Promise<unknown> | null = null;
  const askAgain = () => {
    asking ??= refetch().finally(() => (asking = null));
    return asking;
  };
  const onRefusal = () => void askAgain();
  useEventListener(refusals, 'caller', onRefusal);

  const session: Session = {
    view: computed(() => data.value),
    person,
    rights,
    isComplete: computed(() => data.value !== undefined && (!asksForUnits.value || units.value !== undefined)),
    may: (action, target) => rights.value?.may(action, target) === 'yes',
    error: computed(() => error.value),
    askAgain,
  };
  provide(SESSION, session);
  return session;
}

export function useSession(): Session {
  const session = inject(SESSION);
  if (session === undefined) throw new TypeError('useSession requires an app that called provideSession');
  return session;
}
