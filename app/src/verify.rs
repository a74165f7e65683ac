//! The page's side of the verifier: asks the worker (`/verify-worker.js`), keeps what this browser
//! has seen. On the server there is no verifier, so that nobody takes its word for a check.
use crate::i18n;
use crate::types::verify::{Progress, Report, Verdict};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A question to the worker, as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Checked<T> {
    /// Not asked yet.
    Idle,
    /// Under way.
    Running(Progress),
    /// Answered.
    Done(T),
    /// It could not be answered, with the code why.
    Failed(String),
}

impl<T> Checked<T> {
    /// Whether it is under way.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }
}

/// A checkpoint this browser saw hold, kept per origin.
#[derive(Deserialize)]
struct Pin {
    origin: String,
    size: u64,
    root: String,
}

#[derive(Deserialize)]
struct Answer {
    verdict: Verdict,
    pin: Option<Pin>,
    trust: Option<Value>,
}

/// Names of what is kept in the browser.
const PINS: &str = "psephos.pins";
const TRUST: &str = "psephos.trust";

/// Verifies a receipt's text; `trust` is what the reader gave (JSON), if anything.
///
/// # Errors
/// `trust_form`, `trust_unknown`, `connection`, `internal`, codes of the verifier.
pub async fn verify(receipt: String, trust: Option<String>) -> Result<Verdict, String> {
    let trust: Value = match trust.filter(|text| !text.trim().is_empty()) {
        Some(text) => serde_json::from_str(&text).map_err(|_| "trust_form".to_owned())?,
        None => Value::Null,
    };
    let question = json!({"verify": {
        "receipt": receipt, "trust": trust, "kept": kept(TRUST), "pins": kept(PINS), "lang": lang(),
    }});
    remember(browser::ask(question, |_| ()).await?)
}

/// Verifies the present checkpoint of a DAO of this site, and that the log grew out of the one
/// this browser saw last.
///
/// # Errors
/// As [`verify`].
pub async fn check_checkpoint(dao: String) -> Result<Verdict, String> {
    let question = json!({"check": {"dao": dao, "pins": kept(PINS), "lang": lang()}});
    remember(browser::ask(question, |_| ()).await?)
}

/// Counts the vote on a proposal (act id, 64 hex digits) again, from the whole log.
///
/// # Errors
/// As [`verify`]; a count that does not agree is a report, not an error.
pub async fn recount(
    dao: String,
    proposal: String,
    on_progress: impl Fn(Progress) + 'static,
) -> Result<Report, String> {
    let question = json!({"recount": {"dao": dao, "proposal": proposal, "lang": lang()}});
    read(browser::ask(question, on_progress).await?)
}

/// The receipt in a link's fragment.
///
/// # Errors
/// `qr_form`, `qr_inflate`, `receipt_size`, `receipt_form`.
pub async fn unpack(fragment: String) -> Result<String, String> {
    read(browser::ask(json!({"unpack": {"fragment": fragment}}), |_| ()).await?)
}

/// Loads the verifier, so that it answers without a connection later.
///
/// # Errors
/// `connection`, `internal`.
pub async fn warm() -> Result<(), String> {
    browser::ask(json!({"warm": {}}), |_| ()).await.map(|_| ())
}

/// Asks, and shows the answer in a signal. Does nothing while a question is under way.
pub fn show<T: Send + Sync + 'static>(
    state: RwSignal<Checked<T>>,
    question: impl Future<Output = Result<T, String>> + 'static,
) {
    if state.with_untracked(Checked::is_running) {
        return;
    }
    state.set(Checked::Running(Progress::default()));
    spawn_local(async move {
        let answer = match question.await {
            Ok(answer) => Checked::Done(answer),
            Err(code) => Checked::Failed(code),
        };
        // The page may have gone meanwhile; then nobody is told.
        let _gone = state.try_set(answer);
    });
}

/// The text of the first file that was dropped or chosen; `None` when there is none, or it is no
/// text.
#[cfg(feature = "hydrate")]
pub async fn text_of(files: Option<web_sys::FileList>) -> Option<String> {
    let file = files?.get(0)?;
    wasm_bindgen_futures::JsFuture::from(file.text())
        .await
        .ok()?
        .as_string()
}

/// The fragment of the page's address, with `#`; empty when there is none.
pub fn fragment() -> String {
    browser::fragment()
}

fn lang() -> &'static str {
    i18n::current().code()
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|_| "internal".to_owned())
}

/// Keeps pin and trust of an answer.
fn remember(answer: Value) -> Result<Verdict, String> {
    let answer: Answer = read(answer)?;
    if let Some(Pin { origin, size, root }) = answer.pin {
        if let Some(trust) = answer.trust {
            keep(TRUST, &origin, trust);
        }
        keep(PINS, &origin, json!({"size": size, "root": root}));
    }
    Ok(answer.verdict)
}

