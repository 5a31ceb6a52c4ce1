import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditResult, fewFindings, manyFindings } from '../../../tests/audit-result.js';
import { context, textOf } from '../../../tests/report-text.js';
import { packageRoot } from '../../foundation/package-root.js';
import type { AuditResult } from '../types.js';
import { chooseCards } from './html/data.js';
import { htmlPage } from './html.js';

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const folder = mkdtempSync(join(tmpdir(), 'keel-page-'));

beforeAll(async () => {
  execFileSync(process.execPath, [join(packageRoot, 'scripts', 'bundle-pages.js'), folder]);
  mkdirSync(join(folder, 'JPEGImage'));
  const image = sharp({ create: { width: 800, height: 800, channels: 3, background: '#336633' } });
  await image.jpeg().toFile(join(folder, 'JPEGImage', '00001.jpg'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function pageOf(result: AuditResult, language: 'en' | 'zh' = 'en'): Promise<string> {
  return textOf((given, context) => htmlPage(given, context, join(folder, 'report')), result, context(language));
}

describe('the HTML report', () => {
  it('is one file that names no other', async () => {
    const page = await pageOf(auditResult(fewFindings, folder));
    const sources = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source]) => source);
    expect(sources.filter((source) => !source.startsWith('#'))).toEqual([]);
    expect(page).not.toMatch(/url\((?!#)/);
    expect(page).toContain("default-src 'none'");
  });

  it('lets no text of a dataset end a script or become markup', async () => {
    const page = await pageOf(auditResult(fewFindings, folder));
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).not.toContain('<img src=x');
  });

  it('is the same every time', async () => {
    const result = auditResult(manyFindings(100), folder);
    expect(await pageOf(result)).toBe(await pageOf(result));
  });

  it('shares one crop among findings about one box', async () => {
    const [ship] = fewFindings;
    const one = await pageOf(auditResult([ship], folder));
    const two = await pageOf(auditResult([ship, { ...ship, reason: 'point' }], folder));
    expect(one.match(/data:image\/jpeg/g)).toHaveLength(1);
    expect(two.match(/data:image\/jpeg/g)).toHaveLength(1);
  });

  it('keeps every rule when there are more findings than cards', () => {
    const chosen = chooseCards([...manyFindings(1000), ...fewFindings], 100);
    expect(chosen).toHaveLength(100);
    expect(new Set(chosen.map(({ code }) => code))).toEqual(new Set(['V1', 'V4', 'V10', 'V12']));
    expect(chosen.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(80);
  });
});

describe.skipIf(browserPath === undefined)('the HTML report in a browser (needs chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  /** Opens a report from the file system; whatever it complains about or asks the network for is a failure. */
  async function open(
    result: AuditResult,
    language: 'en' | 'zh' = 'en',
  ): Promise<{ page: Page; complaints: string[] }> {
    const file = join(folder, 'page.html');
    writeFileSync(file, await pageOf(result, language));
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  const titles = (page: Page) => page.locator('.card h3').allTextContents();
  const shown = (page: Page) => page.locator('.pager span').first().textContent();

  it('shows every finding with its picture, and says nothing on the console', async () => {
    const { page, complaints } = await open(auditResult(fewFindings, folder));
    expect(await page.locator('.card').count()).toBe(4);
    expect(await page.locator('.picture svg').count()).toBe(3);
    expect(await page.locator('.picture img').count()).toBe(3);
    const loaded = await page
      .locator('.picture img')
      .evaluateAll((images) =>
        images.every((image) => (image as unknown as { naturalWidth: number }).naturalWidth === 320),
      );
    expect(loaded).toBe(true);
    expect(await page.locator('.chart svg').count()).toBe(5);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('treats a class name full of markup as text', async () => {
    const { page } = await open(auditResult(fewFindings, folder));
    expect(await page.title()).toBe(`Keel audit: ${folder.split('/').at(-1)}`);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await page.locator('.card', { hasText: '</script><img src=x' }).count()).toBe(1);
    await page.close();
  });

  it('filters by severity, rule, class and text, and sorts', async () => {
    const { page, complaints } = await open(auditResult(manyFindings(100), folder));
    await page.locator('[data-severity="warning"]').click();
    expect(await shown(page)).toBe('1–24 of 40');
    await page.selectOption('[name="rule"]', 'V1');
    expect(await shown(page)).toBe('1–20 of 20');
    await page.selectOption('[name="class"]', 'harbor');
    expect(await shown(page)).toMatch(/ of 20$/);
    await page.fill('[name="search"]', 'TRAIN 00001.xml:25');
    expect(await shown(page)).toBe('1–1 of 1');
    await page.fill('[name="search"]', 'no such thing');
    expect(await page.locator('.cards .notice').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await shown(page)).toBe('1–24 of 100');
    await page.selectOption('[name="order"]', 'file');
    const files = await page.locator('.card .place code').allTextContents();
    expect(files).toEqual([...files].sort());
    await page.selectOption('[name="order"]', 'rule');
    expect((await titles(page)).map((title) => /V\d+/.exec(title)?.[0])).toEqual([
      ...Array(20).fill('V1'),
      ...Array(4).fill('V4'),
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('leads from a rule of the summary to its findings', async () => {
    const { page } = await open(auditResult(manyFindings(100), folder));
    await page.locator('a[data-rule="V10"]').click();
    expect(await shown(page)).toBe('1–20 of 20');
    await page.close();
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await open(auditResult(manyFindings(60), folder));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const focused = () =>
      page.locator('.card').evaluateAll((cards) => cards.findIndex((card) => card.matches(':focus')));
    expect(await focused()).toBe(1);
    await page.keyboard.press('k');
    expect(await focused()).toBe(0);
    await page.keyboard.press('n');
    expect(await shown(page)).toBe('25–48 of 60');
    await page.keyboard.press('p');
    expect(await shown(page)).toBe('1–24 of 60');
    await page.keyboard.press('b');
    expect(await page.locator('.overlay').first().isVisible()).toBe(false);
    await page.keyboard.press('/');
    await page.keyboard.type('jn');
    expect(await page.inputValue('[name="search"]')).toBe('jn');
    await page.close();
  });

  it('opens 10,000 findings', async () => {
    const { page, complaints } = await open(auditResult(manyFindings(10_000), folder), 'zh');
    const ready = await page.evaluate('performance.now()');
    process.stderr.write(`10,000 findings: cards after ${Math.round(ready as number)} ms\n`);
    expect(await page.locator('.card').count()).toBe(24);
    expect(await shown(page)).toBe('第 1–24 个，共 10,000 个');
    await page.fill('[name="search"]', '03000.xml');
    expect(await shown(page)).toBe('第 1–3 个，共 3 个');
    expect(complaints).toEqual([]);
    await page.close();
  });
});

it.runIf(browserPath === undefined)('tells that the browser tests were skipped', () => {
  process.stderr.write('no chromium on this machine: the HTML report was not tried in a browser\n');
});
