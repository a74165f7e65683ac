//! Lots: drawn by label from the proposal hash and a beacon nobody could choose (tally.md 4).
use crate::Error;
use crate::choice::RuleSet;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What a lot is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    /// Proposal hash.
    pub proposal: [u8; 32],
    /// Hash of the first checkpoint at or after the close.
    pub beacon: [u8; 32],
}

impl Lot {
    /// Reads `{"proposal", "beacon"}` in hexadecimal.
    ///
    /// # Errors
    /// `not_an_object`, `missing_field`, `unknown_field`, `bad_hash`.
    pub fn parse(value: &Value) -> Result<Self, Error> {
        let map = value.as_object().ok_or(Error::new("not_an_object"))?;
        let hash = |name: &str| {
            let text = map.get(name).ok_or(Error::new("missing_field"))?;
            text.as_str()
                .filter(|text| !text.bytes().any(|b| b.is_ascii_uppercase()))
                .and_then(|text| hex::decode(text).ok())
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(Error::new("bad_hash"))
        };
        let lot = Self {
            proposal: hash("proposal")?,
            beacon: hash("beacon")?,
        };
        if map.len() == 2 {
            Ok(lot)
        } else {
            Err(Error::new("unknown_field"))
        }
    }

    /// Key of a label; the smallest is the luckiest.
    pub fn key(&self, label: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"psephos/lot/1");
        hash.update(self.proposal);
        hash.update(self.beacon);
        hash.update(Sha256::digest(label.as_bytes()));
        hash.finalize().into()
    }

    /// The luckiest of some choices.
    pub fn luckiest(&self, rules: &RuleSet, choices: &[usize]) -> usize {
        choices
            .iter()
            .copied()
            .min_by_key(|choice| self.key(&rules.labels()[choice - 1]))
            .unwrap_or(0)
    }

    /// The one of some choices that is eliminated first.
    pub fn unluckiest(&self, rules: &RuleSet, choices: &[usize]) -> usize {
        choices
            .iter()
            .copied()
            .max_by_key(|choice| self.key(&rules.labels()[choice - 1]))
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_specification() {
        let lot = Lot {
            proposal: [0x11; 32],
            beacon: [0x22; 32],
        };
        let start = |label: &str| hex::encode(&lot.key(label)[..4]);
        assert_eq!(start("C"), "14f067ea");
        assert_eq!(start("B"), "82d3e1fc");
        assert_eq!(start("A"), "df739094");
    }
}
