//! Reading the log: the explorer, and one leaf with its receipt.
use crate::context::Ctx;
use crate::types::frame::Framed;
use crate::types::proofs::{ActorView, FieldView, LeafRow, LeafView, ListView, Qr, Voucher};
use crate::types::verify::Rung;
use crate::views::frame::{self, Opened};
use act::leaf::SEALED;
use act::{Actor, ActorKind, Leaf, kinds, summary};
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, Mode};
use serde_json::{Map, Value};
use service::log::receipt;
use service::{Error, Result};
use std::collections::BTreeMap;
use std::fmt::Write;
use storage::records::log::{self, LeafFilter};
use storage::{Id, Tx};
use verifier::receipt::Receipt;
use verifier::{ladder, view, words};

/// Leaves on a page.
const PAGE: i64 = 30;
/// Most bytes a QR code holds.
const QR_MAX: usize = 2_953;
/// Fewest hex digits that are taken for the beginning of an act id.
const PREFIX_MIN: usize = 4;

/// The explorer: newest leaves first, or what was searched for.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn list(
    ctx: &Ctx,
    slug: &str,
    query: &str,
    kind: Option<u16>,
    before: Option<u64>,
) -> Result<Framed<ListView>> {
    let mut page = frame::open(ctx, slug).await?;
    let query = query.trim();
    let found = find(&mut page, query, kind, before).await?;
    let full = i64::try_from(found.len()).is_ok_and(|length| length > PAGE);
    let mut found = found;
    if full {
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    }
    let next = if full {
        found.last().map(|leaf| leaf.index)
    } else {
        None
    };
    let rows = rows(ctx, page.tx.as_mut(), &found).await?;
    let later = before.is_some();
    let view = ListView {
        query: query.to_owned(),
        kind,
        rows,
        next,
        later,
    };
    Ok(page.frame(ctx, view))
}

/// One more leaf than a page holds, if there are so many.
async fn find(
    page: &mut Opened,
    query: &str,
    kind: Option<u16>,
    before: Option<u64>,
) -> Result<Vec<log::LeafRow>> {
    let dao = page.dao.id;
    let filter = LeafFilter {
        kind,
        ..LeafFilter::default()
    };
    if query.is_empty() {
        return Ok(page
            .tx
            .leaves_latest(&dao, &filter, before, PAGE + 1)
            .await?);
    }
    let mut found = Vec::new();
    let number = query.replace(',', "");
    if let Ok(index) = number.trim_start_matches('#').parse::<u64>() {
        found.extend(page.tx.leaf(&dao, index).await?);
        if let Ok(number) = i64::try_from(index)
            && let Some(proposal) = page.tx.proposal_by_number(&dao, number).await?
        {
            found.extend(page.tx.leaf(&dao, proposal.published_index).await?);
            let about = LeafFilter {
                subject: Some(proposal.id),
                ..filter.clone()
            };
            found.extend(page.tx.leaves_latest(&dao, &about, before, PAGE).await?);
        }
    }
    let prefix = query
        .strip_prefix("0x")
        .unwrap_or(query)
        .to_ascii_lowercase();
    if (PREFIX_MIN..=64).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_hexdigit()) {
        found.extend(page.tx.leaves_by_act_prefix(&dao, &prefix, PAGE).await?);
        // A wallet's address is 40 digits; its actor has 24 zeros before them.
        if let Ok(address) = <[u8; 20]>::try_from(hex::decode(&prefix).unwrap_or_default()) {
            let by = LeafFilter {
                actor: Some(Actor::evm(address)),
                ..filter.clone()
            };
            found.extend(page.tx.leaves_latest(&dao, &by, before, PAGE).await?);
        }
    }
    let handle = query.strip_prefix('@').unwrap_or(query);
    if let Some(member) = page.tx.member_by_handle(&dao, handle).await? {
        let by = LeafFilter {
            actor: Some(member.actor),
            ..filter
        };
        found.extend(page.tx.leaves_latest(&dao, &by, before, PAGE + 1).await?);
    }
    found.retain(|leaf| {
        kind.is_none_or(|kind| leaf.kind == kind) && before.is_none_or(|before| leaf.index < before)
    });
    found.sort_by_key(|leaf| std::cmp::Reverse(leaf.index));
    found.dedup_by_key(|leaf| leaf.index);
    Ok(found)
}

