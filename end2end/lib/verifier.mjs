// The verifier as pages use it: its module, and its worker.

/** Runs in the page: counts a vote again from the public log; gives the worker's report. */
export function recount(page, request) {
  return page.evaluate(
    (message) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/verify-worker.js", { type: "module" });
        let progress = 0;
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          if (data.progress) progress += 1;
          if (data.error) reject(new Error(data.error));
          if (data.answer) resolve({ ...data.answer, progress });
        };
        worker.postMessage({ id: 1, version: "test", recount: message });
      }),
    request,
  );
}

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
