// Real elections: the published outcome is what the certificate says, what the page shows, and what
// the reader's own browser counts from the log.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, clean, launch, open, use, visitor } from "../lib/browser.mjs";
import { recounted } from "../lib/verifier.mjs";
import { startWith } from "../lib/server.mjs";

const root = process.env.PSEPHOS_ELECTIONS ?? new URL("../../../shared/data/elections", import.meta.url).pathname;
/** Systems whose result page is there. */
const SYSTEMS = ["debian", "schulze"];

const runs = await expectedRuns();
let server;
let browser;

before(async () => {
  if (!runs.length) return;
  server = await startWith(runs);
  use(server.url);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

if (!runs.length) {
  console.log("skipped: real elections not found");
  test("real elections", (t) => t.skip("data not found"));
}

for (const { name, dao, expected } of runs) {
  test(name, async () => {
    const who = await visitor(browser, { lang: "en" });
    const answer = await who.page.request.get(`/api/v1/daos/${dao}/proposals/1`);
    const { certificate, rules } = await answer.json();
    assert.deepEqual(certificate.result.tally, expected);

    await open(who, `/d/${dao}/proposals/1/result`);
    const shown = await who.page.locator("table.matrix").first().locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.firstChild?.textContent.replaceAll(",", "") ?? 0))),
    );
    assert.deepEqual(shown, expected.matrix, "the matrix on the page");
    const [winner] = expected.winners.map((number) => rules.choices[number - 1]);
    assert.match(await who.page.locator("main").innerText(), new RegExp(winner), `the page names ${winner}`);
    await accessible(who);

    await recounted(who);
    clean(who);
    await who.context.close();
  });
}

/** Each published outcome under a system of ours, with a DAO to import it into. */
async function expectedRuns() {
  const names = await readdir(`${root}/expected`).catch(() => []);
  const files = await Promise.all(names.map(async (name) => JSON.parse(await readFile(`${root}/expected/${name}`, "utf8"))));
  return files.flatMap(({ file, runs }) =>
    runs
      .map(({ arguments: options, expected }) => ({ system: options.replace("--system ", ""), expected }))
      .filter(({ system }) => SYSTEMS.includes(system))
      .map(({ system, expected }) => ({
        file: `${root}/${file}`,
        dao: `${file.split(".")[0]}-${system}`,
        name: `${file} by ${system}`,
        system,
        expected,
      })),
  );
}
