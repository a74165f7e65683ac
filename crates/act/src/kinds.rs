//! Kinds of acts, read from `kinds.json` (data, part of the act page).
use serde_json::Value;
use std::sync::OnceLock;

/// Founds a DAO; leaf 0 of its log and no other.
pub const DAO: u16 = 1;
/// Change a setting.
pub const CONFIG_CHANGE: u16 = 2;
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
/// Delegate one's vote, or end that.
pub const DELEGATION: u16 = 36;
/// Comment on a proposal.
pub const COMMENT: u16 = 37;
/// Declare a tally (the certificate).
pub const TALLY: u16 = 38;
/// Execute a decision.
pub const EXECUTION: u16 = 39;
/// Veto a proposal.
pub const VETO: u16 = 40;
/// Challenge a tally.
pub const CHALLENGE: u16 = 41;
/// Open a sealed ballot.
pub const BALLOT_REVEAL: u16 = 42;
/// Cancel a proposal or take its publication back (docs/adr/0003).
pub const PROPOSAL_EVENT: u16 = 43;
/// Publish a template.
pub const TEMPLATE: u16 = 48;
/// Rate a template.
pub const TEMPLATE_RATING: u16 = 49;
/// Issue a credential.
pub const CREDENTIAL: u16 = 64;
/// Revoke a credential.
pub const CREDENTIAL_REVOKE: u16 = 65;
/// Report an anchor of the log seen on a chain.
pub const ANCHOR_OBSERVED: u16 = 80;
/// Record that an act's content was deleted.
pub const ERASURE: u16 = 81;
/// Change the log's key.
pub const LOG_KEY: u16 = 82;
/// Publish a release of the verifier.
pub const VERIFIER_RELEASE: u16 = 83;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_the_table_is_read() {
        let table: Value = serde_json::from_str(include_str!("kinds.json")).unwrap();
        assert_eq!(all().len(), table["kinds"].as_array().unwrap().len());
        assert!(all().windows(2).all(|pair| pair[0].number < pair[1].number));
    }

    #[test]
    fn constants_carry_the_names_of_the_table() {
        let constants = [
            (DAO, "dao"),
            (CONFIG_CHANGE, "config_change"),
            (MEMBER, "member"),
            (ROLE, "role"),
            (KEY_EVENT, "key_event"),
            (POINT_GRANT, "point_grant"),
            (POINT_DEDUCT, "point_deduct"),
            (PROPOSAL, "proposal"),
            (PROPOSAL_VERSION, "proposal_version"),
            (BALLOT, "ballot"),
            (BALLOT_REVOKE, "ballot_revoke"),
            (DELEGATION, "delegation"),
            (COMMENT, "comment"),
            (TALLY, "tally"),
            (EXECUTION, "execution"),
            (VETO, "veto"),
            (CHALLENGE, "challenge"),
            (BALLOT_REVEAL, "ballot_reveal"),
            (PROPOSAL_EVENT, "proposal_event"),
            (TEMPLATE, "template"),
            (TEMPLATE_RATING, "template_rating"),
            (CREDENTIAL, "credential"),
            (CREDENTIAL_REVOKE, "credential_revoke"),
            (ANCHOR_OBSERVED, "anchor_observed"),
            (ERASURE, "erasure"),
            (LOG_KEY, "log_key"),
            (VERIFIER_RELEASE, "verifier_release"),
        ];
        assert_eq!(constants.len(), all().len());
        for (number, expected) in constants {
            assert_eq!(name(number), Some(expected));
        }
    }

    #[test]
    fn both_languages_have_the_same_variants_and_slots() {
        fn slots(template: &str) -> Vec<&str> {
            let mut slots: Vec<&str> = template
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(slot, _)| slot))
                .collect();
            slots.sort_unstable();
            slots
        }
        for kind in all() {
            let texts = |lang: &str| -> Vec<(String, String)> {
                match kind.templates(lang).unwrap() {
                    Value::String(text) => vec![(String::new(), text.clone())],
                    Value::Object(by) => by
                        .iter()
                        .map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned()))
                        .collect(),
                    other => panic!("{}: {other}", kind.name),
                }
            };
            let (zh, en) = (texts("zh"), texts("en"));
            assert_eq!(zh.len(), en.len(), "{}", kind.name);
            for ((zh_name, zh), (en_name, en)) in zh.iter().zip(&en) {
                assert_eq!(zh_name, en_name, "{}", kind.name);
                assert_eq!(slots(zh), slots(en), "{}", kind.name);
            }
        }
    }
}
