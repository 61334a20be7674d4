import type { AnswerOf, CallOf, RouteKey } from '../route.ts';
import { auditRoutes } from './audit.ts';
import { catalogueRoutes, schemeRoutes } from './catalogue.ts';
import { factRoutes, recordRoutes } from './facts.ts';
import { evidenceRoutes, observationRoutes, sourceRoutes } from './observations.ts';
import { accountRoutes, displayRoutes, sessionRoutes } from './people.ts';
import { scoreRoutes } from './scores.ts';
import { screenRoutes } from './screens.ts';

/** Every route of the API below `/api/v1`, by topic. */
export const TOPICS = {
  account: sessionRoutes,
  accounts: accountRoutes,
  displays: displayRoutes,
  audit: auditRoutes,
  catalogue: catalogueRoutes,
  schemes: schemeRoutes,
  facts: factRoutes,
  records: recordRoutes,
  evidence: evidenceRoutes,
  observations: observationRoutes,
  sources: sourceRoutes,
  scores: scoreRoutes,
  screens: screenRoutes,
} as const;
export type Topic = keyof typeof TOPICS;

/** The same without topics. */
export const ROUTES = {
  ...sessionRoutes,
  ...accountRoutes,
  ...displayRoutes,
  ...auditRoutes,
  ...catalogueRoutes,
  ...schemeRoutes,
  ...factRoutes,
  ...recordRoutes,
  ...evidenceRoutes,
  ...observationRoutes,
  ...sourceRoutes,
  ...scoreRoutes,
  ...screenRoutes,
} as const;
type Routes = typeof ROUTES;
export type RouteName = keyof Routes & RouteKey;
/** What somebody says who calls a route, and what is answered. */
export type Calls = { readonly [Name in RouteName]: CallOf<Routes[Name]> };
export type Answers = { readonly [Name in RouteName]: AnswerOf<Routes[Name]> };
