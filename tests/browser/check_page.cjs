// Uses a page in Chromium as people do, by mouse, keyboard and touch, and checks what it shows against its own data.
//
//     node tests/browser/check_page.cjs CHROMIUM PAGE.html SCREENSHOT_DIR
//
// Works with any page of the program: what has to be seen is worked out from the data in the page (page_rules.cjs).
// Fails on a console error, a request, anything that its policy forbids, words that became markup, texts on top of
// each other or too faint to read. Needs playwright-core (NODE_PATH) and a font with Japanese characters.

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");
const rules = require("./page_rules.cjs");
const probe = require("./page_probe.cjs");

const [browserPath, file, shots] = process.argv.slice(2);
if (!shots) {
  console.error("usage: check_page.cjs CHROMIUM PAGE.html SCREENSHOT_DIR");
  process.exit(2);
}
fs.mkdirSync(shots, { recursive: true });
const address = pathToFileURL(file).href;
const stem = path.basename(file, ".html");

const problems = [];
let checks = 0;
const check = (holds, problem) => {
  checks += 1;
  if (!holds) problems.push(problem);
};
const same = (found, wanted, what) => {
  const [a, b] = [found, wanted].map((value) => JSON.stringify(value));
  check(a === b, `${what}: ${a.slice(0, 200)} instead of ${b.slice(0, 200)}`);
};
const sorted = (picks) => [...picks].sort();

