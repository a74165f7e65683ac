// An organiser's way: found a DAO, write a proposal, see it as others will, hand it in, publish it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, launch, open, settled, submit, visitor } from "../lib/browser.mjs";
import { signUp, unique } from "../lib/people.mjs";

const DAY_MS = 86_400_000;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [scripts, lang, width] of [
  [true, "zh", 390],
  [true, "en", 1440],
  [false, "zh", 1440],
  [false, "en", 390],
]) {
  test(`from founding to a scheduled vote, ${scripts ? "hydrated" : "without scripts"}, in ${lang} at ${width} px`, async () => {
    const who = await visitor(browser, { lang, width, scripts });
    await signUp(who);
    const slug = await found(who);
    await refusedAndKept(who, slug);
    await saved(who, slug);
    await published(who, slug);
    await who.context.close();
  });
}

async function found(who) {
  const slug = unique("orchard").toLowerCase();
  await open(who, "/daos/new");
  const form = 'form[action="/daos"]';
  await who.page.fill(`${form} [name=name]`, "果园 Orchard");
  await who.page.fill(`${form} [name=slug]`, slug);
  await who.page.fill(`${form} [name=handle]`, "grace");
  await submit(who, form);
  assert.match(who.page.url(), new RegExp(`/d/${slug}\\?done=founded`));
  await accessible(who);
  return slug;
}

/** Fills the form; the vote begins in two days by the clock on the wall in Shanghai. */
async function fill({ page }, { zone }) {
  const starts = new Date(Date.now() + 2 * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 16);
  const form = "form[action$='/drafts']";
  await page.fill(`${form} [name=title]`, "Which trees? 种什么树？");
  await page.fill(`${form} [name=body]`, "Two rows by the *north* wall.");
  await page.locator(`${form} [name=system][value=approval]`).check({ force: true });
  await page.fill(`${form} [name=options]`, "Pear 梨\nPlum 李\nQuince 榅桲");
  await page.fill(`${form} [name=starts]`, starts);
  await page.fill(`${form} [name=days]`, "5");
  await page.fill(`${form} [name=zone]`, zone);
  return form;
}

/** What cannot be read is told, and what was typed stands in the form that comes back. */
async function refusedAndKept(who, slug) {
  await open(who, `/d/${slug}/proposals/new`);
  await accessible(who);
  const form = await fill(who, { zone: "Asia/Atlantis" });
  await submit(who, form, "button[value=preview]");
  assert.ok(await who.page.locator(".note--fault").isVisible());
  assert.match(await who.page.inputValue(`${form} [name=options]`), /Quince/);
  // The browser itself notes the status of that answer on the console.
  who.faults = who.faults.filter((fault) => !fault.includes("422"));
}

async function saved(who, slug) {
  const form = await fill(who, { zone: "Asia/Shanghai" });
  await submit(who, form, "button[value=preview]");
  assert.match(who.page.url(), new RegExp(`/d/${slug}/drafts/[0-9a-f]+\\?done=saved`));
  assert.match(await who.page.locator("main").innerText(), /Asia\/Shanghai/);
  await accessible(who);
}

async function published(who, slug) {
  await submit(who, "form[action$='/submit']", "button");
  await submit(who, "form[action$='/publish']", "button");
  await settled(who);
  assert.match(who.page.url(), new RegExp(`/d/${slug}/proposals/1\\?done=published`));
  // It can be read, and not yet voted on.
  assert.equal(await who.page.locator("form[action$='/vote']").count(), 0);
  await accessible(who);
  await open(who, `/d/${slug}/proposals`);
  await accessible(who);
}
