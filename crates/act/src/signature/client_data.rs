//! The JSON a browser adds to a passkey's signature (WebAuthn Level 2 §5.8.1).
use crate::Error;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;

/// Checks that the browser signed this digest, in a page of these origins and not in a frame.
///
/// # Errors
/// In order: `wa_client_data`, `wa_type`, `wa_challenge`, `wa_origin`, `wa_cross_origin`.
pub(super) fn check(bytes: &[u8], digest: &[u8; 32], origins: &[String]) -> Result<(), Error> {
    let malformed = Error::new("wa_client_data");
    let Ok(Node::Object(data)) = serde_json::from_slice(bytes) else {
        return Err(malformed);
    };
    let text = |name: &str| match data.get(name) {
        Some(Node::Text(text)) => Ok(text),
        _ => Err(malformed),
    };
    let (kind, challenge, origin) = (text("type")?, text("challenge")?, text("origin")?);
    if kind != "webauthn.get" {
        return Err(Error::new("wa_type"));
    }
    if *challenge != URL_SAFE_NO_PAD.encode(digest) {
        return Err(Error::new("wa_challenge"));
    }
    if !origins.contains(origin) {
        return Err(Error::new("wa_origin"));
    }
    let framed = !matches!(data.get("crossOrigin"), None | Some(Node::Bool(false)));
    if framed || data.contains_key("topOrigin") {
        return Err(Error::new("wa_cross_origin"));
    }
    Ok(())
}

/// A JSON value as far as it matters here. Objects at any depth have no member twice: two readers
/// could take different ones.
enum Node {
    Object(BTreeMap<String, Node>),
    Text(String),
    Bool(bool),
    Other,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON without repeated members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = access.next_entry()? {
            if members.insert(name, value).is_some() {
                return Err(serde::de::Error::custom("member repeated"));
            }
        }
        Ok(Node::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        while access.next_element::<Node>()?.is_some() {}
        Ok(Node::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(rest: &str) -> Option<&'static str> {
        let digest = [7; 32];
        let challenge = URL_SAFE_NO_PAD.encode(digest);
        let text = format!(
            r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"https://a.example"{rest}}}"#
        );
        check(text.as_bytes(), &digest, &["https://a.example".to_owned()])
            .err()
            .map(|error| error.code())
    }

    #[test]
    fn members_stand_once_at_every_depth() {
        assert_eq!(code(""), None);
        assert_eq!(code(r#","tokenBinding":{"status":"supported"}"#), None);
        assert_eq!(code(r#","more":[1,-1,0.5,null,true,"x"]"#), None);
        assert_eq!(code(r#","a":1,"a":1"#), Some("wa_client_data"));
        assert_eq!(code(r#","x":{"a":1,"a":1}"#), Some("wa_client_data"));
        assert_eq!(code(r#","x":[{"a":1,"a":1}]"#), Some("wa_client_data"));
        // An escape is another way to write the same name.
        assert_eq!(
            code(r#","\u0074ype":"webauthn.get""#),
            Some("wa_client_data")
        );
    }

    #[test]
    fn frames_are_refused() {
        assert_eq!(code(r#","crossOrigin":false"#), None);
        assert_eq!(code(r#","crossOrigin":"false""#), Some("wa_cross_origin"));
        assert_eq!(code(r#","crossOrigin":0"#), Some("wa_cross_origin"));
        assert_eq!(
            code(r#","topOrigin":"https://a.example""#),
            Some("wa_cross_origin")
        );
    }
}
