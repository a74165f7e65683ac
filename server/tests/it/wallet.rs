//! A wallet: signs sign-in messages and acts as an Ethereum account does.
use crate::person::Person;
use act::eip712::{self, Domain, Message};
use act::{Body, siwe};
use k256::ecdsa::SigningKey;
use serde_json::{Value, json};

pub struct Wallet(SigningKey);

impl Wallet {
    /// A wallet whose secret is one repeated byte (1…254).
    pub fn new(byte: u8) -> Self {
        Self(SigningKey::from_slice(&[byte; 32]).unwrap())
    }

    pub fn address(&self) -> [u8; 20] {
        act::signature::eoa::address(self.0.verifying_key())
    }

    /// 65 bytes, hex.
    pub fn sign(&self, digest: &[u8; 32]) -> String {
        let (signature, recovery) = self.0.sign_prehash_recoverable(digest).unwrap();
        let v = 27 + u8::from(recovery.is_y_odd());
        format!("0x{}{v:02x}", hex::encode(signature.to_bytes()))
    }

    /// `personal_sign`.
    pub fn sign_text(&self, text: &str) -> String {
        let mut bytes = format!("\x19Ethereum Signed Message:\n{}", text.len()).into_bytes();
        bytes.extend_from_slice(text.as_bytes());
        self.sign(&eip712::keccak(&bytes))
    }

    /// A sign-in message for what `GET /session/nonce` answered.
    pub fn message(&self, asked: &Value, domain: &str) -> String {
        let address = siwe::checksum(&self.address());
        let (uri, nonce) = (asked["uri"].as_str().unwrap(), asked["nonce"].as_str());
        let chain = asked["chain_id"].as_u64().unwrap();
        let issued = rfc3339(asked["now_ms"].as_i64().unwrap());
        format!(
            "{domain} wants you to sign in with your Ethereum account:\n{address}\n\n\nURI: {uri}\nVersion: 1\nChain ID: {chain}\nNonce: {}\nIssued At: {issued}",
            nonce.unwrap()
        )
    }

    /// Signs in; gives the person with a session.
    pub fn sign_in(&self, port: u16) -> Person {
        let mut person = Person::guest(port);
        let asked = person.get("/api/v1/session/nonce").json();
        let message = self.message(&asked, asked["domain"].as_str().unwrap());
        let signature = self.sign_text(&message);
        let reply = person.post_json(
            "/api/v1/session/wallet",
            &json!({"message": message, "signature": signature}),
        );
        assert_eq!(reply.status, 200, "{}", reply.text());
        person.keep(&reply);
        person
    }

    /// The signature of a prepared act, for a chain.
    pub fn sign_act(&self, prepared: &Value, chain_id: u64) -> String {
        let body = hex::decode(prepared["body"].as_str().unwrap()).unwrap();
        let body = Body::decode(&body.try_into().unwrap()).unwrap();
        let fields = prepared["payload"]["fields"].as_array().unwrap();
        let field = |name: &str| fields.iter().find(|f| f["name"] == name).unwrap();
        let bytes = |text: &str| -> [u8; 32] {
            let hex = text.trim_start_matches("0x");
            hex::decode(hex).unwrap().try_into().unwrap()
        };
        let blind = bytes(field("summary")["salt"].as_str().unwrap());
        let (dao, summary) = (&field("dao_name")["value"], &prepared["summary"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let message = Message::of(&body, &text(dao), &text(summary), &blind).unwrap();
        let salt = prepared["typed_data"]["domain"]["salt"].as_str().unwrap();
        let domain = Domain {
            chain_id,
            instance: bytes(salt),
        };
        self.sign(&message.digest(&domain))
    }
}

/// A prepared act with its signature, as `POST …/acts` takes it.
pub fn signed(prepared: &Value, signature: &str) -> Value {
    json!({"body": prepared["body"], "payload": prepared["payload"], "signature": signature})
}

/// UTC time to the second.
fn rfc3339(ms: i64) -> String {
    let (days, second) = (ms.div_euclid(86_400_000), ms.rem_euclid(86_400_000) / 1_000);
    // Days to a civil date, by eras of 400 years that begin in March.
    let z = days + 719_468;
    let (era, day) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * in_year + 2) / 153;
    let date = in_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    let second = second % 60;
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z")
}
