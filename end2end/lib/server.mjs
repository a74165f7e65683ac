// The demo server of a test run, with data of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A port that was free a moment ago. */
export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

/** Starts `psephos demo` and waits until it is ready; gives its address and how to stop it. */
export async function startServer() {
  const binary = process.env.PSEPHOS_BINARY ?? join(import.meta.dirname, "../../target/debug/psephos");
  const data = await mkdtemp(join(tmpdir(), "psephos-end2end-"));
  const port = await freePort();
  const child = spawn(binary, ["demo", "--quick", "--port", port, "--data", join(data, "demo")], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const exited = once(child, "exit");
  const url = `http://localhost:${port}`;
  await Promise.race([
    ready(url),
    exited.then(([code]) => {
      throw new Error(`psephos demo ended with ${code} before it was ready`);
    }),
  ]);
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      await rm(data, { recursive: true, force: true });
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
