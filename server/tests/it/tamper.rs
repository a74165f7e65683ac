//! Bytes changed behind the server's back: the audit names them, and the receipt breaks at the
//! right rung. (A certificate with one ballot left out is in the verifier crate's own tests: a
//! server that signs such a certificate is lying, not damaged.)
use crate::instance::{Instance, verify};
use crate::person::Person;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};

/// A DAO with two ballots on one proposal, stopped; trust and the leaf of the first ballot.
struct Voted {
    instance: Instance,
    trust: Value,
    ballot: u64,
    founder: Person,
    number: i64,
}

fn voted() -> Voted {
    let mut instance = Instance::started();
    let founder = Person::sign_up(instance.port, "founder");
    founder.found("garden");
    let other = Person::sign_up(instance.port, "other");
    other.join("garden", "other");
    let number = founder.open_vote("garden", "basic", "");
    let reply = founder.cast("garden", number, &json!({"choice": "for"}));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let ballot = reply.json()["index"].as_u64().unwrap();
    other.cast("garden", number, &json!({"choice": "against"}));
    let trust = instance.trust("garden");
    let (code, verdict) = verify(&instance.receipt("garden", ballot), &trust);
    assert_eq!(code, 0, "before: {verdict}");
    instance.kill();
    let (well, text) = instance.audit();
    assert!(well, "before: {text}");
    Voted {
        instance,
        trust,
        ballot,
        founder,
        number,
    }
}

/// Work on the database file of a stopped instance.
fn edit<T>(instance: &Instance, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(instance.data.join("psephos.db"));
        let mut connection = options.connect().await.unwrap();
        let out = work(&mut connection).await;
        connection.close().await.unwrap();
        out
    })
}

/// Flips a bit of a stored value; `statement` selects it, `update` writes it back.
async fn flip(
    db: &mut SqliteConnection,
    select: &'static str,
    update: &'static str,
    index: u64,
    at: usize,
) {
    let index = i64::try_from(index).unwrap();
    let row = sqlx::query(select)
        .bind(index)
        .fetch_one(&mut *db)
        .await
        .unwrap();
    let mut bytes: Vec<u8> = row.get(0);
    bytes[at] ^= 1;
    let done = sqlx::query(update).bind(bytes).bind(index);
    assert_eq!(done.execute(db).await.unwrap().rows_affected(), 1);
}

/// The audit must fail and say this.
fn audit_names(instance: &Instance, words: &str) {
    let (well, text) = instance.audit();
    assert!(!well, "the audit saw nothing: {text}");
    assert!(text.contains(words), "wanted {words:?} in: {text}");
}

/// The receipt as the damaged server gives it must break with this error at this rung.
fn receipt_breaks(voted: &mut Voted, error: &str, rung: &str) {
    voted.instance.start();
    let receipt = voted.instance.receipt("garden", voted.ballot);
    let (code, verdict) = verify(&receipt, &voted.trust);
    assert_eq!(code, 1, "{verdict}");
    assert_eq!(verdict["error"], error, "{verdict}");
    assert_eq!(verdict["rungs"][rung], error, "{verdict}");
    voted.instance.kill();
}

#[test]
fn a_choice_edited_in_the_database() {
    let mut voted = voted();
    let index = i64::try_from(voted.ballot).unwrap();
    edit(&voted.instance, async |db| {
        let done = sqlx::query(
            "UPDATE payloads SET json = replace(json, '\"for\"', '\"against\"')
             WHERE act = (SELECT act FROM leaves WHERE idx = ?)",
        )
        .bind(index)
        .execute(db)
        .await
        .unwrap();
        assert_eq!(done.rows_affected(), 1);
    });
    audit_names(
        &voted.instance,
        &format!("garden: leaf {index}: internal: payload differs from its commitment"),
    );
    receipt_breaks(&mut voted, "field_mismatch", "fields");
}

#[test]
fn a_leafs_byte_flipped() {
    let mut voted = voted();
    let index = voted.ballot;
    // The last byte of the logged time: the leaf still reads well, but it is another leaf.
    edit(&voted.instance, async |db| {
        let (select, update) = (
            "SELECT leaf FROM leaves WHERE idx = ?",
            "UPDATE leaves SET leaf = ? WHERE idx = ?",
        );
        flip(db, select, update, index, 196).await;
    });
    audit_names(&voted.instance, "garden: leaves give another root");
    audit_names(&voted.instance, "garden: tile 0/0 differs from its leaves");
    receipt_breaks(&mut voted, "root_mismatch", "inclusion");
}

#[test]
fn a_tile_replaced() {
    let mut voted = voted();
    voted.instance.start();
    edit(&voted.instance, async |db| {
        let (select, update) = (
            "SELECT hashes FROM tiles WHERE level = 0 AND number = ?",
            "UPDATE tiles SET hashes = ? WHERE level = 0 AND number = ?",
        );
        // A hash of leaf 0: no receipt of another leaf can do without it.
        flip(db, select, update, 0, 5).await;
    });
    // Reads go on, so that everyone can see the damage …
    let receipt = voted.instance.receipt("garden", voted.ballot);
    let (code, verdict) = verify(&receipt, &voted.trust);
    assert_eq!(code, 1, "{verdict}");
    assert_eq!(verdict["error"], "root_mismatch", "{verdict}");
    assert_eq!(verdict["rungs"]["inclusion"], "root_mismatch", "{verdict}");
    // … but the log does not: the tiles no longer give the root that was signed.
    let ballot = json!({"choice": "against"});
    let reply = voted.founder.cast("garden", voted.number, &ballot);
    assert_eq!(reply.status, 500, "signed over a broken tree");
    voted.instance.kill();
    voted.instance.spawn_or_refuse();
    assert!(!voted.instance.runs(), "started on a broken tree");
    audit_names(&voted.instance, "garden");
}

