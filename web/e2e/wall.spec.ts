import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { test as withOwnContext, type APIRequestContext, type Page } from '@playwright/test';
import { faults } from '../testing/axe.ts';
import { keepPicture } from '../testing/pictures.ts';
import { expect, test } from './kept-context.ts';
import { storeDown } from './store-down.ts';

/** The month of the articles' figures. */
const PUBLISHED_MONTH = '2022-12';
const SCENES = ['overview', 'archives', 'platform'] as const;
type Scene = (typeof SCENES)[number];

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1366, height: 768 },
  { width: 2560, height: 1080 },
  { width: 3840, height: 1080, pages: 2 },
  { width: 5760, height: 1080, pages: 3 },
  { width: 1080, height: 1920 },
];

/** Everything the page complains about; a test ends by looking at it. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

async function openWall(page: Page, scene: Scene = 'overview', more = '', pages = 1) {
  const period = more.includes('period=') ? '' : `&period=${PUBLISHED_MONTH}`;
  // Fonts alone may fill the list of what was loaded (250 entries), and what comes later is then left out.
  await page.addInitScript(() => performance.setResourceTimingBufferSize(2_000));
  await page.goto(`/wall?scene=${scene}${period}${more}`);
  await expect(page.locator('main .scene')).toHaveCount(pages);
  if (pages === 1) await expect(page.locator('canvas')).toHaveCount(scene === 'platform' ? 0 : 1);
  await page.evaluate(() => document.fonts.ready);
}

/** The scenes that are not shown have been fetched, too. */
async function expectAllScenes(page: Page) {
  const answered = () =>
    page.evaluate(() => {
      const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const paths = entries
        .filter(({ responseStatus }) => responseStatus === 200)
        .map(({ name }) => new URL(name).pathname);
      return new Set(paths.filter((path) => path.startsWith('/api/v1/wall/'))).size;
    });
  await expect.poll(answered).toBe(3);
}

/** Numbers somebody sees in the scene; what is only spoken, and axes and ranks, are none. */
const visibleFigures = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const spoken = (node: Element | null) => node?.closest('.spoken, .rank, .moved, .source, .between, [role=img]');
    const texts = [...document.querySelectorAll('main .row[aria-hidden], main strong, main .finding')];
    return texts
      .filter((node) => !spoken(node) && node.textContent)
      .flatMap((node) => node.textContent.match(/\d[\d,]*(\.\d+)?/g) ?? []);
  });