/** A page that tells on itself. */
async function open(browser, options = {}, fragment = "") {
  const context = await browser.newContext({ viewport: { width: 1400, height: 850 }, acceptDownloads: true, ...options });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`page: ${error.message}`));
  page.on("dialog", (dialog) => problems.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
  page.on("request", (request) => request.url().split("#")[0] === address || /^(data|blob):/.test(request.url()) || problems.push(`asks for ${request.url()}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(`forbidden: ${event.violatedDirective}`));
  });
  await page.goto(address + fragment);
  return page;
}

const shoot = (page, name) => page.screenshot({ path: path.join(shots, `${stem}-${name}.png`) });
const look = (page) => page.evaluate(probe.snapshot);
const choose = (page, name, index) => page.evaluate(([name, index]) => {
  const control = document.querySelector(`#bar [name=${name}]`);
  if (control.type === "checkbox") control.checked = index === 1;
  else control.selectedIndex = index;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}, [name, index]);
const clear = (page) => page.click("#clear");
const clickMark = async (page, selector) => {
  await page.locator(selector).first().evaluate((mark) => mark.scrollIntoView({ block: "center", inline: "center" }));
  await page.locator(`${selector} > :not(title)`).first().click();
};

/** Where the picture begins. */
const goBack = (page) => page.evaluate(() => {
  scrollTo(0, 0);
  document.querySelector(".picture").scrollTo(0, 0);
});

async function roomy(page, what) {
  // Where the picture is scrolled, cells pass beneath the names of rows.
  await goBack(page);
  const { texts, outside, overlapping } = await page.evaluate(probe.crowded);
  check(texts > 0, `${what}: no text at all`);
  outside.slice(0, 5).forEach((text) => check(false, `${what}: outside of the picture: ${text}`));
  overlapping.slice(0, 5).forEach((pair) => check(false, `${what}: on top of each other: ${pair}`));
  check(outside.length + overlapping.length === 0, `${what}: ${outside.length} outside, ${overlapping.length} on top of each other`);
}

/** What is hidden, and that the rows that are left stand close in the order chosen. */
async function agree(page, { data, here }, chosen, what) {
  const seen = await look(page);
  const passing = rules.passing(data, chosen);
  const picks = [...here.nodes.map((n) => `n${n}`), ...here.edges.map((e) => `e${e}`)];
  const bare = new Set(await page.evaluate(() => [...document.querySelectorAll(".picture .n, .picture .e")]
    .map((g) => (g.dataset.n ? `n${g.dataset.n}` : `e${g.dataset.e}`))));
  same(seen.off, sorted(picks.filter((pick) => bare.has(pick) && !passing.has(pick))), `${what}: what is hidden`);
  const order = data.orders[chosen.order ?? 0] ?? here.rows;
  same(seen.rows.map((row) => row.node), order.filter((n) => here.rows.includes(n) && passing.has(`n${n}`)), `${what}: rows`);
  seen.rows.forEach((row, at) => {
    const before = seen.rows[at - 1];
    check(Math.abs(row.top - (before ? before.top + before.height : here.top)) < 0.1, `${what}: a hole before row ${row.node}`);
  });
  const gone = here.rowsHeight - seen.rows.reduce((sum, row) => sum + row.height, 0);
  check(Math.abs(seen.height - (here.height - gone)) < 0.1, `${what}: the picture is ${seen.height} high`);
  return passing;
}

async function searches(page, { data, here }) {
  const titles = here.nodes.map((n) => data.nodes[n].title);
  const wide = titles.find((title) => /[A-Za-zA-Z]{2}/.test(title)) ?? titles[0];
  const kana = titles.find((title) => /[ァ-ヴ]{3}/.test(title)) ?? titles[0];
  const piece = (title, pattern) => pattern.exec(title)?.[0] ?? title.slice(0, 6);
  const [latin, katakana] = [piece(wide, /[A-Za-zA-Z]{2,}/), piece(kana, /[ァ-ヴー]{3,}/)];
  const spaced = [...titles.at(-1).slice(0, 8)].join(" ・ ").replaceAll(" ・ ", "・");
  const quoted = data.facts.find((fact) => fact.quoted)?.text.split(/[。\n]/)[0] ?? "";
  const queries = [latin, latin.toLowerCase(), rules.otherWidth(latin).toUpperCase(), katakana, rules.otherWidth(katakana), spaced,
    `${titles[0].slice(0, 4)} ${titles[0].slice(-3)}`, quoted.slice(0, 40), "該当しない言葉xyz", "   "];
  for (const query of queries) {
    await page.fill("[name=q]", query);
    const { nodes, inNames } = rules.findings(data, query, here.nodes);
    const seen = await look(page);
    const number = /\d+/.exec(seen.hits.replace(/^\D*/, ""))?.[0];
    const edgesOf = (n) => here.edges.filter((e) => data.edges[e].source === n || data.edges[e].target === n);
    const lit = new Set(nodes.flatMap((n) => [`n${n}`, ...edgesOf(n).map((e) => `e${e}`)]));
    same(seen.lit, sorted(lit), `search ${query}: what is lit`);
    same(seen.isLit, nodes.length > 0, `search ${query}: something is lit`);
    if (query.trim()) check(nodes.length ? number === String(nodes.length) : !number, `search ${query}: says ${seen.hits} of ${nodes.length}, ${inNames}`);
    else same(seen.hits, "", "search for nothing");
  }
  const folded = (text) => rules.findings(data, text, here.nodes).nodes.length;
  check(folded(latin) === folded(rules.otherWidth(latin)) && folded(latin) > 0, "the widths of a word find different things");
  await page.fill("[name=q]", latin);
  const { nodes } = rules.findings(data, latin, here.nodes);
  for (const at of nodes.slice(0, 3).keys()) {
    await page.press("[name=q]", "Enter");
    check(await page.evaluate(probe.inSight, ".picture .ring:not(.pin)"), `hit ${at + 1} is not in sight`);
    const { hits } = await look(page);
    check(hits.includes(String(at + 1)) && nodes.some((n) => hits.includes(data.nodes[n].title)), `hit ${at + 1} is told as ${hits}`);
  }
  const there = (await look(page)).hits;
  await page.click("#next");
  const further = (await look(page)).hits;
  await page.press("[name=q]", "Shift+Enter");
  same((await look(page)).hits, there, "one hit on and back");
  check(nodes.length === 1 || further !== there, "the next hit is the same");
  await shoot(page, "search");
  await page.press("[name=q]", "Escape");
  same(await page.inputValue("[name=q]"), "", "Escape in the search");
  await clear(page);
}

async function filters(page, known) {
  const count = async (name) => page.locator(`#bar [name=${name}] option`).count();
  for (const name of ["goal", "body", "year", "money"]) {
    const options = await count(name);
    const valueOf = (index) => (name === "money" ? ["yes", "no"][index - 1] : index - 1);
    for (let index = 1; index < Math.min(options, 6); index += 1) {
      await choose(page, name, index);
      await agree(page, known, { [name]: valueOf(index) }, `${name} ${index}`);
      if (index < 3) await roomy(page, `${name} ${index}`);
      if (name === "body" && (await page.locator("#bar [name=lead]").count())) {
        await choose(page, "lead", 1);
        await agree(page, known, { body: index - 1, lead: true }, `body ${index} as lead`);
        await choose(page, "lead", 0);
      }
    }
    if (options) await choose(page, name, 0);
  }
  const all = {};
  for (const name of ["goal", "body", "year", "money"]) {
    if (!(await count(name))) continue;
    await choose(page, name, 1);
    all[name] = name === "money" ? "yes" : 0;
    await agree(page, known, all, `filters ${Object.keys(all).join(", ")}`);
  }
  await shoot(page, "filters");
  await clear(page);
  await agree(page, known, {}, "cleared");
}

async function orders(page, known) {
  for (const at of known.data.orders.keys()) {
    if (!(await page.locator("#bar [name=order]").count())) break;
    await choose(page, "order", at);
    await agree(page, known, { order: at }, `order ${at}`);
    await roomy(page, `order ${at}`);
    const goals = await page.locator("#bar [name=goal] option").count();
    if (goals) {
      await choose(page, "goal", goals - 1);
      await agree(page, known, { order: at, goal: goals - 2 }, `order ${at} with a goal`);
      await roomy(page, `order ${at} with a goal`);
      if (at === 1) await shoot(page, "order");
      await choose(page, "goal", 0);
    }
  }
  await clear(page);
}

/** A node with many edges, best one in a row. */
function busiest({ data, here }) {
  const degree = (n) => data.edges.filter((edge) => edge.source === n || edge.target === n).length;
  const from = here.rows.length ? here.rows : here.nodes;
  return from.reduce((best, n) => (degree(n) > degree(best) ? n : best), from[0]);
}

const selectorOf = (pick) => `.picture svg [role=button][data-${pick[0]}="${pick.slice(1)}"]`;

async function tellsOf(page, { data, here }, pick) {
  const seen = await look(page);
  const drawn = new Set([...here.nodes.map((n) => `n${n}`), ...here.edges.map((e) => `e${e}`)]);
  const marked = (one) => drawn.has(one);
  same(seen.lit, sorted([...rules.around(data, pick)].filter(marked)), `${pick}: what is lit`);
  same(seen.pinned, [pick.slice(1)], `${pick}: what is pressed`);
  const place = Number(pick.slice(1));
  const thing = (pick[0] === "n" ? data.nodes : data.edges)[place];
  const its = pick[0] === "n" ? data.edges.filter((edge) => edge.source === place || edge.target === place) : [];
  const ends = pick[0] === "n" ? its.map((edge) => (edge.source === place ? edge.target : edge.source)) : [thing.source, thing.target];
  const facts = [thing, ...its].flatMap((one) => one.facts ?? []).map((fact) => data.facts[fact]);
  const words = [thing.title ?? "", thing.iri ?? "", ...ends.map((n) => data.nodes[n].title), ...facts.flatMap((fact) => [fact.name, fact.text, fact.place ?? ""]),
    ...its.flatMap((edge) => (edge.years ?? []).map((year) => data.years[year]))];
  words.filter((word) => !seen.panel.includes(word)).slice(0, 3).forEach((word) => check(false, `${pick}: the facts do not say ${word}`));
  check(words.length > 1, `${pick}: nothing to say`);
  const quotes = await page.locator("#panel blockquote").count();
  check(quotes === facts.filter((fact) => fact.quoted).length, `${pick}: ${quotes} quotations`);
}

async function pins(page, known) {
  const node = `n${busiest(known)}`;
  await clickMark(page, selectorOf(node));
  await tellsOf(page, known, node);
  await page.mouse.move(5, 5);
  await page.locator("#panel").evaluate((panel) => panel.scrollTo(0, 0));
  await shoot(page, "pinned");
  // From the facts to a neighbour.
  const button = page.locator("#panel li button[data-n]").first();
  const next = `n${await button.getAttribute("data-n")}`;
  await button.click();
  await page.mouse.move(5, 5);
  same((await look(page)).panel.includes(known.data.nodes[next.slice(1)].title), true, "a neighbour from the facts");
  same(await page.evaluate(() => document.activeElement.localName), "h2", "focus after a neighbour");
  await page.keyboard.press("Escape");
  const none = await look(page);
  same([none.pinned, none.isLit], [[], false], "after Escape");
  // A way up of more than one step.
  const up = (n) => known.data.edges.find(({ kind, source, target }) => (kind === "part_of" && source === n) || (kind === "contains" && target === n));
  const over = (n) => up(n) && (up(n).kind === "part_of" ? up(n).target : up(n).source);
  const deep = known.here.nodes.find((n) => over(n) !== undefined && over(over(n)) !== undefined);
  if (deep !== undefined) {
    await clickMark(page, selectorOf(`n${deep}`));
    await tellsOf(page, known, `n${deep}`);
    await page.keyboard.press("Escape");
  }
  // Elsewhere: the page's corner of the picture has no marks.
  await clickMark(page, selectorOf(node));
  await goBack(page);
  const frame = await page.locator(".picture").boundingBox();
  await page.mouse.click(frame.x + 4, frame.y + 4);
  same((await look(page)).pinned, [], "after a click elsewhere");
  if (known.here.edges.length) {
    const edge = known.here.edges.find((e) => (known.data.edges[e].facts ?? []).length) ?? known.here.edges[0];
    if (known.here.rows.length) await clickMark(page, selectorOf(`e${edge}`));
    else {
      await clickMark(page, selectorOf(`n${known.data.edges[edge].source}`));
      await page.locator(`#panel button[data-e="${edge}"]`).click();
    }
    await page.mouse.move(5, 5);
    const seen = await look(page);
    const { source, target, facts } = known.data.edges[edge];
    [source, target].forEach((n) => check(seen.panel.includes(known.data.nodes[n].title), `the facts of an edge do not name node ${n}`));
    (facts ?? []).forEach((fact) => check(seen.panel.includes(known.data.facts[fact].text), "the facts of an edge do not quote"));
    await shoot(page, "edge");
  }
  await clear(page);
}

async function keyboard(page, known) {
  await page.reload();
  const order = [];
  for (let at = 0; at < 40; at += 1) {
    await page.keyboard.press("Tab");
    const { what } = await page.evaluate(probe.focused);
    if (order.length && what === order[0]) break;
    if (what === "nothing") break;
    order.push(what);
    if (what === "picture") check((await page.evaluate(probe.focused)).hasRing, "no ring around what has the focus");
  }
  const controls = await page.evaluate(() => [...document.querySelectorAll("#bar [name]:enabled, #bar button")].map((one) => one.name || one.id));
  same(order.filter((what) => controls.includes(what)), controls, "order of the controls");
  same(order.filter((what) => what === "picture").length, 1, "stops in the picture");
  check(order.indexOf("picture") > order.indexOf(controls.at(-1)), `the picture comes too early: ${order}`);
  check(order.indexOf("summary") > order.indexOf("picture"), `the table comes too early: ${order}`);
  const first = page.locator(".picture svg [tabindex='0']");
  await first.focus();
  await page.keyboard.press("Shift");
  const visited = new Set();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"]) {
    await page.keyboard.press(key);
    const now = await page.evaluate(probe.focused);
    check(now.isPicture && now.pick && now.hasRing, `${key} leads to ${now.what}`);
    check(await page.evaluate(probe.inSight, ".picture .ring:not(.pin)"), `${key} leads out of sight`);
    visited.add(now.pick);
  }
  check(visited.size > 2, `arrows visit ${[...visited]}`);
  const { pick } = await page.evaluate(probe.focused);
  const pointed = await look(page);
  check(pointed.lit.includes(pick), "the focus lights nothing");
  await shoot(page, "keyboard");
  await page.keyboard.press("Enter");
  await tellsOf(page, known, pick);
  const said = await page.locator("#said").textContent();
  const about = known.data[pick[0] === "n" ? "nodes" : "edges"][pick.slice(1)];
  check(said.includes(about.title ?? known.data.nodes[about.source].title), `said: ${said}`);
  await page.keyboard.press("Escape");
  same((await look(page)).pinned, [], "after Escape at the keyboard");
  await page.keyboard.press(" ");
  same((await look(page)).pinned, [pick.slice(1)], "after the space bar");
  await page.keyboard.press("Enter");
  same((await look(page)).pinned, [], "after pressing again");
  if (known.here.rows.length) {
    // Every row can be reached with the arrow down.
    const reached = new Set();
    await page.locator(".picture svg [role=button]").first().focus();
    for (let at = 0; at < known.here.rows.length + 20 && at < 120; at += 1) {
      if (at) await page.keyboard.press("ArrowDown");
      const row = await page.evaluate(() => document.activeElement.closest(".r")?.dataset.r);
      if (row !== undefined) reached.add(row);
    }
    check(reached.size >= Math.min(known.here.rows.length, 80), `the arrow down reaches ${reached.size} of ${known.here.rows.length} rows`);
  }
  (await page.evaluate(probe.nameless)).forEach((problem) => check(false, problem));
  await clear(page);
}

