//! C2SP tlog-policy: which witnesses must have cosigned a checkpoint.
use crate::Error;
use crate::note::{Note, TYPE_COSIGNATURE, TYPE_ED25519, VerifierKey};
use std::collections::BTreeMap;

/// A parsed policy.
#[derive(Debug, Clone)]
pub struct Policy {
    witnesses: Vec<(String, VerifierKey)>,
    groups: BTreeMap<String, (usize, Vec<String>)>,
    /// Name of the witness or group that must be satisfied; `None` for `quorum none`.
    quorum: Option<String>,
}

impl Policy {
    /// Reads a policy text: lines `log`, `witness`, `group`, `quorum`; `#` starts a comment line.
    ///
    /// # Errors
    /// `policy_form`, and those of [`VerifierKey::parse`] for a witness's key.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let form = Error::new("policy_form");
        let mut policy = Self {
            witnesses: Vec::new(),
            groups: BTreeMap::new(),
            quorum: None,
        };
        let mut quorum_seen = false;
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                ["log", vkey] | ["log", vkey, _] => {
                    let key = VerifierKey::parse(vkey).map_err(|_| form)?;
                    if key.kind != TYPE_ED25519 {
                        return Err(form);
                    }
                }
                ["witness", name, vkey] | ["witness", name, vkey, _] => {
                    let key = VerifierKey::parse(vkey)?;
                    if key.kind != TYPE_COSIGNATURE {
                        return Err(Error::new("vkey_type"));
                    }
                    let repeated = policy
                        .witnesses
                        .iter()
                        .any(|(_, k)| k.public() == key.public());
                    if policy.is_taken(name) || repeated {
                        return Err(form);
                    }
                    policy.witnesses.push(((*name).to_owned(), key));
                }
                ["group", name, threshold, members @ ..] if !members.is_empty() => {
                    // A witness or group counts once: it may stand in one group only.
                    let free = |m: &&str| policy.is_known(m) && !policy.is_member(m);
                    if policy.is_taken(name) || !members.iter().all(free) {
                        return Err(form);
                    }
                    let mut sorted = members.to_vec();
                    sorted.sort_unstable();
                    sorted.dedup();
                    let needed = match *threshold {
                        "any" => 1,
                        "all" => members.len(),
                        digits => digits.parse().map_err(|_| form)?,
                    };
                    if sorted.len() != members.len() || needed == 0 || needed > members.len() {
                        return Err(form);
                    }
                    let members = members.iter().map(|m| (*m).to_owned()).collect();
                    policy.groups.insert((*name).to_owned(), (needed, members));
                }
                ["quorum", name] => {
                    if quorum_seen || (*name != "none" && !policy.is_known(name)) {
                        return Err(form);
                    }
                    quorum_seen = true;
                    policy.quorum = (*name != "none").then(|| (*name).to_owned());
                }
                _ => return Err(form),
            }
        }
        if quorum_seen { Ok(policy) } else { Err(form) }
    }

    /// Names of the witnesses that cosigned, in the order of the policy.
    ///
    /// # Errors
    /// `cosignature_invalid` for a forged line of a known witness, `witness_quorum` for too few.
    pub fn check(&self, note: &Note<'_>) -> Result<Vec<String>, Error> {
        let mut signed = Vec::new();
        for (name, key) in &self.witnesses {
            for line in note.signatures.iter().filter(|line| key.names(line)) {
                if !key.verify(note.text, line) {
                    return Err(Error::new("cosignature_invalid"));
                }
                if !signed.contains(name) {
                    signed.push(name.clone());
                }
            }
        }
        match &self.quorum {
            Some(quorum) if !self.satisfied(quorum, &signed) => Err(Error::new("witness_quorum")),
            _ => Ok(signed),
        }
    }

    fn satisfied(&self, name: &str, signed: &[String]) -> bool {
        match self.groups.get(name) {
            Some((needed, members)) => {
                members.iter().filter(|m| self.satisfied(m, signed)).count() >= *needed
            }
            None => signed.iter().any(|s| s == name),
        }
    }

    fn is_known(&self, name: &str) -> bool {
        self.groups.contains_key(name) || self.witnesses.iter().any(|(n, _)| n == name)
    }

    fn is_member(&self, name: &str) -> bool {
        self.groups
            .values()
            .any(|(_, members)| members.iter().any(|m| m == name))
    }

    fn is_taken(&self, name: &str) -> bool {
        name == "none" || self.is_known(name)
    }
}
