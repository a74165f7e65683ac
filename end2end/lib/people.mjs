// What people do, by the forms' names: the same with and without scripts.
import assert from "node:assert/strict";
import { open, settled, submit, url } from "./browser.mjs";

let counter = 0;

/** A name that no other test uses. */
export function unique(word) {
  counter += 1;
  return `${word}-${process.pid.toString(36)}${Date.now().toString(36)}${counter}`;
}

/** Signs up by the page; gives the handle. */
export async function signUp(who, next = "/") {
  const name = unique("ada");
  await open(who, `/signup?next=${next}`);
  const form = 'form[action="/signup"]';
  await who.page.fill(`${form} [name=email]`, `${name}@example.org`);
  await who.page.fill(`${form} [name=password]`, "a long enough secret");
  await who.page.fill(`${form} [name=name]`, name);
  await submit(who, form);
  assertDone(who);
  return name;
}

/** Joins a DAO by its page. */
export async function join(who, slug, handle) {
  await open(who, `/d/${slug}`);
  const form = `form[action="/d/${slug}/join"]`;
  await who.page.fill(`${form} [name=handle]`, handle);
  await submit(who, form);
  assertDone(who);
}

/** Chooses an option of a basic or single-choice vote and casts; gives the leaf's index. */
export async function vote(who, slug, number, choice) {
  await open(who, `/d/${slug}/proposals/${number}`);
  await Promise.all([who.page.waitForURL(/[?&](receipt|error)=/), castAs(who, slug, number, choice)]);
  await settled(who);
  assertDone(who);
  const index = new URL(who.page.url()).searchParams.get("receipt");
  assert.match(index ?? "", /^\d+$/, `a receipt after voting, at ${who.page.url()}`);
  return Number(index);
}

/** Fills the vote box of the page that is open and presses its button. */
export async function castAs({ page }, slug, number, choice) {
  const form = `form[action="/d/${slug}/proposals/${number}/vote"]`;
  // Who has voted finds the form behind "change my vote".
  const change = page.locator("#vote details.disclose", { has: page.locator(form) });
  if (await change.count()) await change.locator("> summary").click();
  // The stone is drawn over the radio button: what is pressed is its label.
  await page.locator(`${form} label.choice`, { has: page.locator(`[name=choice][value="${choice}"]`) }).click();
  await page.locator(`${form} button:not([name])`).click();
}

function assertDone({ page }) {
  assert.equal(new URL(page.url()).searchParams.get("error"), null, `refused at ${page.url()}`);
}

/** An organiser who works by requests alone: founds a DAO where everyone counts once. */
export class Organiser {
  constructor(context) {
    this.request = context.request;
    this.slug = unique("garden").toLowerCase();
  }

  static async found(browser) {
    const context = await browser.newContext({ baseURL: url });
    const organiser = new Organiser(context);
    const email = `${organiser.slug}@example.org`;
    await organiser.post("/signup", { email, password: "a long enough secret", name: "Grace" });
    await organiser.post("/daos", {
      slug: organiser.slug,
      name: "Garden 花园",
      lang: "en",
      about: "A place for tests.",
      charter: "# Charter\n\nOne person, one vote.",
      open_join: "on",
      formula: "one_member",
      handle: "grace",
    });
    return organiser;
  }

  /** Publishes a proposal whose vote begins at once; gives its address. */
  async propose({ title = "Plant a tree", system = "basic", options = [] } = {}) {
    const form = { title, body: "By the *gate*.", system, options: options.join("\n"), days: "3", action: "submit" };
    const saved = await this.post(`/d/${this.slug}/drafts`, { ...form, zone: "Asia/Shanghai" });
    const draft = saved.match(/drafts\/([0-9a-f]+)/)?.[1];
    assert.ok(draft, `a draft was saved: ${saved}`);
    return this.post(`/d/${this.slug}/drafts/${draft}/publish`, {});
  }

  /** Posts a form; gives where it led. */
  async post(path, form) {
    const response = await this.request.post(path, { form, maxRedirects: 0 });
    const location = response.headers().location ?? "";
    assert.equal(response.status(), 303, `${path}: ${await response.text()}`);
    assert.doesNotMatch(location, /[?&]error=/, path);
    return location;
  }
}
