import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { findChromium } from '../../web/e2e/find-chromium.ts';
import type { Caller } from './county.ts';
import { RECORDED_AT } from './server.ts';

/** A page as somebody comes to it. */
interface Visit {
  readonly name: string;
  readonly url: string;
  /** The first sees it in every size, both themes and both languages; the others, who get the same answers, once. */
  readonly as: readonly [string, ...string[]];
  /** Done before the picture is taken. Finds things by what they are called, since classes change. */
  readonly act?: (page: Page) => Promise<void>;
}

const DETAIL = 'period=2022-12';
const unfold = (page: Page) => page.getByRole('button', { name: /全部展开|Unfold all/ }).click();

/**
 * Every page, as who may see it. Whoever sees the same rows of a page is drawn once wide and light in Chinese only: that
 * keeps buttons that only some roles have on record. Who may not see a page is drawn once a page.
 */
const VISITS: readonly Visit[] = [
  { name: 'login', url: '/login', as: ['nobody'] },
  { name: 'login-failed', url: '/login?failed=refused', as: ['nobody'] },
  { name: 'set-up', url: '/set-up', as: ['nobody'] },
  { name: 'set-up-token', url: '/set-up#not-a-token', as: ['nobody'] },
  { name: 'display', url: '/display', as: ['nobody'] },
  { name: 'display-used', url: '/display#not-a-token', as: ['nobody'] },
  { name: 'home', url: '/', as: ['steward', 'admin', 'newcomer'] },
  { name: 'wall-overview', url: `/wall?scene=overview&${DETAIL}`, as: ['leader', 'display', 'auditor'] },
  { name: 'wall-archives', url: `/wall?scene=archives&${DETAIL}`, as: ['leader'] },
  { name: 'wall-platform', url: `/wall?scene=platform&${DETAIL}`, as: ['leader', 'display'] },
  { name: 'wall-now', url: '/wall', as: ['leader'] },
  { name: 'wall-no-month', url: '/wall?period=1999-01', as: ['leader'] },
  { name: 'wall-closed', url: '/wall', as: ['nobody', 'reporter'] },
  {
    name: 'ranking',
    url: `/ranking?${DETAIL}`,
    as: ['leader', 'head', 'evaluator', 'approver', 'auditor', 'reporter'],
  },
  { name: 'ranking-now', url: '/ranking', as: ['leader'] },
  { name: 'ranking-township', url: `/ranking?kind=township&${DETAIL}`, as: ['leader'] },
  { name: 'ranking-county', url: `/ranking?kind=county&${DETAIL}`, as: ['leader'] },
  { name: 'ranking-no-month', url: '/ranking?period=2031-01', as: ['leader'] },
  { name: 'unit-own', url: `/units/XC-D29?${DETAIL}`, as: ['head', 'reporter', 'steward', 'approver'] },
  { name: 'unit-other', url: `/units/XC-D30?${DETAIL}`, as: ['leader', 'head'] },
  { name: 'unit-now', url: '/units/XC-D30', as: ['leader'] },
  { name: 'unit-deducted', url: `/units/XC-D83?${DETAIL}`, as: ['leader'], act: unfold },
  { name: 'unit-county', url: `/units/330624?${DETAIL}`, as: ['leader'], act: unfold },
  { name: 'unit-township', url: `/units/330624104?${DETAIL}`, as: ['leader'] },
  { name: 'unit-focuses', url: `/units/330624?view=focuses&${DETAIL}`, as: ['leader'] },
  { name: 'unit-bands', url: `/units/330624?view=bands&show=missing&${DETAIL}`, as: ['leader'] },
  { name: 'unit-nowhere', url: '/units/nowhere', as: ['leader'] },
  {
    name: 'drawer-leaf',
    url: `/units/XC-D29?${DETAIL}`,
    as: ['leader'],
    act: async (page) => {
      await unfold(page);
      await page
        .getByRole('row', { name: /年度归档完成率|Annual archiving completion/ })
        .getByRole('button')
        .last()
        .click();
      await page
        .getByRole('dialog')
        .getByText(/年度归档完成率|Annual archiving completion/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'drawer-loss',
    url: `/units/330624?${DETAIL}`,
    as: ['leader'],
    act: async (page) => {
      await page
        .getByRole('region', { name: /失分最多|Where most points are lost/ })
        .getByRole('button')
        .first()
        .click();
      await page.getByRole('dialog').first().waitFor();
    },
  },
  { name: 'workbench', url: `/workbench?${DETAIL}`, as: ['evaluator', 'approver', 'auditor', 'leader'] },
  { name: 'workbench-township', url: `/workbench?kind=township&${DETAIL}`, as: ['evaluator'] },
  { name: 'catalogue', url: '/catalogue', as: ['leader', 'steward', 'admin', 'reporter'] },
  { name: 'indicator-ratio', url: `/catalogue/GOV-1-01?${DETAIL}`, as: ['leader'] },
  { name: 'indicator-safety', url: `/catalogue/SEC-2-03?${DETAIL}`, as: ['leader'] },
  { name: 'indicator-watched', url: `/catalogue/MON-01?${DETAIL}`, as: ['leader'] },
  { name: 'indicator-none', url: '/catalogue/NOPE', as: ['leader'] },
  { name: 'facts', url: '/facts', as: ['leader', 'steward'] },
  { name: 'fact', url: '/facts/A073', as: ['leader'] },
  { name: 'fact-ruled', url: '/facts/A003', as: ['leader'] },
  { name: 'records', url: '/records', as: ['leader', 'steward'] },
  { name: 'record', url: '/records/TGT-01', as: ['leader'] },
  { name: 'record-none', url: '/records/NONE', as: ['leader'] },
  { name: 'accounts', url: '/accounts', as: ['admin', 'auditor', 'leader'] },
  { name: 'accounts-none', url: '/accounts?state=disabled&q=nobody-is-called-so', as: ['admin'] },
  {
    name: 'accounts-new',
    url: '/accounts',
    as: ['admin'],
    act: async (page) => {
      await page.getByRole('button', { name: /新建账号|New account/ }).click();
      await page.getByRole('dialog').first().waitFor();
    },
  },
  { name: 'account-admin', url: '/accounts/demo-head', as: ['admin', 'auditor'] },
  { name: 'roles', url: '/roles', as: ['admin', 'auditor'] },
  { name: 'displays', url: '/displays', as: ['admin', 'auditor'] },
  { name: 'audit', url: '/audit?to=2026-11-26T23:00:00Z', as: ['auditor', 'admin'] },
  { name: 'audit-refused', url: '/audit?outcome=refused', as: ['auditor'] },
  {
    name: 'account',
    url: '/account',
    as: ['head', 'leader', 'reporter', 'steward', 'evaluator', 'approver', 'admin', 'auditor'],
  },
  { name: 'account-must-change', url: '/account', as: ['newcomer'] },
  { name: 'about', url: '/about', as: ['leader', 'admin'] },
  { name: 'not-found', url: '/nothing-here', as: ['leader'] },
];

interface Look {
  readonly width: 1440 | 390;
  readonly theme: 'light' | 'dark';
  readonly language: 'zh' | 'en';
}

const ONCE: Look = { width: 1440, theme: 'light', language: 'zh' };
const LOOKS: readonly Look[] = [
  ONCE,
  { width: 1440, theme: 'dark', language: 'zh' },
  { width: 390, theme: 'light', language: 'zh' },
  { width: 390, theme: 'dark', language: 'zh' },
  { width: 1440, theme: 'light', language: 'en' },
];

/** What the page complained about, by picture. */
type Complaints = Record<string, string[]>;

/** A page that asks and changes for longer than this is drawn as it is. */
const SETTLED_WITHIN_MS = 30_000;
const ACTS_WITHIN_MS = 20_000;

/**
 * Draws every page as who may see it, two at a time, under a clock that stands still.
 *
 * @param only names of visits; all of them when it is empty
 */
export async function recordPages(
  address: string,
  callers: readonly Caller[],
  folder: string,
  only: readonly string[],
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb'],
  });
  const jobs = VISITS.filter(({ name }) => only.length === 0 || only.includes(name)).flatMap((visit) =>
    visit.as.flatMap((role, index) => (index === 0 ? LOOKS : [ONCE]).map((look) => ({ visit, role, look }))),
  );
  // Those of one person and look share a context, and with it what the browser has fetched.
  const groups = Map.groupBy(jobs, ({ role, look }) => `${role} ${look.width} ${look.theme} ${look.language}`);
  const queue = [...groups.values()];
  const complaints: Complaints = {};
  const work = async (): Promise<void> => {
    for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
      const [{ role, look }] = group as [(typeof group)[0]];
      const context = await openContext(browser, address, callers, role, look);
      for (const { visit } of group) {
        const name = `${visit.name}.${role}.${look.width}.${look.theme}.${look.language}`;
        const heard = await draw(context, address, visit, path.join(folder, `${name}.png`));
        if (heard.length > 0) complaints[name] = heard;
      }
      await context.close();
    }
  };
  await Promise.all([work(), work()]);
  await browser.close();
  const sorted = Object.fromEntries(Object.entries(complaints).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path.join(folder, 'complaints.json'), `${JSON.stringify(sorted, null, 1)}\n`);
  return jobs.length;
}

