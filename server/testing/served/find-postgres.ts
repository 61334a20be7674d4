import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** The directory that has both `postgres` and `initdb`: on the PATH, or where Debian keeps them off it. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
  ];
  return places.find((place) => ['postgres', 'initdb'].every((program) => existsSync(join(place, program))));
}

// `npm test` asks by running this file.
if (import.meta.main) process.stdout.write(findPostgres() ?? '');
