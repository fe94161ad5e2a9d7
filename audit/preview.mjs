// Reads a preview in Chromium as an editor does: saves files, breaks and mends them, and looks at every view.
//
//   node preview.mjs COMMAND NEWSROOM
//
// NEWSROOM is changed: give it a copy. One line a check; exit 1 when any failed. The bar and the list of problems
// are put before axe-core at each width and colour scheme, the list closed and open.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const MONTH = "2025-11";
const DRAFT = `headline: A draft of a story
topic: batteries
status: draft
summary: Nothing is said yet.
sources:
  none: {publisher: Nobody, title: nothing, url: unknown, published: unknown}
`;
const PATIENCE = 30_000; // milliseconds; a PDF takes seconds

const [command, newsroom] = process.argv.slice(2);
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);
if (!newsroom || !executablePath) {
  console.error(newsroom ? "no Chromium: set CHROMIUM to its path" : "usage: node preview.mjs COMMAND NEWSROOM");
  process.exit(2);
}

let failed = false;
const say = (what, found) => {
  failed ||= found.length > 0;
  console.log(`${found.length ? "FAIL" : "PASS"} preview: ${what}`);
  for (const line of found) console.log(`       ${line}`);
};
/** Runs one check, which returns what is wrong; what it throws is wrong too. */
const check = async (what, run) => {
  try {
    say(what, (await run()).filter(Boolean));
  } catch (error) {
    say(what, [error.message.split("\n")[0]]);
  }
};

const server = spawn(command, ["preview", MONTH, "--web", "--no-open", "--newsroom", newsroom]);
const ended = new Promise((resolve) => server.once("exit", (code) => resolve(code)));
const address = await new Promise((resolve, reject) => {
  server.stdout.once("data", (data) => resolve(String(data).trim()));
  server.once("exit", (code) => reject(new Error(`the preview ended with ${code}`)));
});
const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
const page = await context.newPage();
page.setDefaultTimeout(PATIENCE);
const stray = [];
page.on("request", (request) => {
  const url = request.url();
  if (!url.startsWith(address) && !/^(data|chrome-extension|blob|chrome):/.test(url)) stray.push(`asks for ${url}`);
});
page.on("console", (message) => message.type() === "error" && stray.push(`logs: ${message.text()}`));
page.on("pageerror", (error) => stray.push(`throws: ${error.message}`));

const story = join(newsroom, MONTH, "solid-state.yaml");
const good = readFileSync(story, "utf8");
const times = () => page.evaluate(() => performance.getEntriesByName("shown").length);
/** Saves with ``save`` and waits until the page shows it. */
const saved = async (save) => {
  const before = await times();
  save();
  await page.waitForFunction((count) => performance.getEntriesByName("shown").length > count, before);
};
const issue = async () => (await page.$("#stage iframe:not(.away)")).contentFrame();
const panel = () => page.textContent("#problems");
const choose = (name) => page.check(`input[value="${name}"]`, { force: true });

await page.goto(address);
await page.waitForFunction(() => performance.getEntriesByName("shown").length > 0);

await check("a save changes the page in place, and it does not scroll", async () => {
  const frame = await issue();
  await frame.evaluate(() => {
    window.mine = true;
    document.querySelector("details").open = true;
    scrollTo({ top: document.getElementById("solid-state").offsetTop + 200, behavior: "instant" });
  });
  const before = await frame.evaluate(() => document.getElementById("solid-state").getBoundingClientRect().top);
  await saved(() => writeFileSync(story, good.replace("could go 1,000 km", "might go 1,000 km")));
  const after = await frame.evaluate(() => ({
    top: document.getElementById("solid-state").getBoundingClientRect().top,
    says: document.querySelector("#solid-state h3").textContent,
    same: window.mine === true && document.querySelector("details").open,
  }));
  return [
    after.says.includes("might go") ? "" : `the headline is: ${after.says}`,
    Math.abs(after.top - before) < 2 ? "" : `the story moved from ${before} to ${after.top}`,
    after.same ? "" : "the page was loaded anew, or what was opened in it is closed",
  ];
});

await check("broken YAML is named with its file and line, and the last good page stays", async () => {
  writeFileSync(story, good.replace("topic: batteries", 'topic: "batteries'));
  await page.waitForSelector("#problems:not([hidden])");
  const said = await panel();
  const frame = await issue();
  const kept = await frame.evaluate(() => document.querySelector("#solid-state h3").textContent);
  return [
    /solid-state\.yaml\s*line \d+, column \d+/.test(said) ? "" : `it says: ${said}`,
    said.includes("the last one that could be made") ? "" : "it does not say that the page is an older one",
    kept.includes("might go") ? "" : "the last good page is gone",
    (await page.evaluate(() => document.activeElement.closest("#problems"))) ? "it took the focus" : "",
  ];
});

await check("Escape puts the list away and the button brings it back", async () => {
  await page.keyboard.press("Escape");
  const away = await page.isHidden("#problems");
  await page.click("#toggle");
  return [away ? "" : "it stays", (await page.isVisible("#problems")) ? "" : "it does not come back"];
});

await check("mended, the list goes by itself", async () => {
  await saved(() => writeFileSync(story, good));
  await page.waitForSelector("#problems", { state: "hidden" });
  return [(await page.isVisible("#toggle.errors")) ? "the bar still counts errors" : ""];
});

