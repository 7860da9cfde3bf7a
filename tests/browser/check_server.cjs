// The pages of a server in a browser, at the widths of a desk and of a phone: search, tree, matrix, query, page of a thing.
//
//     node check_server.cjs BROWSER ADDRESS FOLDER
//
// Says what is wrong and ends with 1. Pictures of the pages are left in FOLDER.
'use strict';
const { chromium } = require('playwright-core');

const [browserPath, address, folder] = process.argv.slice(2);
const wrong = [];
const check = (what, good, detail) => {
  if (!good) wrong.push(`${what}: ${detail ?? ''}`);
};

(async () => {
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run', '--disable-component-update'],
  });
  for (const [width, height, name] of [[1280, 900, 'desk'], [390, 800, 'phone']]) {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'ja-JP' });
    const page = await context.newPage();
    page.on('console', (message) => {
      // A status of 400 is the answer that is asked for below.
      if (message.type() === 'error' && !message.text().includes('status of 400')) check(`${name} console`, false, message.text());
    });
    page.on('pageerror', (error) => check(`${name} script`, false, error.message));
    page.on('request', (request) => {
      const url = request.url();
      check(`${name} other host`, url.startsWith(address) || url.startsWith('data:') || url.startsWith('blob:'), url);
    });
    const look = async (what) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(`${name} ${what} sideways`, over <= 0, over);
      await page.screenshot({ path: `${folder}/server-${what}-${name}.png` });
    };

    await page.goto(`${address}/`);
    await look('start');
    check(`${name} language`, (await page.getAttribute('html', 'lang')) === 'ja');
    // By keyboard alone: to the search, words, enter.
    await page.focus('input[name=q]');
    await page.keyboard.type('ｲﾉﾍﾞｰｼｮﾝ推進');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?/);
    await look('search');
    await page.click('main ol a');
    await page.waitForURL(/\/page\//);
    await look('thing');
    await page.click('main a[href*="/page/measure/"]');
    await page.waitForURL(/\/page\/measure\//);
    await look('measure');
    check(`${name} evidence`, (await page.locator('mark').count()) > 0);
    check(`${name} JSON-LD`, (await page.locator('script[type="application/ld+json"]').count()) === 1);

    await page.click('header nav >> text=計画');
    await page.waitForURL(/\/plan$/);
    await look('plan');
    const closed = page.locator('.tree details:not([open]) > summary').first();
    await closed.focus();
    await page.keyboard.press('Enter');
    check(`${name} tree opens`, (await page.locator('.tree details details[open]').count()) > 0);

    check(`${name} one language`, (await page.locator('main .en:visible').count()) === 0);
    // The other language, there and back, and on to the next page.
    await page.click('header .switch');
    await page.waitForURL(/\/plan\?lang=en$/);
    check(`${name} other language`, (await page.textContent('h1')).includes('Structure') && !(await page.locator('h1 .ja').isVisible()));
    await look('plan-en');
    await page.click('header nav >> text=Ministries');
    await page.waitForURL(/\/queries\/ministry-measures\?lang=en$/);
    check(`${name} ministries`, (await page.locator('tbody tr').count()) > 3);
    await look('ministries');
    await page.click('header .switch');
    await page.waitForURL(/lang=ja$/);
    check(`${name} language`, (await page.getAttribute('html', 'lang')) === 'ja');

    await page.goto(`${address}/matrix`);
    await page.waitForSelector('svg');
    await page.screenshot({ path: `${folder}/server-matrix-${name}.png` });
    check(`${name} matrix`, (await page.locator('svg g').count()) > 50);
    // From a program in the picture to its page, and home from the picture.
    await page.goto(`${address}/matrix`);
    await page.locator('.picture svg [role=button]').first().focus();
    await page.keyboard.press('Enter');
    await page.click('.panel li button');
    await page.click('.panel .iri a');
    await page.waitForURL(/\/page\//);
    await page.goBack();
    await page.click('header .home a');
    await page.waitForURL((url) => url.pathname === '/');

    await page.goto(`${address}/query`);
    await page.fill('textarea', 'SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/policygraph/ontology#Goal> }');
    await page.click('main form button');
    await page.waitForSelector('#rows');
    await look('query');
    check(`${name} answer`, (await page.textContent('#rows tbody')).trim() !== '');
    await page.fill('textarea', 'SELECT');
    await page.click('main form button');
    await page.waitForSelector('.trouble');

    await page.goto(`${address}/queries/measures-led`);
    const all = await page.locator('#measures-led tbody tr').count();
    check(`${name} values`, (await page.locator('#parameter-ministry-values option').count()) > 2);
    await page.fill('#parameter-ministry', '厚');
    await page.keyboard.press('Enter');
    await page.waitForURL(/ministry=/);
    const some = await page.locator('#measures-led tbody tr').count();
    check(`${name} parameter`, some > 0 && some < all, `${some} of ${all}`);
    await look('answer');

    for (const path of ['/impact', '/tables/programs', '/ontology', '/?lang=en', '/nowhere']) {
      const response = await page.goto(address + path).catch((error) => error);
      check(`${name} ${path}`, response.status() === (path === '/nowhere' ? 404 : 200), response);
      await look(path.replace(/\W+/g, ''));
    }
    await context.close();
  }
  const abroad = await browser.newContext({ locale: 'en-GB' });
  const page = await abroad.newPage();
  await page.goto(`${address}/`);
  check('language of the browser', (await page.getAttribute('html', 'lang')) === 'en');
  await abroad.close();
  await browser.close();
  // The page that is not there is one, too.
  const left = wrong.filter((message) => !message.includes('status of 404'));
  for (const message of left) console.log(`WRONG ${message}`);
  console.log(left.length ? `${left.length} wrong` : 'nothing wrong with the pages of the server');
  process.exit(left.length ? 1 : 0);
})();
