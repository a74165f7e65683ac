// A server that lies, as a reader's browser sees it: each lie breaks the right rung, in words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGS, launch, open, visitor } from "../lib/browser.mjs";
import { recount } from "../lib/verifier.mjs";

const DAO = "debian-2002";
/** A ballot of that election. */
const LEAF = 700;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A base64 letter that differs. */
const other = (letter) => (letter === "A" ? "B" : "A");

/** The text with one letter of a line changed, counted from the first line that matches. */
function change(text, line, at) {
  const lines = text.split("\n");
  const index = lines.findIndex((each) => line.test(each));
  assert.notEqual(index, -1, `a line like ${line} in ${text}`);
  const letters = [...lines[index]];
  letters[at] = other(letters[at]);
  lines[index] = letters.join("");
  return lines.join("\n");
}

/** Opens the verifier's page, gives it a receipt, and tells which rungs are broken. */
async function broken(who, receipt) {
  await open(who, "/verify");
  await who.page.locator("textarea").first().fill(receipt);
  await who.page.locator("button.btn--verify").first().click();
  await who.page.locator('.ladder [data-state="broken"], .note--fault').first().waitFor();
  return who.page.locator('.ladder [data-state="broken"] h3').allInnerTexts();
}

/** A lie in a receipt, and what the rung that breaks is called. */
const CASES = [
  {
    name: "a byte of the leaf flipped",
    lie: (receipt) => change(receipt, /^extra /, 30),
    words: { zh: /叶|内容|收据/, en: /leaf|content|receipt/i },
  },
  {
    name: "a hash of the path replaced",
    lie: (receipt) => {
      const lines = receipt.split("\n");
      const at = lines.findIndex((line) => line.startsWith("index ")) + 1;
      lines[at] = other(lines[at][0]) + lines[at].slice(1);
      return lines.join("\n");
    },
    words: { zh: /叶在册里/, en: /leaf is in the (book|log)|in the log/i },
  },
  {
    name: "the checkpoint signed by another key",
    lie: (receipt) => {
      const at = receipt.indexOf("— ");
      const space = receipt.indexOf(" ", at + 2);
      const flip = space + 30;
      return receipt.slice(0, flip) + other(receipt[flip]) + receipt.slice(flip + 1);
    },
    words: { zh: /检查点/, en: /checkpoint/i },
  },
];

for (const lang of LANGS) {
  for (const { name, lie, words } of CASES) {
    test(`${name}, in ${lang}`, async () => {
      const who = await visitor(browser, { lang });
      const receipt = await (await who.page.request.get(`/log/${DAO}/receipt/${LEAF}`)).text();
      const rungs = await broken(who, lie(receipt));
      assert.ok(rungs.some((rung) => words[lang].test(rung)), `broken: ${rungs.join(" | ")}`);
      await who.context.close();
    });
  }

  test(`a log that this browser knows otherwise, in ${lang}`, async () => {
    const who = await visitor(browser, { lang });
    await open(who, `/d/${DAO}/proofs/${LEAF}`);
    await who.page.locator('.ladder [data-state="ok"]').nth(4).waitFor();
    // What this browser saw last time is no beginning of the log that it is shown now.
    await who.page.evaluate(() => {
      const pins = JSON.parse(localStorage.getItem("psephos.pins"));
      for (const pin of Object.values(pins)) {
        pin.size -= 1;
        pin.root = "00".repeat(32);
      }
      localStorage.setItem("psephos.pins", JSON.stringify(pins));
    });
    await open(who, `/d/${DAO}/proofs/${LEAF}`);
    await who.page.locator('.ladder [data-state="broken"]').waitFor();
    const rungs = await who.page.locator('.ladder [data-state="broken"] h3').allInnerTexts();
    assert.equal(rungs.length, 1);
    assert.match(rungs[0], lang === "zh" ? /上次/ : /before/i);
    assert.equal(await who.page.locator('[data-checkpoint="broken"]').count(), 1, "the line under the page says so");
    await who.context.close();
  });

  test(`a ballot changed in the log that is served, in ${lang}`, async () => {
    const who = await visitor(browser, { lang });
    await who.page.route(`**/log/${DAO}/tile/entries/**`, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      // Somewhere in the middle of the second bundle.
      if (route.request().url().includes("/001")) body[body.length >> 1] ^= 1;
      await route.fulfill({ response, body });
    });
    await open(who, `/d/${DAO}/proposals/1/result`);
    const { state, text } = await recount(who);
    assert.equal(state, "broken", text);
    assert.match(text, lang === "zh" ? /叶/ : /leaf/i);
    await who.context.close();
  });

  test(`a ballot whose content was changed after it was cast, in ${lang}`, async () => {
    const who = await visitor(browser, { lang });
    await who.page.route(`**/log/${DAO}/payloads**`, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/"ranking":\[(\d+),(\d+)/, '"ranking":[$2,$1');
      await route.fulfill({ response, body });
    });
    await open(who, `/d/${DAO}/proposals/1/result`);
    const { state, text } = await recount(who);
    assert.equal(state, "broken", text);
    await who.context.close();
  });
}
