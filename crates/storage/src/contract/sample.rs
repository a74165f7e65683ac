//! Rows to store: plausible, each telling its number.
use crate::Id;
use crate::records::ballots::BallotRow;
use crate::records::daos::DaoRow;
use crate::records::log::{LeafRow, LogHead};
use crate::records::members::MemberRow;
use crate::records::points::PointRow;
use crate::records::private::{AccountRow, DraftRow};
use crate::records::proposals::{CertificateRow, ProposalRow, TallyRow};
use act::Actor;

/// A name made of one byte.
pub fn id(byte: u8) -> Id {
    [byte; 32]
}

/// A name that differs for each number, in both its ends.
pub fn numbered(n: u64) -> Id {
    let mut id = [7; 32];
    id[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    id[24..].copy_from_slice(&n.to_be_bytes());
    id
}

/// A member by number, from 1.
pub fn actor(n: u8) -> Actor {
    Actor::member(id(n))
}

/// An empty log.
pub fn head(dao: u8, slug: &str) -> LogHead {
    LogHead {
        dao: id(dao),
        slug: slug.to_owned(),
        origin: format!("a.example/log/{slug}"),
        size: 0,
        root: id(0),
        checkpoint: format!("a.example/log/{slug}\n0\n\n— sig\n"),
        checkpoint_ms: 1_796_083_200_000,
    }
}

/// A leaf; its act differs for each (dao, index).
pub fn leaf(dao: u8, index: u64) -> LeafRow {
    LeafRow {
        dao: id(dao),
        index,
        act: numbered(u64::from(dao) << 48 | index),
        kind: 40,
        actor: actor(9),
        subject: id(0),
        seq: index,
        logged_ms: 1_796_083_200_000,
        alg: 1,
        leaf: vec![dao; 200],
    }
}

/// A DAO made at the given time.
pub fn dao(n: u8, slug: &str, created_ms: i64) -> DaoRow {
    DaoRow {
        id: id(n),
        slug: slug.to_owned(),
        name: "街区花园 DAO".to_owned(),
        lang: "zh".to_owned(),
        about: "一起种花。".to_owned(),
        charter: "# 章程\n\n第一条 “公开”。".to_owned(),
        chain_id: 31_337,
        config: r#"{"formula":"linear"}"#.to_owned(),
        created_ms,
        source: String::new(),
    }
}

/// A present member who joined by the act at `joined_index`.
pub fn member(dao: u8, n: u8, handle: &str, joined_index: u64) -> MemberRow {
    MemberRow {
        dao: id(dao),
        actor: actor(n),
        handle: handle.to_owned(),
        role: "member".to_owned(),
        joined_index,
        joined_ms: 1_000 + i64::from(n),
        left_index: None,
    }
}

/// A ledger entry of member `n`.
pub fn point(dao: u8, index: u64, n: u8) -> PointRow {
    PointRow {
        dao: id(dao),
        index,
        time_ms: 5_000,
        member: actor(n),
        kind: "contribution".to_owned(),
        category: "翻译".to_owned(),
        amount: -1_500_000,
        reviewer: actor(200),
        reason: "第 3 章的译稿".to_owned(),
        act: numbered(index),
    }
}

/// A published proposal, open in 1,000 ≤ t < 2,000.
pub fn proposal(dao: u8, number: i64, version: i64) -> ProposalRow {
    ProposalRow {
        id: numbered(u64::from(dao) << 32 | number.unsigned_abs() << 8 | version.unsigned_abs()),
        dao: id(dao),
        number,
        version,
        title: format!("提案 {number}"),
        body: "买 100% 有机的土_壤".to_owned(),
        author: actor(3),
        author_handle: "小明".to_owned(),
        system: "yes_no".to_owned(),
        rules: r#"{"system":"yes_no"}"#.to_owned(),
        start_ms: 1_000,
        end_ms: 2_000,
        snapshot_index: 12,
        snapshot_ms: 900,
        eligible: "170141183460469231731687303715884105727".to_owned(),
        eligible_members: 41,
        published_index: 13,
        published_ms: 950,
        status: "published".to_owned(),
        status_reason: String::new(),
        source: String::new(),
    }
}

/// A running tally.
pub fn tally(proposal: Id) -> TallyRow {
    TallyRow {
        proposal,
        state: r#"{"yes":"1"}"#.to_owned(),
        counted: 3,
        attested: 1,
        refused: 0,
    }
}

/// A certificate by the act at `index`.
pub fn certificate(proposal: Id, index: u64) -> CertificateRow {
    CertificateRow {
        proposal,
        index,
        act: numbered(index),
        payload: r#"{"outcome":"通过"}"#.to_owned(),
        closed_ms: 2_000,
    }
}

/// A ballot of member `n`.
pub fn ballot(proposal: Id, n: u8, index: u64) -> BallotRow {
    BallotRow {
        proposal,
        actor: actor(n),
        index,
        act: numbered(index),
        power: 12_000_000,
        body: r#"{"choice":1}"#.to_owned(),
        alg: 4,
        logged_ms: 1_500,
    }
}

/// An account with e-mail and password, acting as member `n`.
pub fn account(n: u8, email: &str) -> AccountRow {
    AccountRow {
        id: [n; 16],
        email: Some(email.to_owned()),
        password_hash: Some("$argon2id$v=19$m=19456".to_owned()),
        actor: actor(n),
        name: "小红".to_owned(),
        lang: "zh".to_owned(),
        created_ms: 77,
    }
}

/// A draft of member `author`.
pub fn draft(n: u8, author: u8, updated_ms: i64) -> DraftRow {
    DraftRow {
        id: [n; 16],
        dao: id(1),
        author: actor(author),
        state: "draft".to_owned(),
        title: "草稿".to_owned(),
        body: "正文".to_owned(),
        settings: "{}".to_owned(),
        revises: None,
        version: 1,
        updated_ms,
    }
}
