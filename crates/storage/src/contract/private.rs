//! Accounts, sessions, challenges, drafts, invitations, answers.
use super::conflict;
use super::sample::{account, actor, draft, id};
use crate::records::private::{AccountRow, AnswerRow, ChallengeRow, InviteRow, SessionRow};
use crate::{Error, Id, Store};
use act::Actor;

const DAY_MS: i64 = 86_400_000;

fn wallet(n: u8) -> AccountRow {
    AccountRow {
        id: [n; 16],
        email: None,
        password_hash: None,
        actor: Actor::evm([n; 20]),
        ..account(n, "")
    }
}

fn session(n: u8, account: u8, expires_ms: i64) -> SessionRow {
    SessionRow {
        token_hash: id(n),
        account: [account; 16],
        created_ms: 10,
        expires_ms,
    }
}

fn challenge(nonce: &str, expires_ms: i64) -> ChallengeRow {
    ChallengeRow {
        nonce: nonce.to_owned(),
        expires_ms,
    }
}

fn invite(n: u8, expires_ms: i64) -> InviteRow {
    InviteRow {
        token_hash: id(n),
        dao: id(1),
        inviter: actor(1),
        expires_ms,
        uses_left: 2,
    }
}

fn answer(key: Id, created_ms: i64) -> AnswerRow {
    AnswerRow {
        key,
        request_hash: id(8),
        answer: r#"{"好":true}"#.to_owned(),
        created_ms,
    }
}

pub async fn accounts(store: &dyn Store) -> Result<(), Error> {
    let mut row = account(1, "a@a.example");
    let mut tx = store.write().await?;
    tx.account_insert(&row).await?;
    tx.account_insert(&wallet(2)).await?;
    tx.account_insert(&wallet(3)).await?;
    row.name = "新名".to_owned();
    row.lang = "en".to_owned();
    row.password_hash = Some("$argon2id$other".to_owned());
    tx.account_update(&row).await?;
    assert_eq!(tx.account(&[1; 16]).await?.as_ref(), Some(&row));
    assert_eq!(tx.account(&[2; 16]).await?, Some(wallet(2)), "unchanged");
    let found = tx.account_by_email("a@a.example").await?;
    assert_eq!(found.as_ref(), Some(&row));
    assert_eq!(tx.account_by_email("b@a.example").await?, None);
    assert_eq!(tx.account_by_actor(&actor(1)).await?, Some(row));
    let found = tx.account_by_actor(&wallet(3).actor).await?;
    assert_eq!(found, Some(wallet(3)));
    assert_eq!(tx.account(&[9; 16]).await?, None);
    assert_eq!(tx.account_by_actor(&actor(9)).await?, None);
    Ok(())
}

pub async fn accounts_are_unique(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.account_insert(&account(1, "a@a.example")).await?;
    let same_email = tx.account_insert(&account(2, "a@a.example")).await;
    conflict(same_email, "e-mail twice");
    let mut same_actor = account(2, "b@a.example");
    same_actor.actor = actor(1);
    conflict(tx.account_insert(&same_actor).await, "actor twice");
    Ok(())
}

pub async fn sessions(store: &dyn Store) -> Result<(), Error> {
    let person = account(1, "a@a.example");
    let mut tx = store.write().await?;
    tx.account_insert(&person).await?;
    tx.account_insert(&wallet(2)).await?;
    for (n, owner) in [(11, 1), (12, 1), (13, 1), (14, 2)] {
        tx.session_insert(&session(n, owner, 100)).await?;
    }
    let found = tx.session(&id(11), 99).await?;
    assert_eq!(found, Some((session(11, 1, 100), person)));
    assert_eq!(tx.session(&id(11), 100).await?, None, "ended");
    assert_eq!(tx.session(&id(99), 0).await?, None);
    tx.session_delete(&id(11)).await?;
    assert_eq!(tx.session(&id(11), 0).await?, None);
    assert!(tx.session(&id(12), 0).await?.is_some());
    tx.sessions_delete(&[1; 16]).await?;
    assert_eq!(tx.session(&id(12), 0).await?, None);
    assert_eq!(tx.session(&id(13), 0).await?, None);
    assert!(tx.session(&id(14), 0).await?.is_some(), "of another");
    conflict(tx.session_insert(&session(14, 1, 100)).await, "token twice");
    Ok(())
}

