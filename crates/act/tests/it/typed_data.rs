//! What a wallet is asked to sign has the digest that is verified. The wallet's side is done here
//! by the general rules of EIP-712, from the JSON alone.
use act::eip712::{self, Domain, Message, keccak};
use act::{Actor, Body, kinds};
use serde_json::Value;

/// `encodeType` of a struct without nested structs.
fn encode_type(typed: &Value, name: &str) -> String {
    let members: Vec<String> = typed["types"][name]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| {
            format!(
                "{} {}",
                m["type"].as_str().unwrap(),
                m["name"].as_str().unwrap()
            )
        })
        .collect();
    format!("{name}({})", members.join(","))
}

/// `hashStruct` of such a struct.
fn hash_struct(typed: &Value, name: &str, data: &Value) -> [u8; 32] {
    let members = typed["types"][name].as_array().unwrap();
    assert_eq!(members.len(), data.as_object().unwrap().len(), "{name}");
    let mut bytes = keccak(encode_type(typed, name).as_bytes()).to_vec();
    for member in members {
        let value = &data[member["name"].as_str().unwrap()];
        bytes.extend(match member["type"].as_str().unwrap() {
            "string" => keccak(value.as_str().unwrap().as_bytes()),
            "bytes32" => hex::decode(value.as_str().unwrap().strip_prefix("0x").unwrap())
                .unwrap()
                .try_into()
                .unwrap(),
            "uint64" | "uint256" => {
                let n: u64 = match value {
                    Value::String(text) => text.parse().unwrap(),
                    other => other.as_u64().unwrap(),
                };
                let mut word = [0; 32];
                word[24..].copy_from_slice(&n.to_be_bytes());
                word
            }
            other => panic!("type {other}"),
        });
    }
    keccak(&bytes)
}

#[test]
fn typed_data_signs_the_same_digest() {
    let domain = Domain {
        chain_id: 31_337,
        instance: eip712::instance("a.example/log/x"),
    };
    for kind in kinds::all() {
        let body = Body {
            kind: kind.number,
            dao: [7; 32],
            seq: 5,
            prev: [1; 32],
            issued_ms: 1_796_083_234_730,
            expires_ms: 1_796_083_835_630,
            actor: Actor::evm([9; 20]),
            subject: [3; 32],
            fields: 4,
            payload: [5; 32],
        };
        let typed = eip712::typed_data(&domain, &body, "社", "句「一」", &[6; 32]).unwrap();
        let domain_hash = hash_struct(&typed, "EIP712Domain", &typed["domain"]);
        let primary = typed["primaryType"].as_str().unwrap();
        let message_hash = hash_struct(&typed, primary, &typed["message"]);
        let bytes = [&[0x19, 0x01][..], &domain_hash, &message_hash].concat();
        let message = Message::of(&body, "社", "句「一」", &[6; 32]).unwrap();
        assert_eq!(keccak(&bytes), message.digest(&domain), "{}", kind.name);
    }
}