async function openContext(
  browser: Browser,
  address: string,
  callers: readonly Caller[],
  role: string,
  { width, theme, language }: Look,
): Promise<BrowserContext> {
  const cookie = callers.find(({ name }) => name === role)?.headers['cookie'] ?? '';
  const context = await browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  await context.clock.setFixedTime(RECORDED_AT.start + 60_000);
  const preferences = { locale: language, theme };
  await context.addInitScript((stored) => {
    localStorage.setItem('dangzhi.preferences', stored);
  }, JSON.stringify(preferences));
  for (const pair of cookie === '' ? [] : cookie.split('; ')) {
    const at = pair.indexOf('=');
    await context.addCookies([{ name: pair.slice(0, at), value: pair.slice(at + 1), url: address }]);
  }
  return context;
}

/** @returns what the page complained about, and whether it could be brought to where its picture is taken */
async function draw(context: BrowserContext, address: string, visit: Visit, file: string): Promise<string[]> {
  const page = await context.newPage();
  page.setDefaultTimeout(ACTS_WITHIN_MS);
  const heard: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(message.text().replaceAll(address, ''));
  });
  page.on('pageerror', (error) => heard.push(error.message));
  const settled = settling(page);
  try {
    await page.goto(`${address}${visit.url}`, { waitUntil: 'load' });
    await settled();
    await visit.act?.(page);
    if (visit.act) await settled();
    await drawChartsAgain(page, settled);
  } catch (error) {
    heard.push(`not brought there: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
  }
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled', caret: 'hide' });
  await page.close();
  return heard;
}

/** A chart that was drawn before its letters had arrived keeps others; one that changed its size is drawn anew. */
async function drawChartsAgain(page: Page, settled: () => Promise<void>): Promise<void> {
  const size = page.viewportSize();
  if (size === null || (await page.locator('canvas').count()) === 0) return;
  for (const width of [size.width + 8, size.width]) {
    await page.setViewportSize({ ...size, width });
    await settled();
  }
}

/** Run in the page: whether it says that it is busy, and all that is written on it. */
const SHOWN = `document.fonts.ready.then(() => {
  const isBusy = document.querySelector('[aria-busy="true"]') !== null;
  const { scrollHeight, innerText } = document.body;
  return [isBusy, scrollHeight, document.querySelectorAll('*').length, innerText].join(' ');
})`;

/** Waits until nothing is asked any more, fonts are there and what is shown stays as it is for a while. */
function settling(page: Page): () => Promise<void> {
  let open = 0;
  let changedAt = performance.now();
  const count = (step: number) => (request: { url(): string }) => {
    if (request.url().includes('/events')) return;
    open += step;
    changedAt = performance.now();
  };
  page.on('request', count(1));
  page.on('requestfinished', count(-1));
  page.on('requestfailed', count(-1));
  return async () => {
    const deadline = performance.now() + SETTLED_WITHIN_MS;
    let seen = '';
    while (performance.now() < deadline) {
      const shown = await page.evaluate<string>(SHOWN);
      if (shown !== seen) changedAt = performance.now();
      seen = shown;
      if (open === 0 && performance.now() - changedAt > 400 && !shown.startsWith('true')) return;
      await page.waitForTimeout(100);
    }
  };
}
