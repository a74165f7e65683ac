// Servers of a test run, each with data of its own.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const binary = process.env.PSEPHOS_BINARY ?? join(import.meta.dirname, "../../target/debug/psephos");

/** A port that was free a moment ago. */
export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

/** The demo with its sample data (without the largest election), whose clock can be set ahead. */
export async function startDemo() {
  const folder = await mkdtemp(join(tmpdir(), "psephos-end2end-"));
  const ahead = join(folder, "ahead");
  const server = await start(folder, ["demo", "--quick", "--data", join(folder, "demo"), "--ahead", ahead]);
  /** From now on the server believes it is so much later. */
  server.later = (ms) => writeFile(ahead, String(ms));
  return server;
}

/** A server that holds real elections: `{file, dao, system}` each. */
export async function startWith(elections) {
  const folder = await mkdtemp(join(tmpdir(), "psephos-end2end-"));
  for (const { file, dao, system } of elections) {
    const options = ["import", file, "--data", folder, "--dao", dao, "--system", system];
    await promisify(execFile)(binary, options);
  }
  return start(folder, ["serve", "--data", folder]);
}

/** Starts it on a free port and waits until it is ready; gives its address and how to stop it. */
async function start(folder, options) {
  const port = await freePort();
  const child = spawn(binary, [...options, "--port", port], { stdio: ["ignore", "inherit", "inherit"] });
  const exited = once(child, "exit");
  const url = `http://localhost:${port}`;
  await Promise.race([
    ready(url),
    exited.then(([code]) => {
      throw new Error(`psephos ${options[0]} ended with ${code} before it was ready`);
    }),
  ]);
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for `/healthz`; sample data takes a while on a slow machine, so there is no end to it
 * but the server's own. */
async function ready(url) {
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(200);
  }
}
