// Opens pages of a bundle in a browser, from files: node check_site.cjs BROWSER FOLDER PICTURES PAGE…
// At the width of a desk and of a phone: the page does not scroll sideways, says nothing on the console, asks no other host,
// and the keyboard reaches its links. The first page also without script.
'use strict';
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const [browserPath, folder, pictures, ...pages] = process.argv.slice(2);
const root = pathToFileURL(path.resolve(folder) + path.sep).href;
const WIDTHS = [['desk', 1280, 900], ['phone', 390, 844]];
const problems = [];

async function open(browser, page, width, height, options) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const tab = await context.newPage();
  const name = `${page} at ${width}`;
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${name}: console: ${message.text()}`);
  });
  tab.on('pageerror', (error) => problems.push(`${name}: ${error.message}`));
  tab.on('request', (request) => {
    if (!request.url().startsWith(root)) problems.push(`${name}: asks for ${request.url()}`);
  });
  tab.on('requestfailed', (request) => problems.push(`${name}: has no ${request.url()}`));
  await tab.goto(new URL(page, root).href, { waitUntil: 'load' });
  return tab;
}

// What is wider than the window, with the narrowest culprit.
const overflow = () => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return null;
  const wide = [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > room + 1 && !node.closest('.sheet, pre, .picture'));
  return wide.map((node) => node.outerHTML.slice(0, 80)).pop() || 'something';
};

// The contrast of every text with what is behind it.
const contrast = () => {
  const parse = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const low = new Set();
  let seen = 0;
  while (walker.nextNode() && seen < 3000) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
    seen += 1;
    const style = getComputedStyle(node);
    const [a, b] = [light(parse(style.color)), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.add(`${node.tagName.toLowerCase()}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return [...low];
};

async function main() {
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  for (const [number, page] of pages.entries()) {
    for (const [kind, width, height] of WIDTHS) {
      for (const colorScheme of ['light', 'dark']) {
        const tab = await open(browser, page, width, height, { colorScheme });
        const wide = await tab.evaluate(overflow);
        if (wide) problems.push(`${page} at ${width}: scrolls sideways: ${wide}`);
        for (const low of await tab.evaluate(contrast)) problems.push(`${page} in ${colorScheme}: contrast of ${low}`);
        if (colorScheme === 'light') {
          await tab.screenshot({ path: path.join(pictures, `${String(number).padStart(2, '0')}-${kind}.png`), fullPage: false });
          await tab.keyboard.press('Tab');
          const first = await tab.evaluate(() => document.activeElement.className);
          if (first !== 'skip') problems.push(`${page}: the first stop of the keyboard is no skip link`);
          // The links of the head, one after the other.
          const links = await tab.locator('header a').count();
          for (let at = 0; at < links; at += 1) {
            await tab.keyboard.press('Tab');
            const inHead = await tab.evaluate(() => {
              const node = document.activeElement;
              const box = node.getBoundingClientRect();
              return Boolean(node.closest('header')) && box.width > 0 && getComputedStyle(node).outlineStyle !== 'none';
            });
            if (!inHead) problems.push(`${page} at ${width}: the keyboard does not reach link ${at + 1} of the head, or it does not show`);
          }
          await tab.locator('.skip').focus();
          await tab.keyboard.press('Enter');
          const reached = await tab.evaluate(() => document.activeElement.id);
          if (reached !== 'main') problems.push(`${page}: the skip link leads to "${reached}"`);
        }
        await tab.context().close();
      }
    }
  }
  // Without script nothing is missing: the same text, but for filters.
  for (const page of pages) {
    const texts = [];
    for (const javaScriptEnabled of [true, false]) {
      const tab = await open(browser, page, 1280, 900, { javaScriptEnabled });
      texts.push(await tab.locator('main').evaluate((main) => main.textContent.length).catch(() => -1));
      await tab.context().close();
    }
    if (texts[1] >= 0 && texts[0] < texts[1]) problems.push(`${page}: the script hides words`);
  }
  await filters(browser);
  await browser.close();
}

// Filter and order of the first page that has a table with them.
async function filters(browser) {
  for (const page of pages) {
    const tab = await open(browser, page, 1280, 900, {});
    const field = tab.locator('.filter input').first();
    if (await field.count()) {
      const table = tab.locator('.sheet').first();
      const shown = () => table.locator('tbody tr:visible').count();
      const all = await shown();
      const words = (await table.locator('tbody tr').last().locator('th, td').first().textContent()).trim();
      await field.fill(words);
      const some = await shown();
      if (some < 1 || some > all) problems.push(`${page}: the filter shows ${some} of ${all} rows`);
      await field.fill('zzzz-nothing-has-this');
      if (await shown()) problems.push(`${page}: the filter shows rows without the words`);
      await field.fill('');
      if (await shown() !== all) problems.push(`${page}: the filter does not come off`);
      const head = table.locator('thead th').first();
      await head.locator('button').focus();
      await tab.keyboard.press('Enter');
      if (await head.getAttribute('aria-sort') !== 'ascending') problems.push(`${page}: a heading does not sort by key`);
      await tab.context().close();
      return;
    }
    await tab.context().close();
  }
  problems.push('no page has a table with a filter');
}

main().then(
  () => {
    for (const problem of problems) console.error(problem);
    if (problems.length) process.exit(1);
    console.log(`${pages.length} pages at ${WIDTHS.length} widths: nothing wrong`);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
