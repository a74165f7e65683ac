// Draws the pictures of the README anew: `node pictures.mjs URL` with a demo running there.
import { mkdir } from "node:fs/promises";
import { launch } from "./lib/browser.mjs";

const url = process.argv[2] ?? "http://localhost:3000";
const folder = new URL("../docs/pictures/", import.meta.url).pathname;
/** Path, width, height; as the demo's visitor. */
const PICTURES = {
  proposal: ["/d/polaris/proposals/2", 1280, 860],
  result: ["/d/burlington-2009/proposals/1/result", 1280, 1000],
  proof: ["/d/debian-2003/proofs/700", 1280, 1000],
  phone: ["/d/polaris/proposals/2#vote", 390, 844],
};

await mkdir(folder, { recursive: true });
const browser = await launch();
for (const [lang, locale] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
  for (const [name, [path, width, height]] of Object.entries(PICTURES)) {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width, height },
      locale,
      timezoneId: "Asia/Shanghai",
      reducedMotion: "reduce",
    });
    await context.addCookies([{ name: "lang", value: lang, url }, { name: "theme", value: "light", url }]);
    await context.request.post("/api/v1/session", {
      data: { email: "visitor@demo.example", password: "count-every-stone" },
    });
    const page = await context.newPage();
    await page.goto(path);
    await page.waitForSelector("html[data-hydrated]", { state: "attached" });
    await page.locator('[data-checkpoint="ok"]').waitFor();
    await page.screenshot({ path: `${folder}${name}-${lang}.png` });
    await context.close();
  }
}
await browser.close();
