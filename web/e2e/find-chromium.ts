import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from '@playwright/test';

/** Named by hand, or of the system, or Playwright's own. */
export function findChromium(): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const candidates = [process.env['CHROMIUM_PATH'], ...places.map((place) => join(place, 'chromium'))];
  return [...candidates, chromium.executablePath()].find((path) => path && existsSync(path));
}

// `npm test` asks by running this file.
if (import.meta.main) process.stdout.write(findChromium() ?? '');