test.describe('the wall', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('shows what a leader needs first, without a login, a scroll bar or a complaint', async ({ page }) => {
    const complaints = listen(page);
    await openWall(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('新昌县');
    await expect(page.getByText('演示数据，非真实评价')).toBeVisible();
    await expect(page.getByText(/数据截至 \d{4}-\d{2}-\d{2}/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^县级档案工作指数 \d+\.\d\d/ })).toBeVisible();
    await expect(page.locator('.finding')).toHaveText(/最好，.+最弱；失分最多的是.+，少得 \d+\.\d\d 分/);
    await expect(page.getByRole('region', { name: '六个维度' }).getByRole('listitem')).toHaveCount(6);
    await expect(page.getByRole('region', { name: '镇街五色图' }).getByRole('listitem')).toHaveCount(12);
    await expect(page.getByRole('region', { name: /下一步/ }).getByRole('listitem')).toHaveCount(5);
    await expect(page.locator('input[type=password]')).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
    const figures = await visibleFigures(page);
    expect(figures.length).toBeGreaterThan(15);
    expect(figures.length).toBeLessThanOrEqual(25);
    await keepPicture(page, 'wall-overview-zh');
    expect(complaints).toEqual([]);
  });

  test('shows the archives’ article: filing, holdings, priorities, stack rooms, honours', async ({ page }) => {
    const complaints = listen(page);
    await openWall(page, 'archives');
    for (const figure of ['14.43', '207,124', '29,893', '161,280', '136,417', '56.9', '66.7']) {
      await expect(page.getByRole('button', { name: figure }).first()).toBeVisible();
    }
    await expect(page.getByText('297,697')).toHaveCount(0);
    await expect(page.getByText(/最小二乘，每月 \+\d\.\d\d±\d\.\d\d 个百分点/)).toBeVisible();
    // Titles over leaves with their own values, in the article's order; nothing that could be a priority's own score.
    const priorities = page.getByRole('region', { name: '六大重点' });
    await expect(priorities.locator('.priorities > li > button')).toHaveText([
      ...[/^存史资政 ?\d+ 项$/, /^数字改革/, /^档案为民/, /^共建共享/, /^开放开发/, /^队伍建设/],
    ]);
    await expect(priorities.locator('.bar-track, .state, .score')).toHaveCount(0);
    await expect(priorities.getByRole('button', { name: /^电子文件正式归档转化率 14\.43/ })).toBeVisible();
    await expect(page.getByRole('region', { name: '荣誉与试点' })).toContainText('全国示范数字档案馆');
    await keepPicture(page, 'wall-archives-zh');
    expect(complaints).toEqual([]);
  });

  test('shows the data centre’s article in its own architecture', async ({ page }) => {
    const complaints = listen(page);
    await openWall(page, 'platform');
    for (const figure of ['681', '9,009', '29.91', '83.63', '244', '518', '291', '36.66', '2.91', '11,480', '95.48']) {
      await expect(page.getByRole('button', { name: figure }).first()).toBeVisible();
    }
    // Never as the county's own daily users.
    await expect(page.getByText('万人/百万人')).toBeVisible();
    for (const band of ['基础设施体系', '数据资源体系', '应用支撑体系', '业务应用体系', '浙里办', '浙政钉']) {
      await expect(page.getByRole('region', { name: band })).toBeVisible();
    }
    await expect(page.getByRole('region', { name: '四纵' }).getByRole('listitem')).toHaveCount(4);
    // A cell of one leaf has that leaf's value and no score; one without says what is not measured.
    const applications = page.getByRole('region', { name: '业务应用体系' });
    await expect(applications).toContainText('单项，不合成');
    await expect(applications.getByRole('button', { name: /^应用使用数据率 83\.63/ })).toBeVisible();
    await expect(applications.locator('.score')).toHaveCount(0);
    await expect(page.getByRole('region', { name: '数据资源体系' }).locator('.score')).toHaveText(
      /(\d+\.\d\d)(蓝|绿|黄|橙|红)/,
    );
    await expect(page.getByRole('button', { name: '政策制度体系' })).toContainText('未设指标：县级没有立法权');
    // Kinds of databases, most first, on one scale.
    const bars = page.getByRole('region', { name: '数据资源体系' }).locator('.part').nth(1).getByRole('listitem');
    await expect(bars).toHaveText([/部门原始库.*70/, /镇街数据仓.*12/, /数据专题库.*11/, /主题库.*2/, /中心库.*1/]);
    const widths = await bars
      .locator('.bar-track > span')
      .evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().width));
    for (const [at, count] of [70, 12, 11, 2, 1].entries())
      expect((widths[at] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(count / 70, 2);
    await keepPicture(page, 'wall-platform-zh');
    expect(complaints).toEqual([]);
  });

  for (const scene of SCENES) {
    test(`has no fault axe can find in the ${scene} scene, and nothing too small or out of place`, async ({ page }) => {
      await openWall(page, scene);
      expect(await faults(page)).toEqual([]);
      expect(await layoutFaults(page)).toEqual([]);
    });

    test(`speaks English completely in the ${scene} scene, and nothing gets too small or out of place`, async ({
      page,
    }) => {
      await openWall(page, scene, '&lang=en');
      await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
      const text = await page.locator('main').innerText();
      expect(text.match(/\p{Script=Han}+/gu)).toBeNull();
      expect(await layoutFaults(page)).toEqual([]);
      await keepPicture(page, `wall-${scene}-en`);
    });
  }

  test('turns scenes by digits, arrows and links, and keeps the scene in the address', async ({ page }) => {
    await openWall(page);
    const current = page.getByRole('navigation', { name: '大屏场景' }).locator('[aria-current=page]');
    await page.keyboard.press('2');
    await expect(current).toHaveText('档案工作');
    await expect(page).toHaveURL(/scene=archives/);
    await page.keyboard.press('ArrowRight');
    await expect(current).toHaveText('公共数据平台');
    await page.keyboard.press('PageDown');
    await expect(current).toHaveText('总览');
    await page.getByRole('link', { name: '公共数据平台' }).click();
    await expect(page.getByRole('region', { name: '四纵' })).toBeVisible();
    await page.reload();
    await expect(current).toHaveText('公共数据平台');
    // A drawer is read in peace.
    await page.getByRole('button', { name: /681/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('1');
    await expect(current).toHaveText('公共数据平台');
  });

  // A clock is installed in a context, for good.
  withOwnContext('turns by itself when asked to, and waits while somebody is there', async ({ page }) => {
    await page.clock.install();
    await openWall(page, 'overview', '&carousel=20');
    const current = page.getByRole('navigation', { name: '大屏场景' }).locator('[aria-current=page]');
    await page.clock.fastForward(21_000);
    await expect(current).toHaveText('档案工作');
    await page.mouse.click(960, 1070);
    await page.clock.fastForward(60_000);
    await expect(current).toHaveText('档案工作');
    await page.clock.fastForward(31_000);
    await expect(current).toHaveText('公共数据平台');
    await page.getByRole('button', { name: '轮播' }).click();
    await expect(page).not.toHaveURL(/carousel/);
    await page.clock.fastForward(200_000);
    await expect(current).toHaveText('公共数据平台');
    // By now the stage has moved by a pixel or two, so that nothing burns in.
    await expect(page.locator('.stage')).toHaveCSS('transform', /matrix\(1, 0, 0, 1, [02], [02]\)/);
  });

  test('ranks departments inside a class, and says how many it leaves out', async ({ page }) => {
    await openWall(page);
    const ranking = page.getByRole('region', { name: '部门' });
    await ranking.getByRole('combobox').selectOption('party');
    await expect(page).toHaveURL(/class=party/);
    await expect(ranking.getByText(/类内排名 \d+ 家/)).toBeVisible();
    await expect(ranking.getByText(/中间 \d+ 家/)).toBeVisible();
    await expect(ranking.getByRole('listitem').getByRole('button')).toHaveCount(6);
  });

  test('leads any number to the raw record it came in, by keyboard', async ({ page }) => {
    await openWall(page, 'archives');
    const figure = page.getByRole('button', { name: /14\.43/ }).first();
    await figure.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: '这个数从哪来' });
    await expect(drawer.getByText(/÷\s.*\s×\s100 ≈ /)).toBeVisible();
    await drawer.getByRole('button', { name: /分子/ }).press('Enter');
    await expect(drawer.getByText(/列出 .* 条/)).toBeVisible();
    await drawer
      .getByRole('button', { name: /· 2022-12/ })
      .first()
      .press('Enter');
    await expect(drawer.locator('pre')).toContainText('{');
    await keepPicture(page, 'wall-record');
    for (let stop = 0; stop < 8; stop += 1) {
      await page.keyboard.press('Tab');
      expect(await drawer.evaluate((node) => node.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(figure).toBeFocused();
  });

  test('explains a dimension, a priority and a watched figure by what they are made of', async ({ page }) => {
    const drawer = page.getByRole('dialog');
    await openWall(page);
    await page.getByRole('button', { name: /^数字化转型/ }).click();
    await expect(drawer.getByRole('heading', { level: 3 })).toContainText('数字化转型');
    await openWall(page, 'archives');
    await page.getByRole('button', { name: /^共建共享/ }).click();
    await expect(drawer.getByRole('heading', { level: 3 })).toContainText('共建共享');
    // Of a priority the values alone; of a cell of the frame what makes its score.
    await expect(drawer.getByRole('columnheader')).toHaveText(['指标', '指标值']);
    expect(await faults(page)).toEqual([]);
    await drawer.getByRole('button', { name: '年度归档完成率' }).click();
    await expect(drawer.getByRole('heading', { level: 3 })).toContainText('年度归档完成率');
    await drawer.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: /公开预计/ }).click();
    await expect(drawer.locator('blockquote')).toContainText('预计未来5年');
    await openWall(page, 'platform');
    await page.getByRole('button', { name: /^网络安全体系/ }).click();
    await expect(drawer.getByRole('columnheader')).toHaveCount(4);
    await expect(drawer.getByText('未设指标：四项能力有没有是状态，不计分')).toBeVisible();
    await drawer.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: /9,009/ }).click();
    await expect(drawer.getByRole('heading', { level: 3 })).toContainText('字段数');
  });

  test('keeps what it has on every scene and says so when the network goes, and recovers by itself', async ({
    page,
    context,
  }) => {
    await openWall(page);
    await expectAllScenes(page);
    await context.setOffline(true);
    await expect(page.getByRole('banner').getByRole('status')).toHaveText(
      /连接中断，显示 \d{2}-\d{2} \d{2}:\d{2} 的数据/,
    );
    await page.keyboard.press('3');
    await expect(page.getByRole('button', { name: /83\.63/ }).first()).toBeVisible();
    await keepPicture(page, 'wall-offline');
    await context.setOffline(false);
    await expect(page.getByText('已连接')).toBeVisible();
  });

  // A clock is installed in a context, for good.
  withOwnContext('keeps what it has while a store is away, says of when, and renews itself', async ({ page }) => {
    await page.clock.install({ time: new Date('2026-11-30T01:05:00Z') });
    // The browser's own list of what was loaded stands still with the clock.
    const answered = SCENES.map((scene) =>
      page.waitForResponse((response) => response.ok() && response.url().includes(`/api/v1/wall/${scene}`)),
    );
    await openWall(page);
    await Promise.all(answered);
    const figures = await visibleFigures(page);
    const connection = page.getByRole('banner').getByRole('status');
    await expect(connection).toHaveText('已连接');
    const comeBack = await storeDown(page, '**/api/v1/wall/*');
    // It asks by itself every minute.
    await page.clock.fastForward(80_000);
    const away = '数据库没有应答，显示 11-30 09:05 的数据';
    await expect(connection).toHaveText(away);
    expect(await visibleFigures(page)).toEqual(figures);
    await page.clock.fastForward('02:00:00');
    await expect(connection).toHaveText(away);
    for (const [key, name] of [
      ['3', '四纵'],
      ['2', '六大重点'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole('region', { name })).toBeVisible();
      await expect(connection).toHaveText(away);
    }
    expect(await layoutFaults(page)).toEqual([]);
    await keepPicture(page, 'wall-store-away');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(connection).toHaveText('Database away, as of 11-30 09:05');
    expect(await layoutFaults(page)).toEqual([]);
    await keepPicture(page, 'wall-store-away-en');
    await page.getByRole('button', { name: '中文' }).click();
    await page.keyboard.press('1');
    comeBack();
    // Sooner than it asks while all is well.
    await page.clock.fastForward(20_000);
    await expect(connection).toHaveText('已连接');
    expect(await visibleFigures(page)).toEqual(figures);
  });

  test.describe('with motion', () => {
    test.use({ contextOptions: { reducedMotion: 'no-preference' } });

    test(
      'changes by itself when a value is corrected, rolling the digits that changed, and back',
      { tag: '@alone' },
      async ({ page, request }) => {
        await page.addInitScript(() => {
          const rolled: [number, string][] = [];
          Object.assign(window, { rolled });
          const prototype = Element.prototype;
          const animate = Reflect.get(prototype, 'animate') as (this: Element, ...motion: unknown[]) => Animation;
          prototype.animate = function (...motion) {
            const row = this.parentElement;
            rolled.push([[...(row?.children ?? [])].indexOf(this), row?.textContent ?? '']);
            return animate.apply(this, motion);
          };
        });
        const { month, value } = await lastServers(request);
        await openWall(page, 'platform', `&period=${month}`);
        const figure = page.getByRole('button', { name: /^云主机 ECS/ }).locator('.row');
        const before = (await figure.textContent()) ?? '';
        await report(request, month, String(Number(value) + 3), '现场核查');
        await expect(figure).not.toHaveText(before);
        const now = (await figure.textContent()) ?? '';
        const rolled = await page.evaluate(() => (window as unknown as { rolled: [number, string][] }).rolled);
        const places = rolled.filter(([, row]) => row === now).map(([place]) => place);
        expect(places).toEqual([...now].flatMap((digit, place) => (digit === before[place] ? [] : [place])));
        const line = page.getByRole('status').filter({ hasText: '刚刚' });
        await expect(line).toContainText(`${month}${value} → ${String(Number(value) + 3)}`);
        await expect(line).toContainText('现场核查');
        await expect(line).toHaveAttribute('aria-live', 'polite');
        expect(await layoutFaults(page)).toEqual([]);
        await report(request, month, value, '核查更正');
        await expect(figure).toHaveText(before);
      },
    );

    test('cross-fades scenes in no more than half a second', async ({ page }) => {
      await openWall(page);
      await expectAllScenes(page);
      // How long the motions are that run while there are two scenes, in milliseconds.
      await page.evaluate(() => {
        const lengths: number[] = [];
        const look = () => {
          const main = document.querySelector('main');
          if (main?.querySelectorAll('.scene').length === 2)
            for (const { effect } of main.getAnimations({ subtree: true }))
              lengths.push(Number(effect?.getComputedTiming().endTime));
          requestAnimationFrame(look);
        };
        look();
        Object.assign(window, { lengths });
      });
      await page.keyboard.press('2');
      await expect(page.getByRole('region', { name: '六大重点' })).toBeVisible();
      await expect(page.locator('main .scene')).toHaveCount(1);
      const lengths = await page.evaluate(() => (window as unknown as { lengths: number[] }).lengths);
      expect(lengths.length).toBeGreaterThan(0);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(500);
    });
  });

  test('asks for a month that was not scored and is told so', async ({ page }) => {
    await page.goto('/wall?period=1999-01');
    await expect(page.getByRole('alert')).toContainText('没有这一期');
  });
});

