// A tool that is not ours reads every log of the instance and agrees (end2end/foreign, in Go).
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { url } from "../lib/browser.mjs";

const run = promisify(execFile);
const cwd = new URL("../foreign", import.meta.url).pathname;

test("torchwood reads the logs and verifies receipts", async (t) => {
  const missing = await run("go", ["mod", "download"], { cwd }).then(
    () => null,
    (error) => error.message.split("\n")[0],
  );
  if (missing) {
    console.log(`skipped: a foreign reader of the logs needs Go 1.25 and its modules: ${missing}`);
    t.skip(missing);
    return;
  }
  const { stdout } = await run("go", ["run", ".", url], { cwd });
  const agreed = stdout.trim().split("\n");
  for (const log of ["/log/debian-2002: 953 leaves agree", "/log/debian-2003: 979 leaves agree"]) {
    assert.ok(agreed.includes(log), stdout);
  }
  assert.match(stdout, /^\/log\/polaris: \d+ leaves agree$/m);
});