/// An object kept under a name; empty when there is none, or none that can be read.
fn kept(name: &str) -> Map<String, Value> {
    browser::load(name)
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn keep(name: &str, origin: &str, value: Value) {
    let mut map = kept(name);
    map.insert(origin.to_owned(), value);
    browser::store(name, &Value::Object(map).to_string());
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::types::verify::Progress;
    use js_sys::{Function, JSON, Promise};
    use leptos::prelude::{document, window};
    use serde_json::Value;
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;
    use std::rc::Rc;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

    /// A question that waits for its answer.
    struct Waiting {
        resolve: Function,
        reject: Function,
        progress: Rc<dyn Fn(Progress)>,
    }

    thread_local! {
        static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
        static WAITING: RefCell<BTreeMap<u32, Waiting>> = const { RefCell::new(BTreeMap::new()) };
        static LAST: Cell<u32> = const { Cell::new(0) };
    }

    /// Sends a question and waits.
    pub async fn ask(
        mut question: Value,
        progress: impl Fn(Progress) + 'static,
    ) -> Result<Value, String> {
        let internal = || "internal".to_owned();
        let id = LAST.get() + 1;
        LAST.set(id);
        question["id"] = id.into();
        question["version"] = version().into();
        let worker = worker().map_err(|_| "worker".to_owned())?;
        let message = JSON::parse(&question.to_string()).map_err(|_| internal())?;
        let progress: Rc<dyn Fn(Progress)> = Rc::new(progress);
        let promise = Promise::new(&mut |resolve, reject| {
            let waiting = Waiting {
                resolve,
                reject,
                progress: progress.clone(),
            };
            WAITING.with_borrow_mut(|all| all.insert(id, waiting));
        });
        worker.post_message(&message).map_err(|_| internal())?;
        let answer = JsFuture::from(promise).await;
        let answer = answer.map_err(|code| code.as_string().unwrap_or_else(internal))?;
        let text = answer.as_string().ok_or_else(internal)?;
        serde_json::from_str(&text).map_err(|_| internal())
    }

    /// The page's one worker, started when it is first needed.
    fn worker() -> Result<Worker, JsValue> {
        if let Some(worker) = WORKER.with_borrow(Clone::clone) {
            return Ok(worker);
        }
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let address = format!("/verify-worker.js?v={}", version());
        let worker = Worker::new_with_options(&address, &options)?;
        let heard = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| hear(&event.data()));
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let failed = Closure::<dyn Fn(Event)>::new(|_| fail_all());
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        // They live as long as the worker: as long as the page.
        heard.forget();
        failed.forget();
        WORKER.set(Some(worker.clone()));
        Ok(worker)
    }

    fn hear(data: &JsValue) {
        let Some(message) = JSON::stringify(data)
            .ok()
            .and_then(|text| text.as_string())
            .and_then(|text| serde_json::from_str::<Value>(&text).ok())
        else {
            return;
        };
        let Some(id) = message["id"].as_u64().and_then(|id| u32::try_from(id).ok()) else {
            return;
        };
        if let Ok(progress) = serde_json::from_value(message["progress"].clone()) {
            // Called outside the borrow: it may ask again.
            let report =
                WAITING.with_borrow(|all| all.get(&id).map(|waiting| waiting.progress.clone()));
            if let Some(report) = report {
                report(progress);
            }
            return;
        }
        let Some(waiting) = WAITING.with_borrow_mut(|all| all.remove(&id)) else {
            return;
        };
        let (answer, text) = match message["error"].as_str() {
            Some(code) => (waiting.reject, code.to_owned()),
            None => (waiting.resolve, message["answer"].to_string()),
        };
        settle(&answer, &text);
    }

    /// The worker could not start, or died: nobody waits for it any longer, and the next question
    /// starts another.
    fn fail_all() {
        WORKER.set(None);
        for waiting in WAITING.take().into_values() {
            settle(&waiting.reject, "worker");
        }
    }

    fn settle(function: &Function, text: &str) {
        if let Err(error) = function.call1(&JsValue::NULL, &JsValue::from_str(text)) {
            leptos::logging::error!("verifier: {error:?}");
        }
    }

    /// The build's version, out of the address of the page's own script.
    fn version() -> String {
        document()
            .query_selector("link[rel=modulepreload]")
            .ok()
            .flatten()
            .and_then(|link| link.get_attribute("href"))
            .and_then(|href| Some(href.split_once("?v=")?.1.to_owned()))
            .unwrap_or_default()
    }

    /// The fragment of the page's address.
    pub fn fragment() -> String {
        window().location().hash().unwrap_or_default()
    }

    /// What is kept under a name. A browser that keeps nothing is one that has seen nothing.
    pub fn load(name: &str) -> Option<String> {
        window().local_storage().ok()??.get_item(name).ok()?
    }

    /// Keeps a text.
    pub fn store(name: &str, text: &str) {
        let kept = window().local_storage().and_then(|store| match store {
            Some(store) => store.set_item(name, text),
            None => Ok(()),
        });
        if kept.is_err() {
            // Full or forbidden: the next visit has nothing to compare with, and says so.
            leptos::logging::warn!("{name} was not kept");
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use crate::types::verify::Progress;
    use serde_json::Value;

    /// Nothing is verified outside a browser.
    pub async fn ask(_: Value, _: impl Fn(Progress) + 'static) -> Result<Value, String> {
        Err("browser_only".to_owned())
    }

    /// There is no address.
    pub fn fragment() -> String {
        String::new()
    }

    /// Nothing is kept.
    pub fn load(_: &str) -> Option<String> {
        None
    }

    /// Nothing is kept.
    pub fn store(_: &str, _: &str) {}
}