/// Leaves as lists show them.
pub async fn rows(ctx: &Ctx, tx: &mut dyn Tx, leaves: &[log::LeafRow]) -> Result<Vec<LeafRow>> {
    let mut payloads = BTreeMap::new();
    if let (Some(first), Some(last)) = (leaves.first(), leaves.last())
        && first.index - last.index < 2 * leaves.len() as u64
    {
        for (index, _, json) in tx.payloads(&first.dao, last.index, first.index + 1).await? {
            payloads.insert(index, json);
        }
    } else {
        for leaf in leaves {
            if let Some(json) = tx.payload(&leaf.act).await? {
                payloads.insert(leaf.index, json);
            }
        }
    }
    let mut handles = BTreeMap::new();
    let mut rows = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        let fields = match payloads.get(&leaf.index) {
            Some(json) => Some(receipt::payload(json)?.map()),
            None => None,
        };
        let actor = actor(tx, &leaf.dao, leaf.actor, &mut handles).await?;
        rows.push(row(ctx, leaf, actor, fields.as_ref()));
    }
    Ok(rows)
}

async fn actor(
    tx: &mut dyn Tx,
    dao: &Id,
    actor: Actor,
    handles: &mut BTreeMap<Actor, String>,
) -> Result<ActorView> {
    let handle = match handles.get(&actor) {
        Some(handle) => handle.clone(),
        None => {
            let member = tx.member(dao, &actor).await?;
            let handle = member.map(|member| member.handle).unwrap_or_default();
            handles.insert(actor, handle.clone());
            handle
        }
    };
    let id = match actor.address() {
        Some(address) => format!("0x{}", hex::encode(address)),
        None => hex::encode(actor.id),
    };
    Ok(ActorView {
        handle,
        kind: actor.kind.code(),
        id,
    })
}

fn row(
    ctx: &Ctx,
    leaf: &log::LeafRow,
    actor: ActorView,
    fields: Option<&Map<String, Value>>,
) -> LeafRow {
    LeafRow {
        index: leaf.index,
        act: hex::encode(leaf.act),
        kind: leaf.kind,
        sentence: fields.map_or_else(String::new, |fields| sentence(ctx, leaf.kind, fields)),
        logged_ms: leaf.logged_ms,
        voucher: voucher(leaf.actor.kind, leaf.alg),
        actor,
    }
}

/// What was done, in the reader's language. The sentence that was logged is in the language the
/// actor used; both are written by the same rule from the same fields.
fn sentence(ctx: &Ctx, kind: u16, fields: &Map<String, Value>) -> String {
    let mut translated = fields.clone();
    translated.insert("lang".to_owned(), ctx.lang.code().into());
    let logged = || {
        fields
            .get("summary")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    summary::render(kind, &translated).unwrap_or_else(|_| logged())
}

fn voucher(kind: ActorKind, alg: u8) -> Voucher {
    match alg & !SEALED {
        0 if kind == ActorKind::System => Voucher::Operator,
        0 => Voucher::Attested,
        1 => Voucher::Wallet,
        2 => Voucher::Contract,
        3 => Voucher::Passkey,
        _ => Voucher::Key,
    }
}

/// One leaf with everything that proves it.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn read(ctx: &Ctx, slug: &str, index: u64) -> Result<Framed<LeafView>> {
    let mut page = frame::open(ctx, slug).await?;
    if index >= page.log.size {
        return Err(Error::NotFound);
    }
    let tx = page.tx.as_mut();
    let stored = tx.leaf(&page.dao.id, index).await?.ok_or(Error::NotFound)?;
    let text = receipt::build(tx, &page.log, index).await?;
    let damaged = |error: verifier::Error| Error::Internal(format!("receipt: {}", error.code()));
    let parsed = Receipt::parse(text.as_bytes()).map_err(damaged)?;
    let payload = match tx.payload(&stored.act).await? {
        Some(json) => Some(receipt::payload(&json)?.map()),
        None => None,
    };
    let actor = actor(tx, &page.dao.id, stored.actor, &mut BTreeMap::new()).await?;
    let proposal = proposal_of(tx, &stored).await?;
    let row = row(ctx, &stored, actor, payload.as_ref());
    let leaf_hash = tlog::merkle::leaf_hash(&parsed.leaf);
    let path = view::path(index, page.log.size, leaf_hash, &parsed.proof);
    let path = std::iter::once(leaf_hash).chain(path.iter().map(|branch| branch.node));
    let fragment = verifier::receipt::to_fragment(&text);
    let link = format!("{}/verify#{fragment}", ctx.service.instance().base_url());
    let view = LeafView {
        proposal,
        fields: payload
            .iter()
            .flatten()
            .map(|(name, value)| field(name, shown(value)))
            .collect(),
        erased: payload.is_none(),
        body: body(&parsed.leaf),
        length: parsed.leaf.len(),
        hex: dump(&parsed.leaf),
        path: path.map(hex::encode).collect(),
        rungs: rungs(ctx),
        qr: qr(&link),
        link,
        checkpoint: page.log.checkpoint.clone(),
        receipt: text,
        size: page.log.size,
        row,
    };
    Ok(page.frame(ctx, view))
}

