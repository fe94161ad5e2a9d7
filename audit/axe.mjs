// Opens each web issue in Chromium as readers do and says what would shut some of them out.
//
//   node axe.mjs issue.html …
//
// At three widths, light and dark, with every disclosure closed and then open: axe-core finds no breach of WCAG 2.2 AA, the
// page does not scroll sideways, asks for nothing but itself and logs no error. One line a view; exit 1 when any failed.

import { createRequire } from "node:module";
import { readFileSync, existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Chromium by itself looks for updates, and root has no sandbox.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Returns, from inside the page, whether it scrolls sideways, by how much, and the innermost elements to blame. */
function sideways() {
  const by = document.documentElement.scrollWidth - window.innerWidth;
  if (by <= 0) return [];
  const clips = (element) => element !== document.body && getComputedStyle(element).overflowX !== "visible";
  const inClip = (element) => element !== null && (clips(element) || inClip(element.parentElement));
  const sticksOut = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return Math.max(right, clips(element) ? 0 : left + element.scrollWidth) > window.innerWidth + 0.5;
  };
  const guilty = [...document.body.querySelectorAll("*")].filter((e) => !inClip(e.parentElement) && sticksOut(e));
  const innermost = guilty.filter((element) => !guilty.some((other) => other !== element && element.contains(other)));
  const names = innermost.map((element) => element.tagName.toLowerCase() + (element.className ? `.${element.className}` : ""));
  return [`scrolls sideways by ${by} px: ${[...new Set(names)].slice(0, 5).join(", ")}`];
}

/** Returns what is wrong with the page as it stands now, and how many results axe-core leaves to a person. */
async function inspect(page) {
  const found = await page.evaluate(sideways);
  const results = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }), TAGS);
  for (const { id, help, nodes } of results.violations) {
    const [first] = nodes;
    found.push(`${id} (${nodes.length} times): ${help} @ ${first.target.join(" ")}: ${first.any[0]?.message ?? ""}`);
  }
  if (results.passes.length === 0) found.push("axe-core found nothing to look at");
  return { found, byEye: results.incomplete.length };
}

/** Returns the problems of one file at one width in one colour scheme. */
async function view(browser, file, width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  const problems = [];
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !url.startsWith("data:")) problems.push(`asks for ${url}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`logs: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`throws: ${error.message}`));

  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(AXE); // not as a script element: a content security policy would refuse it
  const closed = await inspect(page);
  const hidden = await page.evaluate(() => {
    const all = [...document.querySelectorAll("details:not([open])")];
    for (const details of all) details.open = true;
    return all.length;
  });
  const open = hidden ? await inspect(page) : { found: [], byEye: 0 };
  await context.close();
  const found = [...new Set([...problems, ...closed.found, ...open.found])];
  return { found, byEye: Math.max(closed.byEye, open.byEye) };
}

const files = process.argv.slice(2);
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);
if (!files.length || !executablePath) {
  console.error(files.length ? "no Chromium: set CHROMIUM to its path" : "usage: node axe.mjs FILE…");
  process.exit(2);
}

const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
let failed = false;
try {
  for (const file of files) {
    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) {
        const { found, byEye } = await view(browser, file, width, scheme);
        failed ||= found.length > 0;
        const note = byEye ? `, ${byEye} rules left to the eye` : "";
        const verdict = found.length ? "FAIL" : "PASS";
        console.log(`${verdict} axe ${basename(file)} at ${width} px, ${scheme}: ${found.length} problems${note}`);
        for (const line of found) console.log(`       ${line}`);
      }
    }
  }
} finally {
  await browser.close();
}
process.exitCode = failed ? 1 : 0;
