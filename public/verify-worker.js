// The verifier's worker: fetches what is public, feeds it to the WebAssembly verifier, and posts
// what that says. It decides nothing itself, except how pins and the site's present log are asked.
//
// In:  {id, version, verify: {receipt, trust, kept, pins, lang}}
//        trust: what the reader gave for this receipt, or null; kept: by origin, from earlier visits;
//        pins: by origin, {size, root}
//      {id, version, check: {dao, pins, lang}}
//      {id, version, recount: {dao, proposal, lang}}
//      {id, version, unpack: {fragment}}
//      {id, version, warm: {}}
// Out: {id, progress: {done, total}} any number of times, then {id, answer} or {id, error}.
// Answers: {verdict, pin, trust}, a report, a receipt, or null. A pin is there when the page may keep it.

/** Leaves of a full bundle (C2SP tlog-tiles). */
const WIDTH = 256;
/** Bundles that are fetched at once. */
const AHEAD = 4;
/** The log may grow between two requests: so often they are made again. */
const TRIES = 5;

let verifier;

/** Loads the WebAssembly module once. */
function load(version) {
  verifier ??= import(`/pkg/verifier.js?v=${version}`).then(async (module) => {
    await module.default({ module_or_path: `/pkg/verifier_bg.wasm?v=${version}` });
    return module;
  });
  return verifier;
}

self.onmessage = async ({ data }) => {
  const { id, version } = data;
  try {
    const wasm = await load(version);
    self.postMessage({ id, answer: await answer(wasm, data) });
  } catch (error) {
    self.postMessage({ id, error: error instanceof Refusal ? error.code : wordOf(error) });
  }
};

function answer(wasm, data) {
  if (data.verify) return verify(wasm, data.verify);
  if (data.check) return check(wasm, data.check);
  if (data.recount) return recount(wasm, data.id, data.recount);
  if (data.unpack) return wasm.receipt_from_fragment(data.unpack.fragment);
  return null;
}

/** Something that could not be done, by its code. */
class Refusal extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Codes come out of the verifier as messages; anything else is a fault of the connection or ours. */
function wordOf(error) {
  const message = error?.message ?? "";
  return /^[a-z][a-z0-9_]*$/.test(message) ? message : error instanceof TypeError ? "connection" : "internal";
}

/** A file of this site; null when it is not there. */
async function get(path) {
  const response = await fetch(path);
  if (response.status === 404) return null;
  if (!response.ok) throw new Refusal("connection");
  return response;
}

/** The logs of this site: name, path, trust. */
async function logs() {
  const response = await get("/.well-known/psephos.json");
  if (!response) throw new Refusal("connection");
  return (await response.json()).logs;
}

/** Origin, size and root of the checkpoint that ends a receipt; nulls when there is none. */
function checkpointOf(text) {
  const [origin, size, root] = (text.split("\n\n")[1] ?? "").split("\n");
  return { origin, size: Number(size), root: hexOf(root ?? "") };
}

