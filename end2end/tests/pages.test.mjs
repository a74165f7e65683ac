// Every page, in both languages, at both widths: no axe finding, no error, no scrolling sideways.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGS, WIDTHS, accessible, launch, open, visitor } from "../lib/browser.mjs";

const PAGES = [
  "/",
  "/signin",
  "/signup",
  "/verify",
  "/d/polaris",
  "/d/polaris/proposals",
  "/d/polaris/proposals/1",
  "/d/polaris/proposals/1/result",
  "/d/polaris/proposals/2",
  "/d/polaris/proposals/4",
  "/d/polaris/proposals/5",
  "/d/polaris/points",
  "/d/polaris/members",
  "/d/polaris/proofs",
  "/d/polaris/proofs/3",
  "/d/debian-2002/proposals/1/result",
];
/** Only for who is signed in; shown to the demo's visitor. */
const OWN_PAGES = ["/settings", "/daos/new", "/d/polaris/proposals/new", ...Array.from({ length: 13 }, (_, n) => `/d/polaris/proposals/${n + 3}`)];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    test(`pages in ${lang} at ${width} px`, async (t) => {
      const who = await visitor(browser, { lang, width });
      for (const path of PAGES) await t.test(path, () => look(who, path));
      const session = { email: "visitor@demo.example", password: "count-every-stone" };
      const answer = await who.page.request.post("/api/v1/session", { data: session });
      assert.equal(answer.status(), 200, await answer.text());
      for (const path of OWN_PAGES) await t.test(`${path}, signed in`, () => look(who, path));
      await who.context.close();
    });
  }
}

async function look(who, path) {
  who.faults.length = 0;
  const response = await open(who, path);
  assert.equal(response.status(), 200, path);
  assert.equal(await who.page.locator("html").getAttribute("lang"), who.lang === "zh" ? "zh-CN" : "en");
  assert.equal(await who.page.locator("h1").count(), 1, `${path} has one title`);
  await accessible(who);
}

test("an address without a page says so, with its status", async () => {
  const who = await visitor(browser, { lang: "en" });
  const response = await open(who, "/d/polaris/nothing/here");
  assert.equal(response.status(), 404);
  // The browser itself notes the status on the console; nothing else may be there.
  who.faults = who.faults.filter((fault) => !fault.includes("404"));
  await accessible(who);
  await who.context.close();
});
