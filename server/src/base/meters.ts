import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What is counted while it happens. What can be read at any time is read when somebody asks (`ops/metrics`). Labels have
 * few values, none of which a caller chooses, and nothing in them is about a person.
 */
export interface Meters {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly eventStreams: Gauge;
  readonly pulls: Counter<'source' | 'outcome'>;
  readonly scorings: Histogram<'outcome'>;
  readonly commits: Histogram;
  readonly refusedWrites: Counter<'reason'>;
}

/** From a kept answer, which takes a fraction of a millisecond, to a pull that somebody waits for. */
const REQUEST_SECONDS = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const SCORING_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const COMMIT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2];

export function createMeters(): Meters {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'dangzhi_http_request_duration_seconds',
      help: 'Calls answered, by route as it is declared and by status; streams of events are counted apart',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_SECONDS,
      registers,
    }),
    eventStreams: new Gauge({ name: 'dangzhi_event_streams', help: 'Streams of events that are open', registers }),
    pulls: new Counter({
      name: 'dangzhi_pulls_total',
      help: 'Runs of a source, by how they ended: succeeded, failed or cancelled',
      labelNames: ['source', 'outcome'],
      registers,
    }),
    scorings: new Histogram({
      name: 'dangzhi_scoring_duration_seconds',
      help: 'Scorings, by whether they were done or failed',
      labelNames: ['outcome'],
      buckets: SCORING_SECONDS,
      registers,
    }),
    commits: new Histogram({
      name: 'dangzhi_commit_duration_seconds',
      help: 'Commits of PostgreSQL that wrote something, until the disk had them',
      buckets: COMMIT_SECONDS,
      registers,
    }),
    refusedWrites: new Counter({
      name: 'dangzhi_writes_refused_total',
      help: 'Calls refused because nothing new could be stored, by the code they were refused with',
      labelNames: ['reason'],
      registers,
    }),
  };
}