#[test]
fn a_ballots_row_edited() {
    let mut voted = voted();
    edit(&voted.instance, async |db| {
        let done = sqlx::query("UPDATE ballots SET body = '{\"choice\":\"against\"}'")
            .execute(db)
            .await
            .unwrap();
        assert_eq!(done.rows_affected(), 2);
    });
    audit_names(&voted.instance, "row not from the log: ballots");
    audit_names(&voted.instance, "row missing or changed: ballots");
    // The proof does not rest on rows: the receipt is as good as before.
    voted.instance.start();
    let (code, verdict) = verify(
        &voted.instance.receipt("garden", voted.ballot),
        &voted.trust,
    );
    assert_eq!(code, 0, "{verdict}");
}

#[test]
fn a_certificates_row_edited() {
    let instance = Instance::new();
    instance.import("old");
    let (well, text) = instance.audit();
    assert!(well, "before: {text}");
    edit(&instance, async |db| {
        let done = sqlx::query("UPDATE certificates SET payload = replace(payload, '1', '2')")
            .execute(db)
            .await
            .unwrap();
        assert_eq!(done.rows_affected(), 1);
    });
    audit_names(&instance, "row not from the log: certificates");
}

#[test]
fn a_checkpoint_signed_with_another_key() {
    let mut voted = voted();
    // Whoever took over the machine but not the key goes on with a key of their own.
    std::fs::write(
        voted.instance.data.join("signer/signer.key"),
        "11".repeat(32),
    )
    .unwrap();
    voted.instance.start();
    let reply = voted
        .founder
        .cast("garden", voted.number, &json!({"choice": "abstain"}));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let receipt = reply.json()["receipt"].as_str().unwrap().to_owned();
    let (code, verdict) = verify(&receipt, &voted.trust);
    assert_eq!(code, 1);
    assert_eq!(verdict["error"], "note_no_known_key", "{verdict}");
    assert_eq!(verdict["rungs"]["checkpoint"], "note_no_known_key");
}

#[test]
fn an_old_receipt_against_a_forked_log() {
    let mut voted = voted();
    let mut fork = voted.instance.copy();
    // Two histories of one log under one key: a reader saw the first …
    voted.instance.start();
    let first = voted
        .founder
        .cast("garden", voted.number, &json!({"choice": "abstain"}));
    assert_eq!(first.status, 200);
    let size = voted.instance.size("garden");
    let view = view(&voted.instance, first.json()["index"].as_u64().unwrap());
    voted.instance.kill();
    // … and is shown the second, one ballot longer, with the best proof it has.
    fork.start();
    for choice in ["against", "for"] {
        let reply = voted
            .founder
            .cast("garden", voted.number, &json!({"choice": choice}));
        assert_eq!(reply.status, 200);
    }
    let proof = fork.get(&format!("/log/garden/consistency?from={size}"));
    let mut trust = voted.trust.clone();
    trust["pin"] = json!({"size": size, "root": view, "proof": proof.json()["proof"]});
    let (code, verdict) = verify(&fork.receipt("garden", voted.ballot), &trust);
    assert_eq!(code, 1, "{verdict}");
    assert_eq!(verdict["error"], "pin_conflict", "{verdict}");
    assert_eq!(verdict["rungs"]["pin"], "pin_conflict");
    // Without a memory nobody can tell: that is what the pin is for.
    let (code, verdict) = verify(&fork.receipt("garden", voted.ballot), &voted.trust);
    assert_eq!(code, 0, "{verdict}");
}

#[test]
fn a_database_from_an_old_backup_is_not_signed_on() {
    let mut voted = voted();
    let backup = voted.instance.copy();
    voted.instance.start();
    let reply = voted
        .founder
        .cast("garden", voted.number, &json!({"choice": "abstain"}));
    assert_eq!(reply.status, 200);
    voted.instance.kill();
    // The old database comes back beside the signer's newer memory.
    for name in ["psephos.db", "psephos.db-wal", "psephos.db-shm"] {
        let (from, to) = (backup.data.join(name), voted.instance.data.join(name));
        if from.exists() {
            std::fs::copy(from, to).unwrap();
        } else {
            drop(std::fs::remove_file(to));
        }
    }
    voted.instance.spawn_or_refuse();
    assert!(!voted.instance.runs(), "started behind its own signature");
}

/// Root of the checkpoint at the end of a receipt, hex.
fn view(instance: &Instance, index: u64) -> String {
    let text = instance.receipt("garden", index);
    let size = instance.size("garden").to_string();
    let mut lines = text.lines().skip_while(|line| *line != size).skip(1);
    let root = lines.next().unwrap();
    hex::encode(base64(root))
}

/// Decodes standard base64 (32 bytes in 44 characters).
fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in text.bytes().take_while(|byte| *byte != b'=') {
        let value = ALPHABET.iter().position(|letter| *letter == byte).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    out
}