function hexOf(base64) {
  try {
    return Array.from(atob(base64), (c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  } catch {
    return null;
  }
}

/** The site's newest leaf with its receipt: carries the present checkpoint. */
async function newest(path) {
  const text = await (await get(`${path}/checkpoint`))?.text();
  const size = Number(text?.split("\n")[1]);
  if (!size) throw new Refusal("not_found");
  const receipt = await (await get(`${path}/receipt/${size - 1}`))?.text();
  if (!receipt) throw new Refusal("not_found");
  return { receipt, ...checkpointOf(receipt) };
}

/** Proof from an earlier size to the present checkpoint; null when that has moved on. A site that
 * can't prove that its log grew out of the earlier one gives an empty proof, which proves nothing. */
async function growth(path, from, present) {
  if (from === present.size) return [];
  const response = await get(`${path}/consistency?from=${from}`);
  if (!response) return [];
  const { checkpoint, proof } = await response.json();
  return Number(checkpoint.split("\n")[1]) === present.size ? proof : null;
}

/** The present log, with proofs that the given sizes are its beginnings. */
async function present(path, sizes) {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const now = await newest(path);
    const proofs = await Promise.all(sizes.map((size) => growth(path, size, now)));
    if (proofs.every((proof) => proof !== null)) return { now, proofs };
  }
  throw new Refusal("connection");
}

const climb = (wasm, receipt, trust, pin, lang) =>
  JSON.parse(wasm.verify_receipt(receipt, JSON.stringify({ ...trust, pin }), lang));

const rung = (verdict, name) => verdict.rungs.find((each) => each.name === name);

/** Whether the present log holds, and grew out of the one that this browser saw. */
async function check(wasm, { dao, pins, lang }) {
  const log = (await logs()).find((each) => each.path === `/log/${dao}`);
  if (!log) throw new Refusal("not_found");
  const pin = pins[log.trust.origin];
  const { now, proofs } = await present(log.path, pin ? [pin.size] : []);
  const verdict = climb(wasm, now.receipt, log.trust, pin && { ...pin, proof: proofs[0] }, lang);
  return finished(verdict, verdict.ok ? now : null, true, log.trust);
}

/** Climbs with a receipt. When it is of a log of this site, the site must also show that both the
 * receipt's checkpoint and the one seen last time are beginnings of its present log. */
async function verify(wasm, { receipt, trust, kept, pins, lang }) {
  const start = performance.now();
  const { origin, size, root } = checkpointOf(receipt);
  if (!origin) throw new Refusal("receipt_form");
  const pin = pins[origin];
  let log;
  let site;
  try {
    log = (await logs()).find((each) => each.trust.origin === origin);
    const sizes = [size, ...(pin ? [pin.size] : [])];
    if (log && sizes.every((each) => Number.isSafeInteger(each) && each > 0)) {
      site = await present(log.path, sizes);
    }
  } catch (error) {
    if (error instanceof Refusal && error.code !== "connection") throw error;
    // Offline: what the reader gave, or what was kept, has to do.
  }
  const known = trust ?? log?.trust ?? kept[origin];
  if (!known) throw new Refusal("trust_unknown");
  let verdict;
  let seen = { origin, size, root };
  if (site) {
    const { now, proofs } = site;
    verdict = climb(wasm, receipt, known, { size: now.size, root: now.root, proof: proofs[0] }, lang);
    const whole = climb(wasm, now.receipt, known, pin && { ...pin, proof: proofs[1] }, lang);
    if (verdict.ok && !whole.ok) {
      verdict = broken(verdict, whole);
    } else if (verdict.ok && !pin) {
      // The site's own log is no memory of this browser.
      const bare = climb(wasm, receipt, known, null, lang);
      Object.assign(rung(verdict, "pin"), rung(bare, "pin"));
    }
    seen = now;
  } else {
    verdict = climb(wasm, receipt, known, pin, lang);
    if (pin && pin.size >= size) seen = null;
  }
  verdict.micros = Math.round((performance.now() - start) * 1000);
  return finished(verdict, verdict.ok && !trust ? seen : null, Boolean(site), log?.trust);
}

/** The verdict of a receipt that holds by itself, in a log that does not: the last rung breaks, for
 * the reason that the log broke. */
function broken(verdict, log) {
  const { state, error, tone, meaning } = log.rungs.find((each) => each.error);
  const rungs = verdict.rungs.map((each) =>
    each.name === "pin" ? { ...each, state, error, tone, meaning } : each,
  );
  return { ...verdict, ok: false, error, sentence: log.sentence, rungs };
}

/** An answer for the page: the verdict, the checkpoint it may pin, the trust it may keep. */
function finished(verdict, seen, online, trust = null) {
  const pin = seen && { origin: seen.origin, size: seen.size, root: seen.root };
  return { verdict: { ...verdict, online }, pin, trust };
}

/** `tile/entries/<N>[.p/<W>]`: N in groups of three digits, all but the last with an x. */
function bundlePath(number, width) {
  let path = String(number % 1000).padStart(3, "0");
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return width < WIDTH ? `tile/entries/${path}.p/${width}` : `tile/entries/${path}`;
}

/** One bundle with its payloads, a line for each leaf: empty where there is none. */
async function bundle(path, number, size) {
  const from = number * WIDTH;
  const width = Math.min(WIDTH, size - from);
  const [entries, payloads] = await Promise.all([
    get(`${path}/${bundlePath(number, width)}`),
    get(`${path}/payloads?from=${from}&to=${from + width}`),
  ]);
  if (!entries || !payloads) throw new Refusal("not_found");
  const lines = new Array(width).fill("");
  for (const line of (await payloads.text()).split("\n")) {
    if (line) lines[JSON.parse(line).index - from] = line;
  }
  return { bytes: new Uint8Array(await entries.arrayBuffer()), lines: lines.join("\n") };
}

/** Counts one vote again, from the first leaf of the log to the present checkpoint. */
async function recount(wasm, id, { dao, proposal, lang }) {
  const start = performance.now();
  const log = (await logs()).find((each) => each.path === `/log/${dao}`);
  if (!log) throw new Refusal("not_found");
  const checkpoint = await (await get(`${log.path}/checkpoint`))?.text();
  if (!checkpoint) throw new Refusal("not_found");
  // The certificate is read where it stands, in the log: only the proposal has to be named.
  const certificate = JSON.stringify({ proposal });
  const recounter = new wasm.Recounter(certificate, checkpoint, JSON.stringify(log.trust));
  try {
    const total = Number(recounter.total);
    const count = Math.ceil(total / WIDTH);
    const waiting = [];
    let next = 0;
    let fault;
    for (let number = 0; number < count; number += 1) {
      for (; next < count && next < number + AHEAD; next += 1) {
        const fetched = bundle(log.path, next, total);
        // Awaited in its turn; without this, a failure before that would count as unhandled.
        fetched.catch(() => {});
        waiting.push(fetched);
      }
      const { bytes, lines } = await waiting.shift();
      const pushed = JSON.parse(recounter.push(bytes, lines, lang));
      self.postMessage({ id, progress: { done: Number(pushed.done), total } });
      fault = pushed.fault;
      if (fault) break;
    }
    const report = JSON.parse(recounter.finish(lang));
    // A bundle that could not even be read stopped it before a leaf did.
    if (fault) Object.assign(report, { ok: false, sentence: fault.sentence, fault });
    report.micros = Math.round((performance.now() - start) * 1000);
    return report;
  } finally {
    recounter.free();
  }
}
