// What is looked at inside of a page; every function here runs there.

"use strict";

/** Everything that a reader could tell apart: what is hidden, lit and open, and where rows stand. */
function snapshot() {
  const svg = document.querySelector(".picture svg");
  const picksOf = (name) => {
    const found = [...svg.querySelectorAll(`.n.${name}, .e.${name}`)];
    return [...new Set(found.map((g) => (g.dataset.n ? `n${g.dataset.n}` : `e${g.dataset.e}`)))].sort();
  };
  const shift = (g) => Number(/translate\(0 (-?[\d.]+)\)/.exec(g.getAttribute("transform"))?.[1] ?? 0);
  const rows = [...svg.querySelectorAll(".r")].map((g) => ({
    node: Number(g.dataset.r),
    top: Number(g.dataset.y) + shift(g),
    height: Number(g.dataset.h),
    isShown: g.getAttribute("display") !== "none",
  }));
  const controls = [...document.querySelectorAll("#bar [name]")];
  return {
    off: picksOf("off"),
    lit: picksOf("lit"),
    isLit: svg.classList.contains("some"),
    rows: rows.filter((row) => row.isShown),
    height: Number(svg.getAttribute("height")),
    pinned: [...svg.querySelectorAll("[aria-pressed=true]")].map((g) => g.dataset.n ?? g.dataset.e),
    panel: document.getElementById("panel").textContent,
    hits: document.getElementById("hits").textContent,
    controls: controls.map((control) => (control.type === "checkbox" ? control.checked : control.value)),
    markup: document.querySelectorAll("img, script, style, iframe, object, embed, link, base, [onerror], [onload]").length,
  };
}

/** Nodes and edges that are drawn. */
function drawn() {
  const picks = (name) => new Set([...document.querySelectorAll(`.picture svg [data-${name}]`)].map((g) => Number(g.dataset[name])));
  const rows = picks("r");
  return { nodes: [...new Set([...picks("n"), ...rows])].sort((a, b) => a - b), edges: [...picks("e")], rows: [...rows] };
}

