//! Sign-in with Ethereum: the message of EIP-4361, written and read strictly.
//!
//! What is accepted is exactly what a writer following the ABNF produces: fields in order, one
//! line feed between lines, a checksummed address (EIP-55). Narrower than the ABNF in one thing:
//! the scheme before the domain, if any, is one a browser shows, `https` or `http`.
mod grammar;
mod time;

use crate::{Error, eip712::keccak};
use grammar::{is_authority, is_request_id, is_statement, is_uri};
pub use time::parse_time_ms;

/// A sign-in message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `https` or `http` when the message names a scheme.
    pub scheme: Option<String>,
    /// RFC 3986 authority that asks for the signing.
    pub domain: String,
    /// Account.
    pub address: [u8; 20],
    /// One line for people.
    pub statement: Option<String>,
    /// URI the sign-in is for.
    pub uri: String,
    /// Chain of the account.
    pub chain_id: u64,
    /// At least 8 letters or digits.
    pub nonce: String,
    /// RFC 3339 time.
    pub issued_at: String,
    /// RFC 3339 time.
    pub expiration_time: Option<String>,
    /// RFC 3339 time.
    pub not_before: Option<String>,
    /// Opaque.
    pub request_id: Option<String>,
    /// URIs.
    pub resources: Vec<String>,
}

const SIGN_IN: &str = " wants you to sign in with your Ethereum account:";

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// `siwe_domain`, `siwe_address`, `siwe_statement`, `siwe_uri`, `siwe_version`,
    /// `siwe_chain_id`, `siwe_nonce`, `siwe_time`, `siwe_form`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut lines = text.split('\n').peekable();
        let form = Error::new("siwe_form");
        let first = lines.next().and_then(|line| line.strip_suffix(SIGN_IN));
        let first = first.ok_or(Error::new("siwe_domain"))?;
        let (scheme, domain) = match first.split_once("://") {
            Some((scheme, domain)) => (Some(scheme.to_owned()), domain),
            None => (None, first),
        };
        if !is_authority(domain)
            || scheme
                .as_deref()
                .is_some_and(|s| !matches!(s, "http" | "https"))
        {
            return Err(Error::new("siwe_domain"));
        }
        let address = lines
            .next()
            .and_then(parse_address)
            .ok_or(Error::new("siwe_address"))?;
        if lines.next() != Some("") {
            return Err(form);
        }
        // With a statement: statement, blank line. Without: one more blank line.
        let statement = match lines.next().ok_or(form)? {
            "" => None,
            statement => {
                if !is_statement(statement) || lines.next() != Some("") {
                    return Err(Error::new("siwe_statement"));
                }
                Some(statement.to_owned())
            }
        };
        let mut field = |prefix: &str, code: &'static str| {
            lines
                .next()
                .and_then(|line| line.strip_prefix(prefix))
                .map(str::to_owned)
                .ok_or(Error::new(code))
        };
        let uri = field("URI: ", "siwe_uri")?;
        if !is_uri(&uri) {
            return Err(Error::new("siwe_uri"));
        }
        if field("Version: ", "siwe_version")? != "1" {
            return Err(Error::new("siwe_version"));
        }
        let chain_id = field("Chain ID: ", "siwe_chain_id")?;
        let chain_id = Some(chain_id.as_str())
            .filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            .filter(|n| *n == "0" || !n.starts_with('0'))
            .and_then(|n| n.parse().ok())
            .ok_or(Error::new("siwe_chain_id"))?;
        let nonce = field("Nonce: ", "siwe_nonce")?;
        if nonce.len() < 8 || !nonce.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Error::new("siwe_nonce"));
        }
        let issued_at = field("Issued At: ", "siwe_time")?;
        let mut optional = |prefix: &str| {
            lines
                .next_if(|line| line.starts_with(prefix))
                .map(|line| line[prefix.len()..].to_owned())
        };
        let expiration_time = optional("Expiration Time: ");
        let not_before = optional("Not Before: ");
        let request_id = optional("Request ID: ");
        if request_id.as_deref().is_some_and(|id| !is_request_id(id)) {
            return Err(form);
        }
        let mut resources = Vec::new();
        if lines.next_if_eq(&"Resources:").is_some() {
            while let Some(line) = lines.next_if(|line| line.starts_with("- ")) {
                if !is_uri(&line[2..]) {
                    return Err(form);
                }
                resources.push(line[2..].to_owned());
            }
        }
        if lines.next().is_some() {
            return Err(form);
        }
        for time in [
            Some(&issued_at),
            expiration_time.as_ref(),
            not_before.as_ref(),
        ] {
            if time.is_some_and(|time| parse_time_ms(time).is_none()) {
                return Err(Error::new("siwe_time"));
            }
        }
        Ok(Self {
            scheme,
            domain: domain.to_owned(),
            address,
            statement,
            uri,
            chain_id,
            nonce,
            issued_at,
            expiration_time,
            not_before,
            request_id,
            resources,
        })
    }
}

/// Writes the message. The text can be read again if the parts have their forms.
impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(scheme) = &self.scheme {
            write!(f, "{scheme}://")?;
        }
        writeln!(f, "{}{SIGN_IN}", self.domain)?;
        writeln!(f, "{}\n", checksum(&self.address))?;
        if let Some(statement) = &self.statement {
            writeln!(f, "{statement}")?;
        }
        writeln!(f, "\nURI: {}\nVersion: 1", self.uri)?;
        write!(f, "Chain ID: {}\nNonce: {}", self.chain_id, self.nonce)?;
        write!(f, "\nIssued At: {}", self.issued_at)?;
        let optional = [
            ("Expiration Time", &self.expiration_time),
            ("Not Before", &self.not_before),
            ("Request ID", &self.request_id),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                write!(f, "\n{name}: {value}")?;
            }
        }
        if !self.resources.is_empty() {
            write!(f, "\nResources:")?;
            for resource in &self.resources {
                write!(f, "\n- {resource}")?;
            }
        }
        Ok(())
    }
}

fn parse_address(text: &str) -> Option<[u8; 20]> {
    let bytes: [u8; 20] = hex::decode(text.strip_prefix("0x")?)
        .ok()?
        .try_into()
        .ok()?;
    (checksum(&bytes) == text).then_some(bytes)
}

/// An address with its EIP-55 checksum in the case of its letters.
pub fn checksum(address: &[u8; 20]) -> String {
    let digits = hex::encode(address);
    let hash = keccak(digits.as_bytes());
    let mut out = String::from("0x");
    for (i, c) in digits.chars().enumerate() {
        let nibble = (hash[i / 2] >> (4 * (1 - i % 2))) & 0xf;
        out.push(if nibble >= 8 {
            c.to_ascii_uppercase()
        } else {
            c
        });
    }
    out
}

#[cfg(test)]
mod tests;