const own = join(newsroom, "templates", "html");
await check("a fault in a template is named with its file and line; mended, the page changes", async () => {
  mkdirSync(own, { recursive: true });
  const template = join(own, "contents.html.j2");
  writeFileSync(template, "<nav>\n{% if %}\n</nav>\n");
  await page.waitForSelector("#problems:not([hidden])");
  const said = await panel();
  await saved(() => writeFileSync(template, '<nav class="contents" aria-label="In this issue"><ol><li><a href="#Stories">Mended</a></li></ol></nav>'));
  await page.waitForSelector("#problems", { state: "hidden" });
  const frame = await issue();
  const text = await frame.evaluate(() => document.querySelector("nav").textContent);
  await saved(() => rmSync(join(newsroom, "templates"), { recursive: true }));
  return [
    /contents\.html\.j2\s*line 2/.test(said) ? "" : `it says: ${said}`,
    text.includes("Mended") ? "" : `the contents are: ${text}`,
  ];
});

await check("a new story appears, marked as a draft, and goes again; the reader stays where they are", async () => {
  const place = () => issue().then((frame) =>
    frame.evaluate(() => document.getElementById("bev-parity").getBoundingClientRect().top));
  await (await issue()).evaluate(() => document.getElementById("bev-parity").scrollIntoView({ behavior: "instant" }));
  const before = await place();
  const path = join(newsroom, MONTH, "a-draft.yaml");
  const plan = join(newsroom, MONTH, "issue.yaml"), planned = readFileSync(plan, "utf8");
  writeFileSync(path, DRAFT);
  await saved(() => writeFileSync(plan, planned.replace("articles: [solid-state]", "articles: [a-draft, solid-state]")));
  const mark = await (await issue()).evaluate(() => document.querySelector("#a-draft .draft")?.textContent ?? "");
  const during = await place(), count = await page.textContent("#drafts");
  writeFileSync(plan, planned);
  await saved(() => rmSync(path));
  return [
    mark.startsWith("Draft") ? "" : "it is not marked",
    count === "1 draft" ? "" : `the bar says "${count}"`,
    Math.abs(during - before) < 2 ? "" : `the reader was moved from ${before} to ${during}`,
    Math.abs((await place()) - before) < 2 ? "" : "the reader was moved when it went",
    (await (await issue()).evaluate(() => document.getElementById("a-draft"))) ? "it is still there" : "",
  ];
});

await check("the web issue is shown on a dark screen, and as wide as a phone", async () => {
  const look = async () => (await issue()).evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor, width: innerWidth,
  }));
  const light = await look();
  await page.check("input[name=dark]", { force: true });
  const dark = await look();
  await page.check("input[name=phone]", { force: true });
  const narrow = await look();
  for (const name of ["dark", "phone"]) await page.uncheck(`input[name=${name}]`, { force: true });
  return [
    light.paper !== dark.paper ? "" : `the paper stays ${dark.paper}`,
    narrow.width === 375 ? "" : `it is ${narrow.width} pixels wide`,
  ];
});

await check("the announcement is shown, and changes with a save", async () => {
  await choose("announcement");
  await page.waitForSelector(".sheet pre");
  await saved(() => writeFileSync(story, good.replace(/^announce: .*$/m, "announce: batteries in other words")));
  const after = await page.textContent(".sheet pre");
  await saved(() => writeFileSync(story, good));
  return [after.includes("batteries in other words") ? "" : `it says: ${after}`];
});

await check("the printed issue is shown in the page", async () => {
  await choose("pdf");
  await page.waitForFunction(() => /^\d+ pages$/.test(document.getElementById("status").textContent));
  const frame = await page.$("#stage iframe:not(.away)");
  const shown = frame ? await frame.getAttribute("src") : await page.getAttribute("#waiting a", "href");
  const head = shown ? await (await page.request.get(new URL(shown, address).href)).body() : Buffer.from("");
  await choose("html");
  await page.waitForSelector("#stage iframe:not(.away)[title='The web issue']");
  return [head.subarray(0, 5).toString() === "%PDF-" ? "" : `it is ${head.subarray(0, 40)}`];
});

/** Returns what axe-core objects to in the page around the issue, which it looks at elsewhere. */
const axe = async (where) => {
  const results = await where.evaluate(
    (tags) => axe.run({ exclude: ["iframe"] }, { runOnly: { type: "tag", values: tags } }), TAGS);
  const wide = await where.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...results.violations.map(({ id, help, nodes }) => `${id} (${nodes.length} times): ${help} @ ${nodes[0].target.join(" ")}`),
    wide > 0 ? `scrolls sideways by ${wide} px` : "",
    results.passes.length ? "" : "axe-core found nothing to look at",
  ].filter(Boolean);
};
for (const width of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    await check(`bar and list at ${width} px, ${colorScheme}`, async () => {
      const view = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
      const one = await view.newPage();
      await one.goto(address);
      await one.waitForFunction(() => performance.getEntriesByName("shown").length > 0);
      await one.evaluate(() => document.fonts.ready);
      await one.evaluate(AXE);
      const found = await axe(one);
      writeFileSync(story, good.replace("topic: batteries", "topics: batteries\n"));
      await one.waitForSelector("#problems:not([hidden])");
      found.push(...(await axe(one)));
      writeFileSync(story, good);
      await one.waitForSelector("#problems", { state: "hidden" });
      await one.check("input[value=announcement]", { force: true });
      await one.waitForSelector(".sheet pre");
      found.push(...(await axe(one)));
      await view.close();
      return [...new Set(found)];
    });
  }
}

say("it asks for nothing but itself and logs no error", [...new Set(stray)]);
await check("Ctrl-C ends it, and nothing of it stays", async () => {
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  server.kill("SIGINT");
  const code = await ended;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const left = children.filter((pid) => existsSync(`/proc/${pid}`));
  return [code === 130 ? "" : `it ends with ${code}`, left.length ? `still there: ${left}` : ""];
});
await browser.close();
process.exitCode = failed ? 1 : 0;
