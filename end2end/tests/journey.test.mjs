// The one journey of this product: sign up, join, vote, keep the receipt, check it, change the vote,
// see it close, count it again. By a hydrated page, without scripts, and by a wallet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGS, WIDTHS, accessible, clean, launch, open, use, visitor } from "../lib/browser.mjs";
import { Organiser, castAs, join, signUp, vote } from "../lib/people.mjs";
import { startDemo } from "../lib/server.mjs";
import { recounted } from "../lib/verifier.mjs";
import { giveWallet, joinByWallet, signInByWallet, startAnvil } from "../lib/wallet.mjs";

/** Longer than any vote here. */
const AFTER_THE_END_MS = 4 * 86_400_000;

let server;
let browser;
let anvil;
/** Everyone who has voted and waits for the end, with the choice that stands. */
const waiting = [];

before(async () => {
  // A server of this file's own: at the end its clock is set ahead.
  server = await startDemo();
  use(server.url);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await anvil?.stop();
  await server?.stop();
});

for (const scripts of [true, false]) {
  for (const lang of LANGS) {
    for (const width of WIDTHS) {
      const how = scripts ? "hydrated" : "without scripts";
      test(`a ballot and its receipt, ${how}, in ${lang} at ${width} px`, async () => {
        const organiser = await Organiser.found(browser);
        const who = await visitor(browser, { lang, width, scripts });
        const name = await signUp(who);
        await join(who, organiser.slug, name);
        // The power to vote is frozen when a proposal is published: only now.
        await organiser.propose();

        const first = await vote(who, organiser.slug, 1, "for");
        await accessible(who);
        await verified(who, organiser.slug, first);
        const second = await vote(who, organiser.slug, 1, "against");
        assert.ok(second > first, "a changed ballot is a new leaf");
        await accessible(who);
        await verified(who, organiser.slug, second);
        waiting.push({ who, organiser, how });
      });
    }
  }
}

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    test(`a ballot by wallet, in ${lang} at ${width} px`, async () => {
      anvil ??= await startAnvil();
      const organiser = await Organiser.found(browser);
      const who = await visitor(browser, { lang, width });
      const wallet = await giveWallet(who.context, anvil, { account: waiting.length % 10 });
      await signInByWallet(who, organiser.slug);
      await joinByWallet(who, organiser.slug, "walletholder");
      await organiser.propose();

      await refused(who, organiser.slug, wallet);
      const first = await vote(who, organiser.slug, 1, "for");
      const asked = wallet.asked.at(-1);
      assert.equal(asked.method, "eth_signTypedData_v4");
      const { message, primaryType } = JSON.parse(asked.params[1]);
      // What the wallet shows can be read, and says what was chosen.
      assert.match(message.summary, /Plant a tree.*for/, primaryType);
      await accessible(who);
      await verified(who, organiser.slug, first);
      const second = await vote(who, organiser.slug, 1, "against");
      assert.ok(second > first);
      await verified(who, organiser.slug, second);
      waiting.push({ who, organiser, how: "by wallet" });
    });
  }
}

test("the votes close, and everyone counts them again", async (t) => {
  assert.equal(waiting.length, 12, "all journeys before this one arrived here");
  await server.later(AFTER_THE_END_MS);
  for (const { who, organiser, how } of waiting) {
    await t.test(`${how}, in ${who.lang} at ${who.width} px`, async () => {
      await closed(who, organiser.slug);
      await open(who, `/d/${organiser.slug}/proposals/1/result`);
      await accessible(who);
      if (who.scripts) {
        await recounted(who);
        await accessible(who);
      }
      clean(who);
      await who.context.close();
    });
  }
});

/** The ladder of a leaf stands: every rung that there is to climb holds. Without scripts, the
 * receipt can be taken along. */
async function verified(who, slug, leaf) {
  const { page, scripts } = who;
  if (scripts) {
    await page.locator(".receipt a.btn--verify").click();
    await page.waitForURL(`**/d/${slug}/proofs/${leaf}`);
    await page.waitForFunction(() => document.querySelectorAll('.ladder [data-state="ok"]').length >= 4);
    assert.equal(await page.locator('.ladder [data-state="broken"]').count(), 0);
    await page.locator('[data-checkpoint="ok"]').waitFor();
    await accessible(who);
  } else {
    await open(who, `/d/${slug}/proofs/${leaf}`);
  }
  const receipt = await page.request.get(`/log/${slug}/receipt/${leaf}`);
  assert.match(await receipt.text(), /^c2sp\.org\/tlog-proof@v1\n/);
}

/** Who presses "cancel" in the wallet is told so, and has not voted. */
async function refused(who, slug, wallet) {
  wallet.refuse = true;
  await open(who, `/d/${slug}/proposals/1`);
  await castAs(who, slug, 1, "for");
  await who.page.locator("#vote .note--fault").waitFor();
  wallet.refuse = false;
  assert.equal(await who.page.locator(".receipt").count(), 0);
}

/** Waits until the proposal has its result. */
async function closed({ page }, slug) {
  for (;;) {
    const answer = await page.request.get(`/api/v1/daos/${slug}/proposals/1`);
    const { phase } = await answer.json();
    if (phase === "decided") return;
    assert.ok(["active", "counting"].includes(phase), phase);
    await page.waitForTimeout(200);
  }
}
