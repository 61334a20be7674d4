import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { LOCALES, usePreferences } from './stores/preferences.ts';

const routes: RouteRecordRaw[] = [
  { path: '/wall', name: 'wall', component: () => import('./pages/wall/WallPage.vue') },
  {
    path: '/',
    component: () => import('./components/AppShell.vue'),
    redirect: { name: 'ranking' },
    children: [
      { path: 'ranking', name: 'ranking', component: () => import('./pages/ranking/RankingPage.vue') },
      { path: 'units/:code', name: 'unit', component: () => import('./pages/unit/UnitPage.vue') },
      { path: 'workbench', name: 'workbench', component: () => import('./pages/workbench/WorkbenchPage.vue') },
      {
        path: 'catalogue',
        children: [
          { path: '', name: 'catalogue', component: () => import('./pages/catalogue/CataloguePage.vue') },
          { path: ':code', name: 'indicator', component: () => import('./pages/catalogue/IndicatorPage.vue') },
        ],
      },
      {
        path: 'facts',
        children: [
          { path: '', name: 'facts', component: () => import('./pages/facts/FactsPage.vue') },
          { path: ':id', name: 'fact', component: () => import('./pages/facts/FactPage.vue') },
        ],
      },
      {
        path: 'records',
        children: [
          { path: '', name: 'records', component: () => import('./pages/records/RecordsPage.vue') },
          { path: ':code', name: 'record', component: () => import('./pages/records/RecordPage.vue') },
        ],
      },
      { path: ':rest(.*)*', name: 'not-found', component: () => import('./pages/not-found/NotFoundPage.vue') },
    ],
  },
];

/** Routes; `?lang=` sets the language on a display that has no keyboard. */
export function buildRouter() {
  const router = createRouter({ history: createWebHistory(), routes });
  router.beforeEach((to) => {
    const asked = LOCALES.find((known) => known === to.query.lang);
    if (asked) usePreferences().locale = asked;
  });
  return router;
}
