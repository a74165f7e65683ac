//! Sign-in with Ethereum: the message of EIP-4361, written and read strictly.
//!
//! What is accepted is exactly what a writer following the ABNF produces: fields in order, one
//! line feed between lines, a checksummed address (EIP-55).
use crate::{Error, eip712::keccak};

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

fn is_authority(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"/?#\"<>\\^`{|}".contains(&b))
}

fn is_statement(text: &str) -> bool {
    text.bytes()
        .all(|b| (b.is_ascii_graphic() || b == b' ') && !b"\"<>\\^`{|}".contains(&b))
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        && rest
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b))
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

/// An RFC 3339 time as Unix milliseconds; fractions beyond milliseconds are cut.
pub fn parse_time_ms(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let part = text.get(range)?;
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())
            .flatten()
    };
    let mark =
        |at: usize, allowed: &[u8]| text.as_bytes().get(at).is_some_and(|b| allowed.contains(b));
    let separated =
        mark(4, b"-") && mark(7, b"-") && mark(10, b"Tt") && mark(13, b":") && mark(16, b":");
    if !separated {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=last).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let mut rest = text.get(19..)?;
    let mut ms = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        let padded: String = fraction[..digits]
            .chars()
            .chain("000".chars())
            .take(3)
            .collect();
        ms = padded.parse().ok()?;
        rest = &fraction[digits..];
    }
    let offset_minutes = match rest {
        "Z" | "z" => 0,
        _ => {
            let sign = match rest.as_bytes().first()? {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let (hours, minutes) = rest.get(1..)?.split_once(':')?;
            let two = |s: &str| -> Option<i64> {
                (s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| s.parse().ok())
                    .flatten()
            };
            let (hours, minutes) = (two(hours)?, two(minutes)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            sign * (hours * 60 + minutes)
        }
    };
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some((seconds - offset_minutes * 60) * 1_000 + ms)
}

/// Days from 1970-01-01 of a proleptic Gregorian date.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "service.org wants you to sign in with your Ethereum account:\n0xe5A12547fe4E872D192E3eCecb76F2Ce1aeA4946\n\nI accept the ServiceOrg Terms of Service: https://service.org/tos\n\nURI: https://service.org/login\nVersion: 1\nChain ID: 1\nNonce: 12341234\nIssued At: 2022-03-17T12:45:13.610Z\nExpiration Time: 2023-03-17T12:45:13.610Z\nNot Before: 2022-03-17T12:45:13.610Z\nRequest ID: some_id\nResources:\n- https://service.org/login\n- ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq";

    #[test]
    fn reads_and_writes_the_same_text() {
        let message = Message::parse(GOOD).unwrap();
        assert_eq!(message.to_string(), GOOD);
        assert_eq!(message.resources.len(), 2);
        let plain = GOOD
            .replace(
                "I accept the ServiceOrg Terms of Service: https://service.org/tos\n",
                "",
            )
            .split("\nExpiration")
            .next()
            .unwrap()
            .to_owned();
        let message = Message::parse(&plain).unwrap();
        assert_eq!(message.statement, None);
        assert_eq!(message.to_string(), plain);
    }

    #[test]
    fn refuses_what_the_grammar_does_not_have() {
        let cases = [
            ("service.org wants", "service.org?x wants", "siwe_domain"),
            ("service.org wants", " wants", "siwe_domain"),
            (
                "service.org wants",
                "ftp://service.org wants",
                "siwe_domain",
            ),
            ("0xe5A1", "0xE5A1", "siwe_address"),
            ("0xe5A1", "e5A1", "siwe_address"),
            ("aeA4946", "aeA494", "siwe_address"),
            ("I accept", "I\u{e9} accept", "siwe_statement"),
            ("/tos\n\n", "/tos\nsecond line\n\n", "siwe_statement"),
            (
                "URI: https://service.org/login",
                "URI: not a uri",
                "siwe_uri",
            ),
            ("URI: https://service.org/login\n", "", "siwe_uri"),
            ("Version: 1", "Version: 2", "siwe_version"),
            ("Chain ID: 1", "Chain ID: one", "siwe_chain_id"),
            ("Chain ID: 1", "Chain ID: 01", "siwe_chain_id"),
            ("Nonce: 12341234", "Nonce: 1234123", "siwe_nonce"),
            ("Nonce: 12341234", "Nonce: 1234-234", "siwe_nonce"),
            (
                "Issued At: 2022-03-17T12",
                "Issued At: 2022-13-17T12",
                "siwe_time",
            ),
            (
                "Issued At: 2022-03-17T12:45:13.610Z",
                "Issued At: Thursday",
                "siwe_time",
            ),
            (
                "Expiration Time: 2023-03-17",
                "Expiration Time: 2023-02-29",
                "siwe_time",
            ),
            (
                "Resources:\n- https",
                "Resources:\n- no spaces https",
                "siwe_form",
            ),
            ("\nNot Before", "\n\nNot Before", "siwe_form"),
            (
                "Request ID: some_id\n",
                "Request ID: some_id\nRequest ID: other\n",
                "siwe_form",
            ),
            (
                "Version: 1\nChain ID: 1",
                "Chain ID: 1\nVersion: 1",
                "siwe_version",
            ),
        ];
        for (from, to, code) in cases {
            let text = GOOD.replacen(from, to, 1);
            assert_ne!(text, GOOD, "{from}");
            assert_eq!(Message::parse(&text).unwrap_err().code(), code, "{to}");
        }
        assert_eq!(
            Message::parse(&format!("{GOOD}\n")).unwrap_err().code(),
            "siwe_form"
        );
        assert_eq!(Message::parse("").unwrap_err().code(), "siwe_domain");
    }

    #[test]
    fn checksums_as_eip_55_says() {
        for text in [
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
            "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        ] {
            assert!(parse_address(text).is_some(), "{text}");
        }
    }

    #[test]
    fn reads_times_with_offsets() {
        assert_eq!(parse_time_ms("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(
            parse_time_ms("2000-02-29T23:59:59.5+08:00"),
            Some(951_839_999_500)
        );
        assert_eq!(parse_time_ms("2022-03-17T12:45:13"), None);
        assert_eq!(parse_time_ms("2022-03-17 12:45:13Z"), None);
    }
}