for (const scene of SCENES) {
  test(`scales as a whole to every size of wall, beginning at the ${scene} scene`, async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await openWall(page, scene);
    for (const { width, height, pages = 1 } of SIZES) {
      const size = `${width} × ${height}`;
      await page.setViewportSize({ width, height });
      await expect(page.locator('main .scene'), size).toHaveCount(pages);
      await expect
        .poll(async () => {
          const stage = await page.locator('.stage').boundingBox();
          return (stage?.width ?? 0) / (stage?.height ?? 1);
        }, size)
        .toBeCloseTo((pages * 16) / 9, 2);
      const stage = await page.locator('.stage').boundingBox();
      expect(stage?.x, size).toBeGreaterThanOrEqual(-0.5);
      expect(stage?.y, size).toBeGreaterThanOrEqual(-0.5);
      await expect.poll(() => layoutFaults(page), size).toEqual([]);
      await keepPicture(page, `wall-${scene}-${width}x${height}`);
    }
  });
}

/** Text below 18 px of the stage, cut off (names of units may be), or outside the stage or its panel. */
function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wall = document.querySelector('.wall');
    const stage = document.querySelector('.stage')?.getBoundingClientRect();
    if (!wall || !stage) return ['no stage'];
    const unit = Number.parseFloat(getComputedStyle(wall).getPropertyValue('--u'));
    const faults: string[] = [];
    for (const node of document.querySelectorAll('.stage *')) {
      const text = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent?.trim());
      if (!text || node.closest('.spoken, option, details > div') || node.getClientRects().length === 0) continue;
      const said = (node.textContent ?? '').trim().slice(0, 30);
      const style = getComputedStyle(node);
      if (Number.parseFloat(style.fontSize) < 18 * unit - 0.1) faults.push(`small: ${said}`);
      const isCut = style.overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1;
      if (isCut && !node.matches('select, .name, .leaves, .who')) faults.push(`cut: ${said}`);
      const box = node.getBoundingClientRect();
      const place = node.closest('.panel, .band, header')?.getBoundingClientRect() ?? stage;
      const slack = 9 * unit;
      if (box.right > place.right + slack || box.bottom > place.bottom + slack || box.left < place.left - slack)
        faults.push(`outside: ${said}`);
    }
    return faults;
  });
}