/** Texts that are seen and lie outside of the picture, or on top of each other. */
function crowded() {
  const svg = document.querySelector(".picture svg");
  // Heads that stay in sight lie over rows on purpose; here everything is where it was drawn. The event would come later.
  const area = document.querySelector(".picture");
  area.scrollTo(0, 0);
  area.dispatchEvent(new Event("scroll"));
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() && !text.closest("[display=none]"));
  const boxes = texts.map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() })).sort((a, b) => a.box.top - b.box.top);
  // Nor may what lies behind the rows reach out of the picture, when rows are hidden.
  const low = [...svg.querySelectorAll("rect, line")].filter((mark) => !mark.closest("defs, [display=none], .ring") && mark.getBoundingClientRect().bottom > frame.bottom + 1);
  const isOutside = ({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  const overlapping = [];
  boxes.forEach((one, index) => {
    for (const other of boxes.slice(index + 1)) {
      if (other.box.top > one.box.bottom) break;
      // Boxes of lines of text include the space above and below the characters.
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      if (width > 1 && height > Math.min(one.box.height, other.box.height) * 0.4) overlapping.push(`${one.words} / ${other.words}`);
    }
  });
  return { texts: boxes.length, outside: [...boxes.filter(isOutside).map(({ words }) => words), ...low.map((mark) => mark.outerHTML)], overlapping };
}

/** Texts of the picture that do not stand out from what is painted under them: contrast below 4.5 (large ones: 3). */
function faint() {
  const parse = (colour) => /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(colour)?.slice(1).map((part) => Number(part ?? 1));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = parse(getComputedStyle(document.documentElement).backgroundColor);
  const rects = [];
  const found = [];
  for (const mark of document.querySelectorAll(".picture svg rect, .picture svg text")) {
    if (mark.closest("defs, [display=none]") || getComputedStyle(mark).display === "none") continue;
    const style = getComputedStyle(mark);
    const box = mark.getBoundingClientRect();
    const fill = parse(style.fill);
    if (mark.matches("rect")) {
      // What is thin or has a pattern lets through what lies behind; it is light, and there are no words on it.
      if (fill && fill[3] !== 0 && style.fillOpacity === "1") rects.push({ box, fill });
      continue;
    }
    if (!mark.textContent.trim() || !fill) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const under = rects.findLast(({ box }) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
    const pair = [luminance(fill), luminance(under?.fill ?? page)].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < (parseFloat(style.fontSize) >= 18.66 ? 3 : 4.5)) found.push(`${mark.textContent} (${style.fill}, ${contrast.toFixed(2)})`);
  }
  return found;
}

/** Grounds of the picture that are light and have no colour: in the dark they glare. */
function glaring() {
  return [...document.querySelectorAll(".picture svg rect")].filter((mark) => {
    const [r, g, b, a] = getComputedStyle(mark).fill.match(/[\d.]+/g)?.map(Number) ?? [];
    const { width, height } = mark.getBoundingClientRect();
    const { display, fillOpacity } = getComputedStyle(mark);
    const isLight = Math.min(r, g, b) > 150 && Math.max(r, g, b) - Math.min(r, g, b) < 40;
    return isLight && a !== 0 && display !== "none" && fillOpacity === "1" && width * height > 1500;
  }).map((mark) => mark.outerHTML);
}

/** Names of rows that something else lies over, when the picture is scrolled. */
function covered() {
  const area = document.querySelector(".picture");
  area.scrollTo(Math.min(400, area.scrollWidth - area.clientWidth), Math.min(500, area.scrollHeight - area.clientHeight));
  area.dispatchEvent(new Event("scroll"));
  const frame = area.getBoundingClientRect();
  const names = [...document.querySelectorAll(".picture svg .r .name text")].filter((text) => !text.closest("[display=none]"));
  const heads = document.querySelector(".picture svg .heads")?.getBoundingClientRect().bottom ?? 0;
  return names.filter((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    if (top < Math.max(heads, frame.top) || bottom > Math.min(frame.bottom, innerHeight)) return false;
    return [0.05, 0.3, 0.6, 0.95].some((part) => {
      const at = document.elementFromPoint(left + (right - left) * part, (top + bottom) / 2);
      return !at?.closest(".name, .veil");
    });
  }).map((text) => text.textContent);
}

/** Controls without a name, ids that are there twice, and other things that a screen reader stumbles over. */
function nameless() {
  const problems = [];
  for (const control of document.querySelectorAll("input, select, button, summary, a[href], [role=button]")) {
    const name = control.getAttribute("aria-label") ?? [...(control.labels ?? [])].map((label) => label.textContent).join("") ?? "";
    if (!(name || control.textContent).trim()) problems.push(`no name: ${control.outerHTML.slice(0, 80)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  problems.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `id twice: ${id}`));
  if (!document.documentElement.lang) problems.push("no language");
  if (document.querySelectorAll("h1").length !== 1) problems.push("not one h1");
  if (document.querySelectorAll(".picture svg [tabindex='0']").length !== 1) problems.push("the picture is not one stop");
  if (document.getAnimations().length > 0) problems.push("something moves by itself");
  return problems;
}

/** What has the focus. */
function focused() {
  const element = document.activeElement;
  const isPicture = Boolean(element?.closest?.(".picture"));
  const pick = element?.dataset?.n !== undefined ? `n${element.dataset.n}` : element?.dataset?.e !== undefined ? `e${element.dataset.e}` : null;
  const ring = document.querySelector(".picture .ring:not(.pin)");
  return { what: element === document.body ? "nothing" : isPicture ? "picture" : element?.name || element?.id || element?.className || element?.localName, isPicture, pick, hasRing: Boolean(ring) };
}

/** Whether a mark lies in the part of the picture that is seen. */
function inSight(selector) {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  const frame = document.querySelector(".picture").getBoundingClientRect();
  return Boolean(box) && box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom;
}

module.exports = { covered, crowded, drawn, faint, focused, glaring, inSight, nameless, snapshot };
