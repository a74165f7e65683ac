//! Wallets in the browser: finding them (EIP-6963), signing in (EIP-4361) and signing acts
//! (EIP-712). The server prepares what is signed; the wallet shows it; the server checks it.
//!
//! Failures are sentences in the reader's language, made here or by the server.
use crate::i18n::Lang;
use crate::texts::{errors, wallet as words};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use serde_json::Value;
use sha3::{Digest, Keccak256};
use std::cell::RefCell;
use std::fmt::Write;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where the browser remembers which wallet signed in.
const REMEMBERED: &str = "psephos.wallet";
/// What the sign-in message says. EIP-4361 allows ASCII only.
const STATEMENT: &str =
    "Sign in to Psephos. This proves that the account is yours; it is no ballot and costs nothing.";
/// How long a sign-in message is good for.
const SIGN_IN_MS: i64 = 300_000;

/// A wallet that announced itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Wallet {
    /// Reverse domain name, stable between visits.
    pub rdns: String,
    /// Name for people.
    pub name: String,
    provider: JsValue,
}

thread_local! {
    static FOUND: RefCell<Vec<Wallet>> = const { RefCell::new(Vec::new()) };
}

/// Asks wallets to announce themselves; `heard` is called after each that does.
pub fn discover(heard: impl Fn(Vec<Wallet>) + 'static) {
    let listener = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Some(wallet) = announced(&event) {
            FOUND.with_borrow_mut(|found| {
                if found.iter().all(|known| known.rdns != wallet.rdns) {
                    found.push(wallet);
                }
            });
        }
        heard(wallets());
    });
    let target = window();
    let added = target.add_event_listener_with_callback(
        "eip6963:announceProvider",
        listener.as_ref().unchecked_ref(),
    );
    if added.is_ok() {
        // Wallets may announce themselves late, so the listener lives as long as the document.
        listener.forget();
    }
    ask();
}

/// Wallets found so far; `window.ethereum` when none announced itself.
pub fn wallets() -> Vec<Wallet> {
    let found = FOUND.with_borrow(Clone::clone);
    if !found.is_empty() {
        return found;
    }
    match get(&window(), "ethereum") {
        Some(provider) if provider.is_object() => {
            vec![Wallet {
                rdns: "window.ethereum".into(),
                name: "Ethereum".into(),
                provider,
            }]
        }
        _ => Vec::new(),
    }
}

fn ask() {
    if let Ok(event) = web_sys::Event::new("eip6963:requestProvider")
        && let Err(error) = window().dispatch_event(&event)
    {
        leptos::logging::warn!("eip6963: {error:?}");
    }
}

fn announced(event: &JsValue) -> Option<Wallet> {
    let detail = get(event, "detail")?;
    let info = get(&detail, "info")?;
    let provider = get(&detail, "provider").filter(JsValue::is_object)?;
    let text = |name| get(&info, name).and_then(|value| value.as_string());
    Some(Wallet {
        rdns: text("rdns")?,
        name: text("name")?,
        provider,
    })
}

/// Signs in with a wallet. On success the session cookie is set.
///
/// # Errors
/// A sentence.
pub async fn sign_in(wallet: &Wallet, lang: Lang) -> Result<(), String> {
    let address = account(wallet, lang).await?;
    let nonce = fetch("GET", "/api/v1/session/nonce", None, lang).await?;
    let text = |name: &str| nonce.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| nonce.get(name).and_then(Value::as_i64).unwrap_or_default();
    let now = number("now_ms");
    let message = format!(
        "{} wants you to sign in with your Ethereum account:\n{}\n\n{STATEMENT}\n\nURI: {}\nVersion: 1\n\
         Chain ID: {}\nNonce: {}\nIssued At: {}\nExpiration Time: {}",
        text("domain"),
        checksum(&address, lang)?,
        text("uri"),
        number("chain_id"),
        text("nonce"),
        crate::components::time::Civil::from_ms(now).iso(),
        crate::components::time::Civil::from_ms(now + SIGN_IN_MS).iso(),
    );
    let mut encoded = String::from("0x");
    for byte in message.bytes() {
        // Writing to a String cannot fail.
        let _ = write!(encoded, "{byte:02x}");
    }
    let params = Array::of2(&encoded.into(), &address.as_str().into());
    let signature = signature(request(wallet, "personal_sign", &params).await, lang)?;
    let body = serde_json::json!({"message": message, "signature": signature});
    fetch("POST", "/api/v1/session/wallet", Some(&body), lang).await?;
    if let Ok(Some(storage)) = window().local_storage()
        && storage.set_item(REMEMBERED, &wallet.rdns).is_err()
    {
        leptos::logging::warn!("the wallet's name could not be kept");
    }
    Ok(())
}