/** What can be enlarged, by scene: its name in the address, and how many rows it shows then at least. */
const PANELS: Record<Scene, Record<string, { title: string; rows: number }>> = {
  overview: {
    index: { title: '县级档案工作指数', rows: 24 },
    townships: { title: '镇街五色图', rows: 24 },
    departments: { title: '部门', rows: 83 },
    dimensions: { title: '六个维度', rows: 6 },
    'red-lines': { title: '红线', rows: 4 },
    next: { title: '下一步：失分最多', rows: 60 },
  },
  archives: {
    holdings: { title: '馆藏资源', rows: 8 },
    service: { title: '开放利用', rows: 10 },
    filing: { title: '电子文件归档', rows: 6 },
    focuses: { title: '六大重点', rows: 6 },
    storage: { title: '库房饱和度', rows: 24 },
    titles: { title: '荣誉与试点', rows: 4 },
  },
  platform: { verticals: { title: '四纵', rows: 6 } },
};

/** How a panel stands: its box and its room, its letters against those of the wall, and how much it shows. */
const panelAt = (page: Page, title: string) =>
  page.getByRole('region', { name: title, exact: true }).evaluate((panel) => {
    const sizeOf = (node: Element | null) => (node === null ? 0 : Number.parseFloat(getComputedStyle(node).fontSize));
    const { top, left, right, bottom } = panel.getBoundingClientRect();
    const room = panel.closest('.page')?.getBoundingClientRect();
    const list = panel.querySelector('.content');
    return {
      box: { top, left, right, bottom },
      room: room && { top: room.top, left: room.left, right: room.right, bottom: room.bottom },
      title: sizeOf(panel.querySelector('h2')),
      name: sizeOf(panel.querySelector('.name')),
      rows: panel.querySelectorAll('li, section, tbody tr').length,
      said: panel.textContent?.length ?? 0,
      hidden: list === null ? 0 : list.scrollHeight - list.clientHeight,
    };
  });

