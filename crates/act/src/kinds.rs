//! Kinds of acts, read from `kinds.json` (data, part of the act page).
use serde_json::Value;
use std::sync::OnceLock;

/// Founds a DAO; leaf 0 of its log and no other.
pub const DAO: u16 = 1;
/// Join, admit, leave, expel.
pub const MEMBER: u16 = 3;
/// Grant or revoke a role.
pub const ROLE: u16 = 4;
/// Register or revoke a key of one's own.
pub const KEY_EVENT: u16 = 5;
/// Grant points.
pub const POINT_GRANT: u16 = 16;
/// Deduct points.
pub const POINT_DEDUCT: u16 = 17;
/// Publish a proposal.
pub const PROPOSAL: u16 = 32;
/// Publish a later version of a proposal.
pub const PROPOSAL_VERSION: u16 = 33;
/// Cast a ballot.
pub const BALLOT: u16 = 34;
/// Withdraw one's ballot.
pub const BALLOT_REVOKE: u16 = 35;
/// Declare a tally (the certificate).
pub const TALLY: u16 = 38;
/// Cancel a proposal or take its publication back (docs/adr/0003).
pub const PROPOSAL_EVENT: u16 = 43;

/// One registered kind.
#[derive(Debug)]
pub struct Kind {
    /// Number.
    pub number: u16,
    /// Name, as it stands in the signed `action`.
    pub name: String,
    /// Field whose value picks the template, if any.
    pub by: Option<String>,
    zh: Value,
    en: Value,
}

impl Kind {
    /// Templates of a language: a text, or texts by the value of the field `by`.
    pub fn templates(&self, lang: &str) -> Option<&Value> {
        match lang {
            "zh" => Some(&self.zh),
            "en" => Some(&self.en),
            _ => None,
        }
    }
}

/// All registered kinds.
pub fn all() -> &'static [Kind] {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let table: Value = serde_json::from_str(include_str!("kinds.json"))
            .expect("kinds.json is part of the crate");
        let list = table["kinds"].as_array().cloned().unwrap_or_default();
        list.into_iter()
            .filter_map(|kind| {
                Some(Kind {
                    number: u16::try_from(kind["kind"].as_u64()?).ok()?,
                    name: kind["name"].as_str()?.to_owned(),
                    by: kind["by"].as_str().map(str::to_owned),
                    zh: kind["zh"].clone(),
                    en: kind["en"].clone(),
                })
            })
            .collect()
    })
}

/// The kind with this number.
pub fn find(number: u16) -> Option<&'static Kind> {
    all().iter().find(|kind| kind.number == number)
}

/// The name of a kind.
pub fn name(number: u16) -> Option<&'static str> {
    find(number).map(|kind| kind.name.as_str())
}
