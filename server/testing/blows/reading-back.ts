import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '@dangzhi/metrics/contract';
import type { Random } from '@dangzhi/metrics/doubt';
import type { Acknowledged } from './mixed-load.ts';

/** Somebody who reads, again and again, what a server said it keeps. */
export interface ReadingBack {
  /** What was neither that nor a refusal because the disk is full or a store is down. */
  readonly misread: readonly string[];
  stopReading(): Promise<void>;
}

const REST_MS = 30;

/** @param acknowledged what there is to read at the moment */
export function startReadingBack(
  { origin, token }: { readonly origin: string; readonly token: string },
  acknowledged: () => readonly Acknowledged[],
  random: Random,
): ReadingBack {
  const misread: string[] = [];
  let isStopped = false;
  const get = (address: string): Promise<Response> =>
    fetch(`${origin}/api/v1${address}`, { headers: { authorization: `Bearer ${token}` } });
  const read = async (): Promise<void> => {
    while (!isStopped) {
      await sleep(REST_MS);
      const all = acknowledged();
      const one = all[Math.floor(random() * all.length)];
      const address = one && addressOf(one);
      if (address === null || address === undefined) continue;
      try {
        const response = await get(address);
        const body = Buffer.from(await response.arrayBuffer());
        const fault = faultOf(one as Acknowledged, response.status, body);
        if (fault !== null) misread.push(`${address}: ${fault}`);
      } catch {
        // The line broke: it was killed.
      }
    }
  };
  const reading = read();
  return {
    misread,
    stopReading: async () => {
      isStopped = true;
      await reading;
    },
  };
}

function addressOf(one: Acknowledged): string | null {
  if (one.kind === 'report') return `/batches/${one.batch}`;
  return one.kind === 'evidence' ? `/evidence/${one.id}` : null;
}

function faultOf(one: Acknowledged, status: number, body: Buffer): string | null {
  if (status === 507 || status === 503) return null;
  if (status !== 200) return `${status} ${body.toString('utf8')}`;
  if (one.kind === 'evidence')
    return createHash('sha256').update(body).digest('hex') === one.sha256 ? null : 'the content is another';
  const { state } = JSON.parse(body.toString('utf8')) as Batch;
  return state === 'checked' ? null : `the batch is ${state}`;
}
