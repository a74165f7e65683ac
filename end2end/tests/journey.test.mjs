// The one journey of this product: sign up, join, vote, keep the receipt, check it, change the vote.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGS, WIDTHS, accessible, clean, launch, open, visitor } from "../lib/browser.mjs";
import { Organiser, join, signUp, vote } from "../lib/people.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

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
        const second = await vote(who, organiser.slug, 1, "against");
        assert.ok(second > first, "a changed ballot is a new leaf");
        if (scripts) await accessible(who);

        await open(who, `/d/${organiser.slug}/proofs/${second}`);
        if (scripts) await climbed(who);
        const receipt = await who.page.request.get(`/log/${organiser.slug}/receipt/${second}`);
        assert.match(await receipt.text(), /^c2sp\.org\/tlog-proof@v1\n/);
        clean(who);
        await who.context.close();
      });
    }
  }
}

/** The ladder on the page stands: some rungs hold and none is broken. */
async function climbed({ page }) {
  await page.waitForFunction(() => document.querySelectorAll('.ladder [data-state="ok"]').length >= 3);
  assert.equal(await page.locator('.ladder [data-state="broken"]').count(), 0);
}