pub async fn challenges_work_once(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    for nonce in ["a", "b"] {
        tx.challenge_insert(&challenge(nonce, 100)).await?;
    }
    assert!(tx.challenge_take("a", 99).await?);
    assert!(!tx.challenge_take("a", 99).await?, "once");
    assert!(!tx.challenge_take("b", 100).await?, "ended");
    assert!(!tx.challenge_take("c", 0).await?);
    conflict(
        tx.challenge_insert(&challenge("b", 200)).await,
        "nonce twice",
    );
    Ok(())
}

pub async fn drafts(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    let mut first = draft(1, 1, 10);
    for row in [&first, &draft(2, 1, 20), &draft(3, 2, 30)] {
        tx.draft_put(row).await?;
    }
    first.state = "review".to_owned();
    first.title = "改".to_owned();
    first.body = "b".to_owned();
    first.settings = r#"{"系统":1}"#.to_owned();
    first.revises = Some(id(5));
    first.version = 2;
    first.updated_ms = 40;
    tx.draft_put(&first).await?;
    assert_eq!(tx.draft(&[1; 16]).await?.as_ref(), Some(&first));
    assert_eq!(tx.draft(&[9; 16]).await?, None);
    let mine = tx.drafts(&id(1), Some(&actor(1))).await?;
    assert_eq!(mine, [first.clone(), draft(2, 1, 20)], "newest first");
    assert_eq!(tx.drafts(&id(1), None).await?, [first.clone()], "in review");
    let mut third = draft(3, 2, 50);
    third.state = "review".to_owned();
    tx.draft_put(&third).await?;
    let reviewed = tx.drafts(&id(1), None).await?;
    assert_eq!(reviewed, [third, first], "newest first");
    assert_eq!(tx.drafts(&id(2), None).await?, []);
    tx.draft_delete(&[1; 16]).await?;
    assert_eq!(tx.draft(&[1; 16]).await?, None);
    assert!(tx.draft(&[2; 16]).await?.is_some());
    Ok(())
}

pub async fn invites(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.invite_insert(&invite(1, 100)).await?;
    tx.invite_insert(&invite(2, 100)).await?;
    assert_eq!(tx.invite(&id(1), 99).await?, Some(invite(1, 100)));
    assert_eq!(tx.invite(&id(1), 100).await?, None, "ended");
    assert_eq!(tx.invite(&id(9), 0).await?, None);
    tx.invite_use(&id(1)).await?;
    let left = tx.invite(&id(1), 0).await?.map(|row| row.uses_left);
    assert_eq!(left, Some(1));
    assert_eq!(tx.invite(&id(2), 0).await?, Some(invite(2, 100)));
    conflict(tx.invite_insert(&invite(1, 1)).await, "token twice");
    Ok(())
}

pub async fn answers(store: &dyn Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    assert_eq!(tx.answer(&id(1)).await?, None);
    tx.answer_insert(&answer(id(1), 5)).await?;
    assert_eq!(tx.answer(&id(1)).await?, Some(answer(id(1), 5)));
    conflict(tx.answer_insert(&answer(id(1), 6)).await, "key twice");
    Ok(())
}

pub async fn sweep_removes_what_ended(store: &dyn Store) -> Result<(), Error> {
    let now = 10 * DAY_MS;
    let mut tx = store.write().await?;
    tx.account_insert(&account(1, "a@a.example")).await?;
    for (n, ends) in [(1, now), (2, now + 1)] {
        tx.session_insert(&session(n, 1, ends)).await?;
        tx.challenge_insert(&challenge(&n.to_string(), ends))
            .await?;
        tx.invite_insert(&invite(n, ends)).await?;
        tx.answer_insert(&answer(id(n), ends - DAY_MS)).await?;
    }
    tx.draft_put(&draft(1, 1, 0)).await?;
    assert_eq!(tx.sweep(now).await?, 4, "one of each");
    assert_eq!(tx.sweep(now).await?, 0);
    assert!(tx.session(&id(1), 0).await?.is_none());
    assert!(tx.session(&id(2), 0).await?.is_some());
    assert!(!tx.challenge_take("1", 0).await?);
    assert!(tx.challenge_take("2", 0).await?);
    assert!(tx.invite(&id(1), 0).await?.is_none());
    assert!(tx.invite(&id(2), 0).await?.is_some());
    assert!(tx.answer(&id(1)).await?.is_none());
    assert!(tx.answer(&id(2)).await?.is_some());
    assert!(tx.account(&[1; 16]).await?.is_some());
    assert!(tx.draft(&[1; 16]).await?.is_some());
    Ok(())
}
