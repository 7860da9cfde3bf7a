// Opens an SVG in Chromium as a person would, and checks what only a browser can tell.
//
//     node tests/browser/check_svg.cjs CHROMIUM PICTURE.svg PICTURE.png
//
// Fails if the console shows an error, a text reaches out of the viewBox, two level texts overlap, or the drawing is
// blank; writes the drawing as PNG. Needs playwright-core (NODE_PATH) and a font with Japanese characters.

"use strict";

const fs = require("node:fs");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const [browserPath, picture, drawing] = process.argv.slice(2);
if (!drawing) {
  console.error("usage: check_svg.cjs CHROMIUM PICTURE.svg PICTURE.png");
  process.exit(2);
}

/** In the page: size, number of texts, those outside the viewBox and those on top of each other. */
function measure() {
  const svg = document.documentElement;
  const box = svg.viewBox.baseVal;
  const toUser = svg.getScreenCTM().inverse();
  const outside = [];
  const level = [];
  const texts = [...document.querySelectorAll("text")].filter((text) => text.textContent.trim() !== "");
  for (const text of texts) {
    const bounds = text.getBBox();
    const matrix = toUser.multiply(text.getScreenCTM());
    const corners = [
      [bounds.x, bounds.y],
      [bounds.x + bounds.width, bounds.y],
      [bounds.x, bounds.y + bounds.height],
      [bounds.x + bounds.width, bounds.y + bounds.height],
    ].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
    const [left, right] = [Math.min(...corners.map((p) => p.x)), Math.max(...corners.map((p) => p.x))];
    const [top, bottom] = [Math.min(...corners.map((p) => p.y)), Math.max(...corners.map((p) => p.y))];
    const tolerance = 0.5;
    if (
      left < box.x - tolerance ||
      top < box.y - tolerance ||
      right > box.x + box.width + tolerance ||
      bottom > box.y + box.height + tolerance
    ) {
      outside.push(`${text.textContent} (${left.toFixed(1)}, ${top.toFixed(1)}, ${right.toFixed(1)}, ${bottom.toFixed(1)})`);
    }
    if (Math.abs(matrix.b) < 1e-6 && Math.abs(matrix.c) < 1e-6) {
      level.push({ words: text.textContent, left, right, top, bottom });
    }
  }
  const overlapping = [];
  level.forEach((one, index) => {
    for (const other of level.slice(index + 1)) {
      // Boxes of lines of text include the space above and below the characters.
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const low = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (width > 1 && height > low * 0.4) {
        overlapping.push(`${one.words} / ${other.words}`);
      }
    }
  });
  return { width: box.width, height: box.height, texts: texts.length, outside, overlapping };
}

/** In a page: number of colours of a PNG, and the share of its pixels that are not of the commonest colour. */
async function colours(png) {
  const image = new Image();
  image.src = png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const data = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of data) {
    counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  }
  return { colours: counts.size, drawn: 1 - Math.max(...counts.values()) / data.length };
}

async function main() {
  const problems = [];
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`page: ${error.message}`));
    page.on("request", (request) => request.url().startsWith("file:") || problems.push(`asks for ${request.url()}`));
    await page.goto(pathToFileURL(picture).href);
    const found = await page.evaluate(measure);
    problems.push(...found.outside.map((text) => `outside of the viewBox: ${text}`));
    problems.push(...found.overlapping.map((texts) => `on top of each other: ${texts}`));
    if (found.texts === 0) {
      problems.push("no text at all");
    }
    await page.setViewportSize({ width: Math.ceil(found.width), height: Math.ceil(found.height) });
    const png = await page.screenshot();
    fs.writeFileSync(drawing, png);
    const blank = await browser.newPage();
    const seen = await blank.evaluate(colours, `data:image/png;base64,${png.toString("base64")}`);
    if (seen.colours < 4 || seen.drawn < 0.01) {
      problems.push(`the drawing looks blank: ${JSON.stringify(seen)}`);
    }
    console.log(
      `${picture}: ${found.width} x ${found.height}, ${found.texts} texts, ${seen.colours} colours, ` +
        `${(100 * seen.drawn).toFixed(1)} % drawn`,
    );
  } finally {
    await browser.close();
  }
  for (const problem of problems) {
    console.log(`FAIL  ${problem}`);
  }
  process.exit(problems.length === 0 ? 0 : 1);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