test.describe('an enlarged panel', () => {
  for (const [width, height] of [
    [1920, 1080],
    [2560, 1080],
    [6656, 1792],
  ] as const) {
    for (const scene of SCENES) {
      test(`fills its scene and shows more, in letters that grow alike: ${scene} at ${width} × ${height}`, async ({
        page,
      }) => {
        await page.setViewportSize({ width, height });
        await openWall(page, scene, '', width > 4000 ? 2 : 1);
        for (const [name, { title, rows }] of Object.entries(PANELS[scene])) {
          const before = await panelAt(page, title);
          await page.getByRole('button', { name: `放大“${title}”` }).click();
          await expect(page).toHaveURL(new RegExp(`panel=${name}`));
          const large = await panelAt(page, title);
          expect(large.rows, name).toBeGreaterThanOrEqual(rows);
          expect(large.said, name).toBeGreaterThan(before.said);
          expect(large.title / before.title, name).toBeGreaterThan(1.05);
          if (before.name > 0) expect(large.name / before.name, name).toBeCloseTo(large.title / before.title, 3);
          expect(large.hidden, name).toBeLessThanOrEqual(1);
          for (const side of ['top', 'left', 'right'] as const)
            expect(Math.abs(large.box[side] - large.room![side]), `${name} ${side}`).toBeLessThan(1);
          expect(large.box.bottom, name).toBeGreaterThanOrEqual(large.room!.bottom);
          expect(large.box.bottom, name).toBeLessThanOrEqual(height);
          expect(await layoutFaults(page), name).toEqual([]);
          await page.keyboard.press('Escape');
          await expect(page).not.toHaveURL(/panel=/);
          expect((await panelAt(page, title)).box, name).toEqual(before.box);
        }
      });
    }
  }

  test('speaks English without cutting what it shows', async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    for (const scene of SCENES) {
      for (const name of Object.keys(PANELS[scene])) {
        await openWall(page, scene, `&lang=en&panel=${name}`);
        const panel = page.locator('.enlarged');
        await expect(panel).toBeVisible();
        expect(await layoutFaults(page), name).toEqual([]);
        const hidden = await panel.locator('.content').evaluate((node) => node.scrollHeight - node.clientHeight);
        expect(hidden, name).toBeLessThanOrEqual(1);
        if (name === 'departments') await keepPicture(page, 'wall-enlarged');
      }
    }
  });

  test('tells of the year’s end what it rests on, whoever is likely to miss it', async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await openWall(page, 'overview', '&period=2022-06&panel=year-end');
    await expect(page.locator('.enlarged').getByText('档案安全责任事故数')).toBeVisible();
    await expect(page.locator('.enlarged')).toContainText(/推算的全年指标共 \d+ 项/);
    expect(await layoutFaults(page)).toEqual([]);
  });

  test('is in the address, left by Esc, by its button and by Back, and what it covers cannot be reached', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await openWall(page);
    const button = page.getByRole('button', { name: '放大“部门”' });
    await button.press('Enter');
    await expect(button).toBeFocused();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    const panel = page.getByRole('region', { name: '部门', exact: true });
    expect(await faults(page)).toEqual([]);
    // From the last of it Tab leads round to what is not covered: the head of the wall.
    await panel.getByRole('button').last().focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.scene'))).toBeNull();
    // Focus that goes with what is shown no more comes back to the button.
    await panel.getByRole('button').last().focus();
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
    await button.click();
    await page.goBack();
    await expect(page).not.toHaveURL(/panel=/);
    await expect(button).toHaveAttribute('aria-pressed', 'false');
    // A drawer closes first.
    await button.click();
    await panel.getByRole('button', { name: /县档案馆/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    // Opened by its address it has nothing to go back to; another scene has not got it.
    await page.reload();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await button.click();
    await expect(page).not.toHaveURL(/panel=/);
    await button.click();
    await page.keyboard.press('2');
    await expect(page).not.toHaveURL(/panel=/);
  });

  test('can be read in the hand, where the wall itself is but a picture', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of Object.keys(PANELS.overview)) {
      await openWall(page, 'overview', `&panel=${name}`);
      const panel = page.locator('.enlarged');
      expect(await panel.boundingBox(), name).toEqual({ x: 0, y: 0, width: 390, height: 844 });
      const { smallest, wide } = await panel.evaluate((node) => {
        const letters = [...node.querySelectorAll('*')].filter(
          (one) => one.children.length === 0 && one.textContent?.trim() && !one.closest('.spoken, option, .moved'),
        );
        const sizes = letters.map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
        return { smallest: Math.min(...sizes), wide: node.scrollWidth - node.clientWidth };
      });
      expect(smallest, name).toBeGreaterThanOrEqual(12);
      expect(wide, name).toBe(0);
    }
  });
});

