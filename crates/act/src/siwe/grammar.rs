//! The parts of RFC 3986 that a sign-in message is made of.

/// `sub-delims`.
const SUB_DELIMS: &[u8] = b"!$&'()*+,;=";

fn is_unreserved(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~".contains(&b)
}

/// Only unreserved bytes, sub-delims, some `more`, and percent signs with two hexadecimal digits.
fn is_made_of(text: &str, more: &[u8]) -> bool {
    let mut parts = text.split('%');
    let plain = |part: &str| {
        part.bytes()
            .all(|b| is_unreserved(b) || SUB_DELIMS.contains(&b) || more.contains(&b))
    };
    parts.next().is_some_and(plain)
        && parts.all(|part| {
            part.as_bytes()
                .first_chunk::<2>()
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
                && plain(part)
        })
}

/// `[ userinfo "@" ] host [ ":" port ]` with a host that is not empty.
pub(super) fn is_authority(text: &str) -> bool {
    let (user, rest) = match text.split_once('@') {
        Some((user, rest)) => (Some(user), rest),
        None => (None, text),
    };
    if user.is_some_and(|user| !is_made_of(user, b":")) {
        return false;
    }
    let (host, port) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((literal, port)) => {
            let known = literal.contains(':') && is_made_of(literal, b":");
            (known && !literal.contains('%'), port)
        }
        None => {
            let at = rest.find(':').unwrap_or(rest.len());
            (at > 0 && is_made_of(&rest[..at], b""), &rest[at..])
        }
    };
    let port = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|b| b.is_ascii_digit()),
        None => port.is_empty(),
    };
    host && port
}

/// `scheme ":" hier-part [ "?" query ] [ "#" fragment ]`.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (hierarchy, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = match hierarchy.strip_prefix("//") {
        Some(after) => {
            let (authority, path) = after.split_at(after.find('/').unwrap_or(after.len()));
            // `file:///` and its like have an authority that is empty.
            if !authority.is_empty() && !is_authority(authority) {
                return false;
            }
            path
        }
        None => hierarchy,
    };
    named && is_made_of(path, b":@/") && is_made_of(query, b":@/?") && is_made_of(fragment, b":@/?")
}

/// `*( reserved / unreserved / " " )`, not empty.
pub(super) fn is_statement(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| is_unreserved(b) || SUB_DELIMS.contains(&b) || b":/?#[]@ ".contains(&b))
}

/// `*pchar`.
pub(super) fn is_request_id(text: &str) -> bool {
    is_made_of(text, b":@")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities() {
        for text in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:80",
            "[::1]:8080",
            "user:pass@service.org:99",
            "vote.garden.example",
            "a%2db",
        ] {
            assert!(is_authority(text), "{text}");
        }
        for text in [
            "",
            ":80",
            "a b",
            "a:b",
            "a/b",
            "a?b",
            "a#b",
            "#notrfc3986",
            "[::1",
            "::1",
            "[]",
            "[::1]x",
            "a@b@c",
            "a%2",
            "a%zz",
            "花园.example",
        ] {
            assert!(!is_authority(text), "{text}");
        }
    }

    #[test]
    fn uris() {
        for text in [
            "https://service.org/login",
            "https://service.org:443/a/b?c=d&e=%20#f",
            "http://[::1]:3000/",
            "ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq",
            "did:key:z6Mk",
            "mailto:a@b.example",
            "file:///x",
            "urn:uuid:1",
        ] {
            assert!(is_uri(text), "{text}");
        }
        for text in [
            "",
            "service.org",
            ":not_rfc3986",
            "1https://a",
            "https://a b",
            "https://a:port/",
            "https://a/<b>",
            "https://a/#b#c",
            "https://a/%",
            "https://a/[b]",
            "https://a/花",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