/// Lets the server prepare an act of a DAO, the wallet sign it, and the log take it. `body` is
/// what `POST /api/v1/daos/:dao/prepare` takes. Gives the leaf's index.
///
/// # Errors
/// A sentence in the language of the page.
pub async fn sign_and_submit(dao: String, body: Value) -> Result<u64, String> {
    let lang = crate::i18n::current();
    let wallet = remembered().ok_or_else(|| words::none(lang).to_owned())?;
    let address = account(&wallet, lang).await?;
    let prepared = fetch(
        "POST",
        &format!("/api/v1/daos/{dao}/prepare"),
        Some(&body),
        lang,
    )
    .await?;
    let part = |name: &str| prepared.get(name).cloned().unwrap_or(Value::Null);
    let typed = part("typed_data").to_string();
    let params = Array::of2(&address.as_str().into(), &typed.as_str().into());
    let signature = signature(
        request(&wallet, "eth_signTypedData_v4", &params).await,
        lang,
    )?;
    let signed = serde_json::json!({
        "body": part("body"),
        "payload": part("payload"),
        "signature": signature,
    });
    let logged = fetch(
        "POST",
        &format!("/api/v1/daos/{dao}/acts"),
        Some(&signed),
        lang,
    )
    .await?;
    logged
        .get("index")
        .and_then(Value::as_u64)
        .ok_or_else(|| errors::internal_text(lang).to_owned())
}

/// The wallet that signed in here, else the first one found.
fn remembered() -> Option<Wallet> {
    if FOUND.with_borrow(Vec::is_empty) {
        // Wallets that are there answer before this returns.
        discover(|_| ());
    }
    let found = wallets();
    let rdns = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|storage| storage.get_item(REMEMBERED).ok().flatten());
    found
        .iter()
        .find(|wallet| Some(&wallet.rdns) == rdns.as_ref())
        .or_else(|| found.first())
        .cloned()
}

/// The selected account, `0x…`.
async fn account(wallet: &Wallet, lang: Lang) -> Result<String, String> {
    let accounts = request(wallet, "eth_requestAccounts", &Array::new())
        .await
        .map_err(|error| refusal(&error, lang))?;
    Array::from(&accounts)
        .get(0)
        .as_string()
        .ok_or_else(|| words::failed(lang).to_owned())
}

/// EIP-55 spelling: the sign-in message needs it and not every wallet gives it.
fn checksum(address: &str, lang: Lang) -> Result<String, String> {
    address_checksum(address).ok_or_else(|| words::failed(lang).to_owned())
}

fn address_checksum(address: &str) -> Option<String> {
    let digits = address.strip_prefix("0x")?.to_ascii_lowercase();
    if digits.len() != 40 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let hash = Keccak256::digest(digits.as_bytes());
    let mut out = String::from("0x");
    for (i, digit) in digits.chars().enumerate() {
        let nibble = (hash[i / 2] >> (4 * (1 - i % 2))) & 15;
        out.push(if nibble >= 8 {
            digit.to_ascii_uppercase()
        } else {
            digit
        });
    }
    Some(out)
}

fn signature(answer: Result<JsValue, JsValue>, lang: Lang) -> Result<String, String> {
    answer
        .map_err(|error| refusal(&error, lang))?
        .as_string()
        .ok_or_else(|| words::failed(lang).to_owned())
}

/// One EIP-1193 request. The argument must be a plain object: some wallets refuse others.
async fn request(wallet: &Wallet, method: &str, params: &Array) -> Result<JsValue, JsValue> {
    let argument = Object::new();
    Reflect::set(&argument, &"method".into(), &method.into())?;
    Reflect::set(&argument, &"params".into(), params)?;
    let call: Function = Reflect::get(&wallet.provider, &"request".into())?.dyn_into()?;
    let promise: Promise = call.call1(&wallet.provider, &argument)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// A wallet's error in words.
fn refusal(error: &JsValue, lang: Lang) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "codes are small whole numbers"
    )]
    let code = get(error, "code")
        .and_then(|code| code.as_f64())
        .map(|code| code as i64);
    match code {
        Some(4001) => words::refused(lang),
        Some(4902) => words::unknown_chain(lang),
        Some(4100) => words::other_account(lang),
        Some(4900 | 4901) => words::disconnected(lang),
        _ => words::failed(lang),
    }
    .to_owned()
}

/// JSON to and from this site; a refusal comes as its sentence.
async fn fetch(
    method: &str,
    path: &str,
    body: Option<&Value>,
    lang: Lang,
) -> Result<Value, String> {
    let lost = |_: JsValue| errors::connection_text(lang).to_owned();
    let init = web_sys::RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        init.set_body(&JsValue::from_str(&body.to_string()));
    }
    let request = web_sys::Request::new_with_str_and_init(path, &init).map_err(lost)?;
    request
        .headers()
        .set("content-type", "application/json")
        .map_err(lost)?;
    request
        .headers()
        .set("accept", "application/json")
        .map_err(lost)?;
    let response: web_sys::Response = JsFuture::from(window().fetch_with_request(&request))
        .await
        .map_err(lost)?
        .dyn_into()
        .map_err(lost)?;
    let text = JsFuture::from(response.text().map_err(lost)?)
        .await
        .map_err(lost)?;
    let text = text.as_string().unwrap_or_default();
    let json: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
    if response.ok() {
        return Ok(json);
    }
    let detail = json.get("detail").and_then(Value::as_str);
    Err(detail
        .unwrap_or_else(|| errors::internal_text(lang))
        .to_owned())
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}
