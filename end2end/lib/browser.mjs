// A browser whose every fault is kept: exceptions, errors on the console, violations of the policy.
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

/** The server of this test file: the one of the run, unless the file starts its own. */
export let url = process.env.PSEPHOS_URL;

/** Makes a server of its own the one that pages are opened on. */
export function use(address) {
  url = address;
}

export const WIDTHS = [390, 1440];
export const LANGS = ["zh", "en"];

/** A step may take this long on a slow machine before it counts as hanging. */
const PATIENCE_MS = 60_000;

/** One browser for a test file. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.PSEPHOS_BROWSER || undefined,
    channel: process.env.PSEPHOS_BROWSER ? undefined : "chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/** A visitor with a fresh profile: `page`, and `faults` that must stay empty. */
export async function visitor(browser, { lang = "zh", width = 1440, scripts = true } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 900 },
    javaScriptEnabled: scripts,
    locale: lang === "zh" ? "zh-CN" : "en-GB",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies([{ name: "lang", value: lang, url }]);
  const faults = [];
  if (scripts) {
    await context.exposeFunction("__violation", (what) => faults.push(`policy: ${what}`));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        globalThis.__violation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      );
    });
  }
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  return { context, page, faults, lang, width, scripts };
}

/** Opens a page and, with scripts, waits until it is hydrated. */
export async function open(who, path) {
  const response = await who.page.goto(path);
  await settled(who);
  return response;
}

/** Waits until the page that is shown now is hydrated. */
export async function settled({ page, scripts, faults }) {
  await page.waitForLoadState("load");
  if (!scripts) return;
  await page.waitForSelector("html[data-hydrated]", { state: "attached" }).catch((error) => {
    throw new Error(`${page.url()} was not hydrated: ${[error.message, ...faults].join("\n")}`);
  });
}

/** Presses the button of a form and waits for the page that the answer leads to. */
export async function submit(who, form, button = "button:not([name])") {
  const { page } = who;
  await Promise.all([page.waitForEvent("load"), page.locator(`${form} ${button}`).first().click()]);
  await settled(who);
}

/** Nothing went wrong, and nothing on the page keeps anyone out. */
export async function accessible(who) {
  if (who.scripts) {
    const { violations } = await new AxeBuilder({ page: who.page }).analyze();
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).join("\n    ")}`);
    assert.deepEqual(told, [], `axe on ${who.page.url()}`);
    const wider = await who.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${who.page.url()} is ${wider} px wider than the window`);
  }
  clean(who);
}

/** No exception, no error on the console, no violation of the policy. */
export function clean({ page, faults }) {
  assert.deepEqual(faults, [], `faults on ${page.url()}`);
}
