import type { AnswerOf, CallOf, RouteKey } from './route.ts';
import { aboutRoutes } from './about.ts';
import { auditRoutes } from './audit.ts';
import { backupRoutes } from './backups.ts';
import { catalogueRoutes, schemeRoutes } from './catalogue.ts';
import { clockRoutes } from './clock.ts';
import { factRoutes, recordRoutes } from './facts.ts';
import { integrityRoutes } from './integrity.ts';
import { evidenceRoutes, observationRoutes, pendingRoutes, reportRoutes, sourceRoutes } from './observations.ts';
import { accountRoutes, displayRoutes, sessionRoutes, singleSignOnRoutes } from './people.ts';
import { scoreRoutes } from './scores.ts';
import { screenRoutes } from './screens.ts';

// Tables as the server serves them; a topic may be served from two places.
export {
  aboutRoutes,
  accountRoutes,
  auditRoutes,
  backupRoutes,
  catalogueRoutes,
  clockRoutes,
  displayRoutes,
  evidenceRoutes,
  factRoutes,
  integrityRoutes,
  observationRoutes,
  pendingRoutes,
  recordRoutes,
  reportRoutes,
  schemeRoutes,
  scoreRoutes,
  screenRoutes,
  sessionRoutes,
  singleSignOnRoutes,
  sourceRoutes,
};

/** Every route of the API below `/api/v1`, by topic. */
export const TOPICS = {
  account: { ...sessionRoutes, ...singleSignOnRoutes },
  accounts: accountRoutes,
  displays: displayRoutes,
  audit: auditRoutes,
  catalogue: catalogueRoutes,
  schemes: schemeRoutes,
  facts: factRoutes,
  records: recordRoutes,
  evidence: evidenceRoutes,
  observations: { ...observationRoutes, ...reportRoutes, ...pendingRoutes, ...clockRoutes },
  sources: sourceRoutes,
  scores: scoreRoutes,
  screens: screenRoutes,
  backups: backupRoutes,
  integrity: integrityRoutes,
  about: aboutRoutes,
} as const;

/** The same without topics. */
export const ROUTES = {
  ...sessionRoutes,
  ...singleSignOnRoutes,
  ...accountRoutes,
  ...displayRoutes,
  ...auditRoutes,
  ...catalogueRoutes,
  ...schemeRoutes,
  ...factRoutes,
  ...recordRoutes,
  ...evidenceRoutes,
  ...observationRoutes,
  ...reportRoutes,
  ...pendingRoutes,
  ...clockRoutes,
  ...sourceRoutes,
  ...scoreRoutes,
  ...screenRoutes,
  ...backupRoutes,
  ...integrityRoutes,
  ...aboutRoutes,
} as const;
type Routes = typeof ROUTES;
export type RouteName = keyof Routes & RouteKey;
/** What somebody says who calls a route, and what is answered. */
export type Calls = { readonly [Name in RouteName]: CallOf<Routes[Name]> };
export type Answers = { readonly [Name in RouteName]: AnswerOf<Routes[Name]> };