test.describe('the head of the wall', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('has a year at every instant, and says why it opens on its month and how to leave it', async ({ page }) => {
    for (const lang of ['zh', 'en']) {
      await page.goto(`/wall?lang=${lang}`);
      await expect(page.locator('main .scene')).toHaveCount(1);
      const head = page.getByRole('banner');
      for (const clock of (await head.innerText()).matchAll(/\S+ \d{2}:\d{2}/g))
        expect(clock[0]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
      expect(await layoutFaults(page)).toEqual([]);
      // The words below the index stay clear of the axis beside them.
      const words = await page.locator('.standing > :last-child').boundingBox();
      const axis = await page.locator('canvas').first().boundingBox();
      expect(words!.x + words!.width).toBeLessThan(axis!.x);
    }
    await page.goto('/wall?lang=zh');
    const why = page.getByText('公开数据截至 2022-12-31');
    await expect(why).toHaveAttribute('title', /最近一个有非演示数据的月份/);
    await why.press('Enter');
    await expect(page.getByRole('banner').getByText(/此后各月只有演示数据/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('banner').getByText(/此后各月只有演示数据/)).toBeHidden();
    await why.click();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('link', { name: /看最近一个完整的月份/ }).click();
    await expect(page).toHaveURL(/period=20/);
    await page.getByText(/^数据截至/).click();
    await page.getByRole('link', { name: /回到默认月份：2022年12月/ }).click();
    await expect(page).not.toHaveURL(/period=/);
    await expect(why).toBeVisible();
  });
});

const MEASURE = 'ecs-instances';
const DEPARTMENT = 'XC-D29';

/**
 * A department's servers in the last month, which the county's are the sum of. A correction there touches no
 * month after it, and the county's figure stays demo, so the month shown by default stays where it is.
 */
async function lastServers(request: APIRequestContext): Promise<{ month: string; value: string }> {
  const meta = (await (await request.get('/api/v1/meta')).json()) as { periods: string[] };
  // The running month has nothing yet.
  for (const month of meta.periods.slice(-3).reverse()) {
    const query = new URLSearchParams({ unit: DEPARTMENT, measure: MEASURE, period: month });
    const page = (await (await request.get(`/api/v1/observations?${query.toString()}`)).json()) as {
      items: { counts: boolean; value: string | null }[];
    };
    const value = page.items.find(({ counts }) => counts)?.value;
    if (value != null) return { month, value };
  }
  throw new Error(`${DEPARTMENT} has no ${MEASURE} lately`);
}

async function report(request: APIRequestContext, month: string, value: string, reason: string) {
  const token = readFileSync(join(process.env['E2E_DATA_DIR'] ?? '', 'operator.token'), 'utf8').trim();
  const answer = await request.post('/api/v1/observations', {
    headers: { authorization: `Bearer ${token}` },
    data: { standing: 'inspected', rows: [{ measure: MEASURE, unit: DEPARTMENT, period: month, value, reason }] },
  });
  expect(answer.status()).toBe(200);
  // Answered when it is stored; scored after.
  const { batch } = (await answer.json()) as { batch: string };
  const scoring = async (): Promise<string> => {
    const stored = await request.get(`/api/v1/batches/${batch}`, { headers: { authorization: `Bearer ${token}` } });
    return ((await stored.json()) as { scoring: string }).scoring;
  };
  await expect.poll(scoring).toBe('done');
}
