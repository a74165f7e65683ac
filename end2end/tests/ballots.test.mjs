// A ballot of every voting system, filled in as people do: hydrated, without scripts, by a wallet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, clean, launch, open, settled, visitor } from "../lib/browser.mjs";
import { Organiser, join, signUp } from "../lib/people.mjs";
import { giveWallet, joinByWallet, signInByWallet, startAnvil } from "../lib/wallet.mjs";

/** System, what fills its form, and how the ballot reads afterwards (options: red, green, blue). */
const SYSTEMS = [
  ["single_choice", { tick: ["choice=2"] }, /green/],
  ["approval", { tick: ["approve=1", "approve=3"] }, /red, blue/],
  ["weighted", { fill: { weight_1: "2", weight_3: "1" } }, /red.*blue/],
  ["quadratic", { fill: { weight_2: "7" } }, /green/],
  ["quadratic_credits", { fill: { votes_1: "3", votes_2: "9" } }, /red 3.*green 9/],
  ["score", { tick: ["score_1=5", "score_2=0", "score_3=2"] }, /red 5.*blue 2/],
  ["star", { tick: ["score_3=4"] }, /blue 4/],
  ["borda", { fill: { rank_1: "2", rank_2: "1", rank_3: "3" } }, /green ＞ red ＞ blue/],
  ["irv", { fill: { rank_3: "1", rank_1: "2" } }, /blue ＞ red/],
  ["stv", { fill: { rank_2: "1", rank_3: "2" } }, /green ＞ blue/],
  ["schulze", { fill: { rank_1: "1", rank_2: "1", rank_3: "2" } }, /red ＝ green ＞ blue/],
  ["debian", { fill: { rank_2: "1" } }, /green/],
  ["copeland", { fill: { rank_1: "3", rank_2: "2", rank_3: "1" } }, /blue ＞ green ＞ red/],
];

let browser;
let anvil;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await anvil?.stop();
});

for (const [how, options] of [
  ["hydrated", { lang: "en", width: 390 }],
  ["without scripts", { lang: "en", width: 1440, scripts: false }],
  ["by wallet", { lang: "en", width: 1440 }],
]) {
  test(`a ballot of every system, ${how}`, async (t) => {
    const organiser = await Organiser.found(browser);
    const who = await visitor(browser, options);
    if (how === "by wallet") {
      anvil = await startAnvil();
      await giveWallet(who.context, anvil);
      await signInByWallet(who, organiser.slug);
      await joinByWallet(who, organiser.slug, "walletholder");
    } else {
      await join(who, organiser.slug, await signUp(who));
    }
    for (const [system, form, reads] of SYSTEMS) {
      await t.test(system, async () => {
        const address = await organiser.propose({ title: system, system, options: ["red", "green", "blue"] });
        await cast(who, address.split("?")[0], form);
        assert.match(await who.page.locator(".receipt").innerText(), reads);
        await accessible(who);
      });
    }
    clean(who);
    await who.context.close();
  });
}

/** Fills the vote box in and presses its button; a receipt is shown then. */
async function cast(who, address, { tick = [], fill = {} }) {
  await open(who, address);
  const { page } = who;
  const form = page.locator(`form[action="${address}/vote"]`);
  for (const [name, value] of tick.map((field) => field.split("="))) {
    await form.locator("label", { has: page.locator(`[name="${name}"][value="${value}"]`) }).click();
  }
  for (const [name, value] of Object.entries(fill)) await form.locator(`[name="${name}"]`).fill(value);
  await Promise.all([page.waitForURL(/[?&](receipt|error)=/), form.locator("button:not([name])").click()]);
  await settled(who);
  assert.match(page.url(), /receipt=\d+/, `a receipt, at ${page.url()}`);
}