/// Number of the proposal that an act is about, or that it published.
async fn proposal_of(tx: &mut dyn Tx, leaf: &log::LeafRow) -> Result<Option<i64>> {
    let id = match leaf.kind {
        kinds::PROPOSAL | kinds::PROPOSAL_VERSION => leaf.act,
        _ => leaf.subject,
    };
    Ok(tx.proposal(&id).await?.map(|proposal| proposal.number))
}

fn field(name: &str, value: String) -> FieldView {
    FieldView {
        name: name.to_owned(),
        value,
    }
}

fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The 189 bytes that are signed, and what the log adds, by their names in act.md.
fn body(bytes: &[u8]) -> Vec<FieldView> {
    let Ok(leaf) = Leaf::decode(bytes) else {
        // What does not decode is shown as bytes only; the ladder says what is wrong with it.
        return Vec::new();
    };
    let Leaf {
        body,
        logged_ms,
        alg,
        sig,
    } = leaf;
    vec![
        field(
            "kind",
            format!("{} · {}", body.kind, kinds::name(body.kind).unwrap_or("?")),
        ),
        field("dao", hex::encode(body.dao)),
        field("seq", body.seq.to_string()),
        field("prev", hex::encode(body.prev)),
        field("issued_ms", body.issued_ms.to_string()),
        field("expires_ms", body.expires_ms.to_string()),
        field("actor", body.actor.to_string()),
        field("subject", hex::encode(body.subject)),
        field("fields", body.fields.to_string()),
        field("payload", hex::encode(body.payload)),
        field("logged_ms", logged_ms.to_string()),
        field("alg", alg.to_string()),
        field("sig", hex::encode(sig)),
    ]
}

/// Bytes in lines of 16, each with its offset.
fn dump(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 4);
    for (line, chunk) in bytes.chunks(16).enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(out, "{:04x} ", line * 16);
        for (i, byte) in chunk.iter().enumerate() {
            let gap = if i == 8 { "  " } else { " " };
            let _ = write!(out, "{gap}{byte:02x}");
        }
        out.push('\n');
    }
    out
}

/// The rungs as they stand before a browser has climbed: none is checked.
pub fn rungs(ctx: &Ctx) -> Vec<Rung> {
    let lang = ctx.lang;
    ladder::RUNGS
        .iter()
        .map(|name| Rung {
            name: (*name).to_owned(),
            title: words::title(name, lang.into()).to_owned(),
            state: "not_checked".to_owned(),
            tone: "skip".to_owned(),
            error: None,
            meaning: crate::texts::proofs::rung_asks(lang, name).to_owned(),
        })
        .collect()
}

/// The link as a QR code; `None` when it is too long for one.
fn qr(link: &str) -> Option<Qr> {
    if link.len() > QR_MAX {
        return None;
    }
    let code = QRBuilder::new(link)
        .mode(Mode::Byte)
        .ecl(ECL::L)
        .build()
        .ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|at| code[y][*at].value()).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Some(Qr {
        side: code.size,
        path,
    })
}
