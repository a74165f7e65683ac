// The verifier as pages use it: its module, and the recount on a result page.
import assert from "node:assert/strict";

/** Runs in the page: every case of one file of vectors; gives `{passed, failed, not_yet}`. */
export function runVectors(page, family, file, text) {
  return page.evaluate(
    async ([family, file, text]) => {
      globalThis.__verifier ??= import("/pkg/verifier.js").then(async (module) => {
        await module.default({ module_or_path: "/pkg/verifier_bg.wasm" });
        return module;
      });
      return JSON.parse((await globalThis.__verifier).run_vectors(family, file, text));
    },
    [family, file, text],
  );
}

/** Presses "count again" on the result page that is open; gives how it ended and what it says. */
export async function recount({ page }) {
  const section = page.locator("[data-recount]");
  await section.locator("button").click();
  await page.locator('[data-recount="ok"], [data-recount="broken"], [data-recount="failed"]').waitFor();
  return { state: await section.getAttribute("data-recount"), text: await section.innerText() };
}

/** The reader's own browser counts again, and agrees. */
export async function recounted(who) {
  const { state, text } = await recount(who);
  assert.equal(state, "ok", text);
}
