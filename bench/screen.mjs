// Measures from a save to the text on the screen, in Chromium: node screen.mjs ADDRESS STORY SAVES
// Prints the milliseconds of each save as JSON. The file is read and written as `preview.py` does it.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(here, "..", "audit", "package.json"))("playwright-core");
const [address, story, saves] = process.argv.slice(2);
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);
if (!executablePath) throw new Error("no Chromium: set CHROMIUM to its path");
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, headless: true, args });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName("shown").length > 0);
  const frame = page.frames().find((one) => one.url().includes("/view/html/"));
  const slug = story.split("/").pop().replace(".yaml", "");
  await frame.evaluate((id) => document.getElementById(id).scrollIntoView({ behavior: "instant" }), slug);
  const took = [];
  for (let number = 0; number < Number(saves); number += 1) {
    const says = `Seen as number ${number}`;
    // The clock of the page and ours are the same: milliseconds since 1970. Painted is the frame after the change.
    const painted = frame.evaluate(([id, says]) => new Promise((resolve) => {
      const look = () => {
        if (!document.querySelector(`[id="${id}"] h3`).textContent.includes(says)) requestAnimationFrame(look);
        else requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
      };
      look();
    }), [slug, says]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const text = readFileSync(story, "utf8").replace(/^headline: .*$/m, `headline: ${says}`);
    const at = performance.timeOrigin + performance.now();
    writeFileSync(story, text);
    took.push((await painted) - at);
  }
  console.log(JSON.stringify(took.slice(3)));
} finally {
  await browser.close();
}
