import { useQueryCache } from '@pinia/colada';
import type { ActionName } from '@dangzhi/metrics/rights';
import {
  createRouter,
  createWebHistory,
  type RouteLocation,
  type RouteLocationRaw,
  type RouteRecordRaw,
} from 'vue-router';
import { sessionQuery } from './api/session.ts';
import type { SessionView } from './api/types.ts';
import { landingOf } from './composables/landing.ts';
import { returnPath } from './composables/return-to.ts';
import { speak } from './i18n/index.ts';
import { LOCALES } from './stores/preferences.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's name, for the tab. */
    title?: string;
    /** For who is signed in only; the shell asks for the right before it shows the page. */
    office?: true;
    /** What the page shows; none is needed where it is left out. */
    right?: ActionName;
    /** The parameter that names the unit the right is about. */
    unitParam?: string;
  }
}

const accounts: RouteRecordRaw[] = [
  {
    path: 'accounts',
    meta: { right: 'account.read' },
    children: [
      {
        path: '',
        name: 'accounts',
        meta: { title: 'session.accounts' },
        component: () => import('./pages/admin/accounts/AccountsPage.vue'),
      },
      {
        path: ':id',
        name: 'account-admin',
        meta: { title: 'session.accounts' },
        component: () => import('./pages/admin/accounts/AccountPage.vue'),
      },
    ],
  },
  {
    path: 'roles',
    name: 'roles',
    meta: { title: 'session.roles', right: 'account.read' },
    component: () => import('./pages/admin/roles/RolesPage.vue'),
  },
  {
    path: 'displays',
    name: 'displays',
    meta: { title: 'session.displays', right: 'display.read' },
    component: () => import('./pages/admin/displays/DisplaysPage.vue'),
  },
  {
    path: 'audit',
    name: 'audit',
    meta: { title: 'session.audit', right: 'audit.read' },
    component: () => import('./pages/admin/audit/AuditPage.vue'),
  },
];

const office: RouteRecordRaw[] = [
  // Nobody stays here: each is led to the page their work begins with.
  { path: '', name: 'home', component: () => import('./pages/not-found/NotFoundPage.vue') },
  {
    path: 'ranking',
    name: 'ranking',
    meta: { title: 'ranking.title', right: 'ranking.read' },
    component: () => import('./pages/ranking/RankingPage.vue'),
  },
  {
    path: 'units/:code',
    name: 'unit',
    meta: { title: 'unit.title', right: 'unit.read', unitParam: 'code' },
    component: () => import('./pages/unit/UnitPage.vue'),
  },
  {
    path: 'workbench',
    name: 'workbench',
    meta: { title: 'workbench.title', right: 'weights.try' },
    component: () => import('./pages/workbench/WorkbenchPage.vue'),
  },
  {
    path: 'catalogue',
    meta: { right: 'catalogue.read' },
    children: [
      {
        path: '',
        name: 'catalogue',
        meta: { title: 'catalogue.title' },
        component: () => import('./pages/catalogue/CataloguePage.vue'),
      },
      {
        path: ':code',
        name: 'indicator',
        meta: { title: 'catalogue.title' },
        component: () => import('./pages/catalogue/IndicatorPage.vue'),
      },
    ],
  },
  {
    path: 'facts',
    meta: { right: 'catalogue.read' },
    children: [
      {
        path: '',
        name: 'facts',
        meta: { title: 'facts.title' },
        component: () => import('./pages/facts/FactsPage.vue'),
      },
      {
        path: ':id',
        name: 'fact',
        meta: { title: 'facts.title' },
        component: () => import('./pages/facts/FactPage.vue'),
      },
    ],
  },
  {
    path: 'records',
    meta: { right: 'catalogue.read' },
    children: [
      {
        path: '',
        name: 'records',
        meta: { title: 'records.title' },
        component: () => import('./pages/records/RecordsPage.vue'),
      },
      {
        path: ':code',
        name: 'record',
        meta: { title: 'records.title' },
        component: () => import('./pages/records/RecordPage.vue'),
      },
    ],
  },
  ...accounts,
  {
    path: 'about',
    name: 'about',
    meta: { right: 'catalogue.read', title: 'about.title' },
    component: () => import('./pages/about/AboutPage.vue'),
  },
  {
    path: 'account',
    name: 'account',
    meta: { title: 'session.account' },
    component: () => import('./pages/account/AccountPage.vue'),
  },
  {
    path: ':rest(.*)*',
    name: 'not-found',
    meta: { title: 'notFound.title' },
    component: () => import('./pages/not-found/NotFoundPage.vue'),
  },
];

const routes: RouteRecordRaw[] = [
  { path: '/wall', name: 'wall', meta: { title: 'nav.wall' }, component: () => import('./pages/wall/WallPage.vue') },
  {
    path: '/login',
    name: 'login',
    meta: { title: 'session.title' },
    component: () => import('./pages/login/LoginPage.vue'),
  },
  {
    path: '/set-up',
    name: 'set-up',
    meta: { title: 'account.setUp' },
    component: () => import('./pages/set-up/SetUpPage.vue'),
  },
  {
    path: '/display',
    name: 'display',
    meta: { title: 'session.display' },
    component: () => import('./pages/display/DisplayPage.vue'),
  },
  { path: '/', meta: { office: true }, component: () => import('./components/page/AppShell.vue'), children: office },
];

/** Who is there; `undefined` when the server does not answer, which each page says by itself. */
async function readSession(): Promise<SessionView | undefined> {
  const cache = useQueryCache();
  const entry = cache.ensure(sessionQuery);
  await cache.refresh(entry).catch(() => undefined);
  return entry.state.value.data;
}

/** Where somebody has to go instead; `true` where they may go on. Rights to a page are the shell's question. */
function wayIn(to: RouteLocation, { person }: SessionView): RouteLocationRaw | true {
  if (to.name === 'login') {
    return person === null ? true : (returnPath(to.query.returnTo) ?? landingOf(person));
  }
  if (person === null) {
    const returnTo = returnPath(to.fullPath);
    return { name: 'login', query: returnTo === null ? {} : { returnTo } };
  }
  if (person.mustChangePassword) return to.name === 'account' ? true : { name: 'account' };
  return to.name === 'home' ? { ...landingOf(person), query: to.query } : true;
}

/** Routes; `?lang=` sets the language on a display that has no keyboard. */
export function buildRouter() {
  const router = createRouter({ history: createWebHistory(), routes });
  router.beforeEach(async (to) => {
    const asked = LOCALES.find((known) => known === to.query.lang);
    if (asked) await speak(asked);
    if (to.meta.office !== true && to.name !== 'login') return true;
    const session = await readSession();
    return session === undefined ? true : wayIn(to, session);
  });
  return router;
}
