// Starts one demo server, runs every test file against it, and stops it.
//
// PSEPHOS_BINARY: the server; PSEPHOS_BROWSER: a Chromium; PSEPHOS_URL: a server that runs already.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { startDemo } from "./lib/server.mjs";

const here = new URL(".", import.meta.url).pathname;
const wanted = process.argv.slice(2);
const names = (await readdir(`${here}tests`)).filter((name) => name.endsWith(".test.mjs")).sort();
const files = names.filter((name) => !wanted.length || wanted.some((word) => name.includes(word)));

const server = process.env.PSEPHOS_URL ? null : await startDemo();
try {
  const runner = spawn(
    process.execPath,
    // One file at a time: the machines this runs on are small, and one server serves all.
    ["--test", "--test-concurrency=1", "--test-reporter=tap", ...files.map((name) => `tests/${name}`)],
    {
      cwd: here,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PSEPHOS_URL: server?.url ?? process.env.PSEPHOS_URL },
    },
  );
  const [code] = await once(runner, "exit");
  process.exitCode = code ?? 1;
} finally {
  await server?.stop();
}
