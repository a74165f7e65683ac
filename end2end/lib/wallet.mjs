// A wallet for tests: an EIP-6963 provider in the page, a real anvil node behind it for signing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { open, settled } from "./browser.mjs";
import { freePort } from "./server.mjs";

const require = createRequire(import.meta.url);

/** Starts anvil out of its node package (a binary, nothing is fetched). */
export async function startAnvil() {
  const platform = { x64: "amd64", arm64: "arm64" }[process.arch];
  const binary = require.resolve(`@foundry-rs/anvil-${process.platform}-${platform}/bin/anvil`);
  const port = await freePort();
  const child = spawn(binary, ["--port", port, "--chain-id", "31337", "--silent"], { stdio: "inherit" });
  const exited = once(child, "exit");
  const call = (method, params = []) => rpc(`http://127.0.0.1:${port}`, method, params);
  while (!(await call("eth_chainId").catch(() => null))) {
    if (child.exitCode !== null) throw new Error(`anvil ended with ${child.exitCode}`);
    await sleep(100);
  }
  return {
    call,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function rpc(url, method, params) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  const { result, error } = await response.json();
  if (error) throw Object.assign(new Error(error.message), { code: error.code });
  return result;
}

/** Puts a wallet into the pages of a context; it holds one account of the node and notes what it
 * was asked. `refuse` makes it answer like a person who presses "cancel". */
export async function giveWallet(context, anvil, { account = 0 } = {}) {
  const wallet = { asked: [], refuse: false };
  const [address] = (await anvil.call("eth_accounts")).slice(account);
  wallet.address = address;
  await context.exposeFunction("__wallet", async (method, params) => {
    wallet.asked.push({ method, params });
    if (method === "eth_requestAccounts" || method === "eth_accounts") return { result: [address] };
    if (wallet.refuse) return { error: { code: 4001, message: "refused by the user" } };
    try {
      return { result: await anvil.call(method, params) };
    } catch (error) {
      return { error: { code: error.code ?? -32603, message: error.message } };
    }
  });
  await context.addInitScript(() => {
    const provider = {
      async request({ method, params = [] }) {
        const { result, error } = await globalThis.__wallet(method, params);
        if (error) throw Object.assign(new Error(error.message), error);
        return result;
      },
      on() {},
      removeListener() {},
    };
    const info = {
      uuid: "6f1a1c7e-2f0b-4c53-9f55-0f4a3f9f7a10",
      name: "Test wallet",
      rdns: "example.wallet",
      icon: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    };
    const announce = () =>
      dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
    addEventListener("eip6963:requestProvider", announce);
    announce();
  });
  return wallet;
}

/** Signs in by the wallet's button; arrives at the DAO. */
export async function signInByWallet(who, slug) {
  await open(who, `/signin?next=/d/${slug}`);
  await who.page.getByRole("button", { name: "Test wallet" }).click();
  await who.page.waitForURL(`**/d/${slug}`);
  await settled(who);
}

/** Joins by a signature; the DAO's page is open. */
export async function joinByWallet(who, slug, handle) {
  await who.page.fill("#handle", handle);
  await who.page.locator("button.btn--seal").first().click();
  await who.page.waitForURL(`**/d/${slug}?done=joined`);
  await settled(who);
}
