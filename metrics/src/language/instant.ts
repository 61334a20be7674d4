import type { InstantFormat } from './source-mapping.ts';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;
const LAST = Date.parse('9999-12-31T00:00:00Z');

/**
 * An instant as a source writes it, in one writing for all, ISO with `+08:00`: later is larger as text.
 *
 * @returns `null` when it is none
 */
export function readInstant(text: string, format: InstantFormat): string | null {
  const ms = toMs(text, format);
  return ms >= 0 && ms < LAST ? shanghaiIso(ms) : null;
}

function toMs(text: string, format: InstantFormat): number {
  switch (format) {
    case 'iso':
      return ISO.test(text) ? Date.parse(text) : NaN;
    case 'YYYY-MM-DD HH:mm:ss':
      return LOCAL.test(text) ? Date.parse(text.replace(LOCAL, '$1T$2+08:00')) : NaN;
    case 'YYYYMMDDHHmmss':
      return DIGITS.test(text) ? Date.parse(text.replace(DIGITS, '$1-$2-$3T$4:$5:$6+08:00')) : NaN;
    case 'epoch-s':
      return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : NaN;
    case 'epoch-ms':
      return /^\d{1,14}$/.test(text) ? Number(text) : NaN;
  }
}

/** The inverse of {@link readInstant}; what a format cannot write (parts of a second) is cut off. */
export function writeInstant(iso: string, format: InstantFormat): string {
  const ms = Date.parse(iso);
  const local = shanghaiIso(ms).slice(0, 19);
  switch (format) {
    case 'iso':
      return shanghaiIso(ms);
    case 'YYYY-MM-DD HH:mm:ss':
      return local.replace('T', ' ');
    case 'YYYYMMDDHHmmss':
      return local.replaceAll(/\D/g, '');
    case 'epoch-s':
      return String(Math.floor(ms / 1000));
    case 'epoch-ms':
      return String(ms);
  }
}

/** ISO with `+08:00`, with parts of a second where there are any. */
export function shanghaiIso(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().replace(/(\.000)?Z$/, '+08:00');
}
