//! The recount as a class: made with a certificate, fed with bundles, asked for the report.
use serde_json::{Map, Value, json};
use tlog::checkpoint::Checkpoint;
use tlog::tile;
use verifier::receipt::Receipt;
use verifier::recount::{Fault, Recount};
use verifier::{Error, Trust, fields, ladder, view};
use wasm_bindgen::prelude::*;

/// A recount under way.
#[wasm_bindgen]
pub struct Recounter(Session);

#[wasm_bindgen]
impl Recounter {
    /// Begins: the certificate as receipt, or as JSON of its payload; a signed checkpoint that
    /// covers it; the trust configuration as JSON.
    ///
    /// # Errors
    /// The code of what can't be read, or does not hold.
    #[wasm_bindgen(constructor)]
    pub fn new(certificate: &str, checkpoint: &str, trust_json: &str) -> Result<Self, JsError> {
        Ok(Self(Session::new(certificate, checkpoint, trust_json)?))
    }

    /// Leaves that are to be pushed, from 0: the size of the checkpoint.
    #[wasm_bindgen(getter)]
    pub fn total(&self) -> u64 {
        self.0.total
    }

    /// Takes the next bundle as served (`tile/entries/…`) and one line of JSON for each of its
    /// leaves: the payload as served, or nothing when it is private or erased. Gives
    /// `{"ok","done","total"}` and, when something does not hold, `fault`.
    pub fn push(&mut self, bundle: &[u8], payload_lines: &str, lang: &str) -> String {
        let pushed = self.0.push(bundle, payload_lines);
        let mut json = json!({
            "ok": pushed.is_ok(),
            "done": self.0.recount.as_ref().map_or(0, Recount::size),
            "total": self.0.total,
        });
        if let Err(fault) = pushed {
            json["fault"] = view::fault(&fault, view::lang(lang));
        }
        json.to_string()
    }

    /// Ends the recount; gives the report as JSON: `ok`, `sentence`, `steps`, and `found` with
    /// the result, or `fault`.
    pub fn finish(&mut self, lang: &str) -> String {
        self.0.finish(view::lang(lang)).to_string()
    }
}

/// What the class holds, without anything of the browser.
struct Session {
    /// Gone after the end.
    recount: Option<Recount>,
    certificate: Map<String, Value>,
    checkpoint: String,
    total: u64,
}

impl Session {
    fn new(certificate: &str, checkpoint: &str, trust_json: &str) -> Result<Self, Error> {
        let trust = Trust::from_text(trust_json)?;
        let opened = Checkpoint::open(checkpoint.as_bytes(), &trust.origin, &trust.keys)?;
        let certificate = read_certificate(certificate, &trust)?;
        let proposal =
            fields::hash(&certificate, "proposal").map_err(|_| Error::new("tally_form"))?;
        Ok(Self {
            recount: Some(Recount::new(trust, proposal)),
            certificate,
            checkpoint: checkpoint.to_owned(),
            total: opened.size,
        })
    }

    fn push(&mut self, bundle: &[u8], payload_lines: &str) -> Result<(), Fault> {
        let over = Fault {
            step: "tree",
            code: "index_range",
            index: None,
        };
        let recount = self.recount.as_mut().ok_or(over)?;
        let payloads: Vec<&str> = payload_lines.split('\n').collect();
        // A newline after the last line is allowed.
        let payloads = match payloads.as_slice() {
            [lines @ .., ""] if !lines.is_empty() => lines,
            lines => lines,
        };
        let form = |code| Fault {
            step: "leaf",
            code,
            index: Some(recount.size()),
        };
        let leaves =
            tile::decode_bundle(bundle, payloads.len()).map_err(|error| form(error.code()))?;
        for (leaf, line) in leaves.iter().zip(payloads) {
            if recount.size() >= self.total {
                return Err(Fault {
                    index: Some(self.total),
                    ..over
                });
            }
            let malformed = Fault {
                step: "payload",
                code: "json_syntax",
                index: Some(recount.size()),
            };
            let payload = match line.trim() {
                "" => Value::Null,
                json => serde_json::from_str(json).map_err(|_| malformed)?,
            };
            recount.push(leaf, &payload)?;
        }
        Ok(())
    }

    fn finish(&mut self, lang: verifier::words::Lang) -> Value {
        let ended = Err(Fault {
            step: "tree",
            code: "range_incomplete",
            index: None,
        });
        let outcome = self.recount.take().map_or(ended, |recount| {
            // What was counted is the last certificate in the log: is it the one at hand?
            let same = recount.certificate().is_none_or(|found| {
                self.certificate
                    .iter()
                    .all(|(name, value)| found.get(name) == Some(value))
            });
            let found = recount.finish(&self.checkpoint)?;
            if same {
                Ok(found)
            } else {
                let index = Some(found.certificate_index);
                Err(Fault {
                    step: "range",
                    code: "certificate_superseded",
                    index,
                })
            }
        });
        view::report(&outcome, lang)
    }
}

/// The payload of a tally act: out of its receipt, which must hold; or as JSON, a map of fields
/// or the list in which they are served.
fn read_certificate(text: &str, trust: &Trust) -> Result<Map<String, Value>, Error> {
    if text.starts_with(tlog::proof::HEADER) {
        let verdict = ladder::climb(text.as_bytes(), trust);
        if let Some(error) = verdict.error {
            return Err(error);
        }
        return Ok(fields::map(&verdict.read.fields));
    }
    let form = Error::new("tally_form");
    let json: Value = serde_json::from_str(text).map_err(|_| form)?;
    match json.get("fields").and_then(Value::as_array) {
        Some(list) => list
            .iter()
            .map(|field| {
                let name = field.get("name")?.as_str()?.to_owned();
                Some((name, field.get("value")?.clone()))
            })
            .collect::<Option<_>>()
            .ok_or(form),
        None if json.get("extra").is_some() => {
            let receipt = Receipt::from_view(&json)?.text()?;
            read_certificate(&receipt, trust)
        }
        None => json.as_object().cloned().ok_or(form),
    }
}