async function addresses(browser, page, known) {
  await page.reload();
  await clear(page);
  const empty = await look(page);
  const steps = [empty];
  for (const name of ["goal", "year"]) {
    if (!(await page.locator(`#bar [name=${name}]`).count())) continue;
    await choose(page, name, 1);
    steps.push(await look(page));
  }
  if (await page.locator("#bar [name=order]").count()) {
    await choose(page, "order", 1);
    steps.push(await look(page));
  }
  await page.fill("[name=q]", known.data.nodes[known.here.nodes.at(-1)].title.slice(0, 2));
  const target = (await look(page)).off.length ? known.here.nodes.find((n) => rules.passing(known.data, { goal: 0, year: 0 }).has(`n${n}`)) : known.here.nodes[0];
  if (target !== undefined) await clickMark(page, selectorOf(`n${target}`));
  await page.mouse.move(5, 5);
  const last = await look(page);
  const again = await open(browser, {}, new URL(page.url()).hash);
  same(await look(again), last, "the same address again");
  await again.context().close();
  check(page.url().includes("#") && !/[<>"]/.test(page.url()), `address ${page.url()}`);
  // The way to the facts does not touch the address.
  const held = page.url();
  await page.locator(".skip").evaluate((link) => link.click());
  same([page.url(), await page.evaluate(() => document.activeElement.id)], [held, "panel"], "skipping to the facts");
  // Back, step by step. A search that was typed belongs to the step before the next.
  await page.goBack();
  for (const before of steps.reverse().slice(1)) {
    await page.goBack();
    await page.waitForTimeout(50);
    same(await look(page), before, "one step back");
  }
  await page.goForward();
  await page.waitForTimeout(50);
  check(JSON.stringify(await look(page)) !== JSON.stringify(empty) || steps.length === 1, "no step forward");
  const hostile = ["#pin=__proto__&goal=%00&order=../x&year=-1&body=constructor&money=maybe&lead=2", "#pin=constructor&goal=toString",
    "#<img src=x onerror=alert(1)>", "#%E0%A4%A&%&=&&&q", `#pin=${"a".repeat(50000)}`, "#javascript:alert(1)", "#panel", "#title"];
  for (const fragment of hostile) {
    const other = await open(browser, {}, fragment);
    same(await look(other), empty, `address ${fragment.slice(0, 60)}`);
    await other.context().close();
  }
  const other = await open(browser, {}, `#q=${encodeURIComponent("<img src=x onerror=alert(1)>")}`);
  same((await look(other)).markup, empty.markup, "a search for markup");
  await other.context().close();
  await clear(page);
}

/** Edges and lone nodes that are to be listed, as [from, to]. */
function listing({ data, here }, chosen) {
  const passing = rules.passing(data, chosen);
  const seen = data.edges.filter((_, e) => passing.has(`e${e}`));
  const covered = new Set(seen.flatMap((edge) => [edge.source, edge.target]));
  const lone = here.nodes.filter((n) => passing.has(`n${n}`) && !covered.has(n));
  return [...seen.map((edge) => [data.nodes[edge.source].title, data.nodes[edge.target].title]), ...lone.map((n) => [data.nodes[n].title, ""])];
}

const plain = (pairs) => pairs.map((pair) => pair.join(" → ")).sort();

async function download(page, selector) {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  check(!/[\\/:*?"<>|]/.test(saved.suggestedFilename()), `file name ${saved.suggestedFilename()}`);
  return fs.readFileSync(await saved.path(), "utf8");
}

async function saving(browser, page, known) {
  for (const chosen of [{}, { goal: 0 }]) {
    if (chosen.goal === 0) {
      if (!(await page.locator("#bar [name=goal]").count())) continue;
      await choose(page, "goal", 1);
    }
    const csv = await download(page, "#csv");
    check(csv.startsWith("\ufeff"), "CSV without byte order mark");
    const [head, ...records] = rules.parseCsv(csv.slice(1));
    check(records.every((record) => record.length === head.length), "CSV with rows of different length");
    const formula = /^(?:[\s\p{Cf}\p{Mn}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|['\t\r\n])/u;
    check(records.flat().every((cell) => !formula.test(cell) || cell.startsWith("'")), "CSV with a formula");
    check(records.every((record) => /^[0-9.]*$/.test(record[6])), `CSV with a weight that is no number: ${records.map((record) => record[6]).find((cell) => !/^[0-9.]*$/.test(cell))}`);
    check(records.flat().every((cell) => !/^'[0-9]/.test(cell)), "CSV with an apostrophe before a digit");
    const inert = (text) => (formula.test(text) ? `'${text}` : text);
    same(plain(records.map((record) => [record[1], record[4]])), plain(listing(known, chosen).map((pair) => pair.map(inert))), "CSV");
    // The same as a table, opened without a mouse.
    if (!(await page.locator("#list[open]").count())) {
      await page.focus("#list summary");
      await page.keyboard.press("Enter");
    }
    await page.waitForTimeout(100);
    const rows = await page.evaluate(() => [...document.querySelectorAll("#list tbody tr")].map((row) => [row.cells[0].textContent, row.cells[2].textContent]));
    same(plain(rows), plain(listing(known, chosen)), "table");
    const heads = await page.evaluate(() => [...document.querySelectorAll("#list thead th")].filter((cell) => cell.scope === "col" && cell.textContent).length);
    check(heads === 5, `table with ${heads} heads`);
  }
  await shoot(page, "table");
  const before = await look(page);
  const texts = await page.evaluate(() => [...document.querySelectorAll(".picture svg text")].filter((text) => !text.closest("[display=none]")).length);
  const svg = await download(page, "#svg");
  const saved = path.join(shots, `${stem}-saved.svg`);
  fs.writeFileSync(saved, svg);
  const context = await browser.newContext({ viewport: { width: 1400, height: 850 } });
  const alone = await context.newPage();
  alone.on("console", (message) => message.type() === "error" && problems.push(`saved SVG: ${message.text()}`));
  await alone.goto(pathToFileURL(saved).href);
  const found = await alone.evaluate(() => ({
    root: document.documentElement.localName,
    space: document.documentElement.namespaceURI,
    texts: document.querySelectorAll("text").length,
    height: Number(document.documentElement.getAttribute("height")),
    errors: document.querySelectorAll("parsererror, script, foreignObject, [class], [tabindex], .veil, .ring").length,
    title: document.querySelector("title").textContent,
    faded: document.querySelectorAll("[opacity]").length > 0,
  }));
  const title = await page.title();
  same(found, { root: "svg", space: "http://www.w3.org/2000/svg", texts, height: before.height, errors: 0, title, faded: before.off.length > 0 }, "saved SVG");
  await alone.screenshot({ path: path.join(shots, `${stem}-saved-svg.png`) });
  await context.close();
  await page.locator("#list").evaluate((list) => (list.open = false));
  await clear(page);
}

async function looks(browser, known) {
  const node = `n${busiest(known)}`;
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(browser, { colorScheme });
    (await page.evaluate(probe.faint)).slice(0, 5).forEach((text) => check(false, `${colorScheme}: too faint: ${text}`));
    if (colorScheme === "dark") (await page.evaluate(probe.glaring)).slice(0, 5).forEach((mark) => check(false, `dark: glares: ${mark}`));
    await shoot(page, colorScheme);
    (await page.evaluate(probe.covered)).slice(0, 5).forEach((name) => check(false, `something lies over the name ${name}`));
    await clickMark(page, selectorOf(node));
    await page.mouse.move(5, 5);
    await shoot(page, `${colorScheme}-pinned`);
    await page.evaluate(() => document.querySelector(".picture").scrollTo(400, 500));
    await page.waitForTimeout(50);
    await shoot(page, `${colorScheme}-scrolled`);
    await page.emulateMedia({ media: "print" });
    const printed = await page.evaluate(() => ({
      bar: getComputedStyle(document.getElementById("bar")).display,
      ground: getComputedStyle(document.documentElement).backgroundColor,
      facts: document.getElementById("panel").checkVisibility(),
      wide: document.querySelector(".picture svg").getBoundingClientRect().width <= innerWidth + 1,
      scrolls: document.querySelector(".picture").scrollHeight > document.querySelector(".picture").clientHeight + 1,
    }));
    same(printed, { bar: "none", ground: "rgb(255, 255, 255)", facts: true, wide: true, scrolls: false }, `printed from ${colorScheme}`);
    await page.screenshot({ path: path.join(shots, `${stem}-${colorScheme}-print.png`), fullPage: true });
    if (colorScheme === "light") await page.pdf({ path: path.join(shots, `${stem}.pdf`), preferCSSPageSize: true });
    await page.context().close();
  }
  const phone = await open(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  await shoot(phone, "phone");
  check(await phone.evaluate(() => document.documentElement.scrollWidth <= 390), "the page scrolls sideways on a phone");
  await phone.locator(selectorOf(node)).scrollIntoViewIfNeeded();
  await phone.locator(selectorOf(node)).tap();
  const panel = await phone.locator("#panel h2").boundingBox();
  check(panel && panel.y >= 0 && panel.y + 20 < 844, "the facts are out of sight on a phone");
  check(await phone.evaluate(() => document.documentElement.scrollWidth <= 390), "the page with facts scrolls sideways on a phone");
  const [mark, facts] = [await phone.locator(selectorOf(node)).boundingBox(), await phone.locator("#panel").boundingBox()];
  check(mark.y + mark.height <= facts.y + 1, "the facts cover what they are about on a phone");
  await shoot(phone, "phone-pinned");
  await phone.context().close();
  const still = await open(browser, { javaScriptEnabled: false });
  check(await still.locator(".picture svg").isVisible(), "no picture without script");
  check(await still.locator("noscript p").isVisible(), "no word about scripts");
  check(!(await still.locator("#bar").isVisible()), "controls without script");
  check((await still.locator(".picture svg g > title").count()) > 0, "no titles without script");
  await shoot(still, "no-script");
  await still.context().close();
}

async function main() {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const start = performance.now();
    const page = await open(browser);
    const loaded = performance.now() - start;
    const data = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
    const here = await page.evaluate(probe.drawn);
    const first = await look(page);
    here.top = Math.min(...first.rows.map((row) => row.top));
    here.rowsHeight = first.rows.reduce((sum, row) => sum + row.height, 0);
    here.height = first.height;
    same(here.rows.length, first.rows.length, "rows at first");
    // The icon's link, two scripts and a style: nothing that the document says.
    same(first.markup, 4, "elements that are not text");
    await roomy(page, "at first");
    const known = { data, here };
    await searches(page, known);
    await filters(page, known);
    await orders(page, known);
    await pins(page, known);
    await keyboard(page, known);
    await addresses(browser, page, known);
    await saving(browser, page, known);
    same((await look(page)).markup, 4, "elements that are not text, at last");
    const hover = await page.evaluate(() => {
      const faces = [...document.querySelectorAll(".picture svg [role=button]")].slice(0, 100);
      const start = performance.now();
      for (const face of faces) {
        face.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
        void document.body.offsetHeight;
      }
      return (performance.now() - start) / faces.length;
    });
    await page.context().close();
    await looks(browser, known);
    console.log(`${file}: ${data.nodes.length} nodes, ${data.edges.length} edges, ${here.rows.length} rows; ${checks} checks; ` +
      `open in ${loaded.toFixed(0)} ms, pointing ${hover.toFixed(1)} ms`);
  } finally {
    await browser.close();
  }
  [...new Set(problems)].forEach((problem) => console.log(`FAIL  ${problem}`));
  process.exit(problems.length === 0 ? 0 : 1);
}

main().catch((error) => {
  console.error(error);
  [...new Set(problems)].forEach((problem) => console.log(`FAIL  ${problem}`));
  process.exit(1);
});
