import type { Component } from './named.ts';

/** What components are for, in the order they are told. */
export const KIND_KEY: Record<Component['kind'], string> = {
  runtime: 'about.kind.runtime',
  engine: 'about.kind.engine',
  page: 'about.kind.page',
  font: 'about.kind.font',
  library: 'about.kind.library',
};
