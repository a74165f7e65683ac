// A real election counted again in the browser: the worker reads the public log from its first leaf.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { clean, launch, open, visitor } from "../lib/browser.mjs";
import { recount } from "../lib/verifier.mjs";

const elections = new URL("../../../shared/data/elections/expected/", import.meta.url);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [slug, file] of [["debian-2002", "debian-leader-2002.soi"], ["debian-2003", "debian-leader-2003.soi"]]) {
  test(`${slug} is recounted from its log`, async (t) => {
    const who = await visitor(browser);
    await open(who, `/d/${slug}/proposals/1/result`);
    const answer = await who.page.request.get(`/api/v1/daos/${slug}/proposals/1`);
    const proposal = await answer.json();
    const report = await recount(who.page, { dao: slug, proposal: proposal.id, lang: "en" });
    assert.equal(report.fault, undefined, JSON.stringify(report.fault));
    assert.equal(report.ok, true, report.sentence);
    assert.ok(report.progress > 0);
    const expected = await readFile(new URL(`${file}.json`, elections), "utf8").catch(() => null);
    if (expected) {
      const { winner_in_file: winner } = JSON.parse(expected);
      assert.ok(await who.page.getByText(winner).first().isVisible(), `the page shows ${winner}`);
    } else {
      console.log("skipped: expected outcomes of real elections not found");
      t.diagnostic("expected outcomes not found");
    }
    clean(who);
    await who.context.close();
  });
}
