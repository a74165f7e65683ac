// The published vectors, bit for bit, by the verifier as it runs in a browser.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { clean, launch, visitor } from "../lib/browser.mjs";
import { runVectors } from "../lib/verifier.mjs";

const root = process.env.PSEPHOS_VECTORS ?? new URL("../../../shared/vectors", import.meta.url).pathname;
const FAMILIES = ["log", "tally", "decision", "delegation", "lifecycle", "points"];
/** Beside the cases: a part of the sample. */
const NO_CASES = ["sample-trust.json"];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const family of FAMILIES) {
  test(`vectors of ${family} in the browser`, async (t) => {
    const names = await readdir(`${root}/${family}`).catch(() => null);
    if (!names) {
      console.log(`skipped: vectors of ${family} not found`);
      t.skip("vectors not found");
      return;
    }
    const who = await visitor(browser);
    await who.page.goto("/healthz");
    let passed = 0;
    const notYet = [];
    for (const name of names.filter((name) => name.endsWith(".json") && !NO_CASES.includes(name))) {
      const outcome = await runVectors(who.page, family, name, await readFile(`${root}/${family}/${name}`, "utf8"));
      assert.equal(outcome.error, undefined, `${family}/${name}: ${outcome.error}`);
      assert.deepEqual(outcome.failed, [], `${family}/${name}`);
      passed += outcome.passed;
      notYet.push(...outcome.not_yet);
    }
    console.log(`${family} in the browser: ${passed} passed, ${notYet.length} later`);
    assert.ok(passed > 0);
    clean(who);
    await who.context.close();
  });
}
