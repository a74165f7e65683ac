//! What holds beyond single vectors: round trips, and that altered bytes never pass as others.
use act::payload::{Payload, check_disclosed};
use act::signature::eoa;
use act::{Actor, ActorKind, Leaf, json, siwe, summary};
use serde_json::{Map, Value, json};

fn payload(fields: usize) -> Payload {
    let map: Map<String, Value> = (0..fields)
        .map(|i| {
            (
                format!("f{i:02}"),
                json!({"n": i, "text": ["字", "\n\t\"\\"]}),
            )
        })
        .collect();
    Payload::new(&map, &[1; 32]).unwrap()
}

fn code(list: &Value, count: u8, root: &[u8; 32]) -> &'static str {
    check_disclosed(list, count, root).unwrap_err().code()
}

#[test]
fn every_selection_of_one_two_or_all_fields_opens() {
    for count in 1..=64 {
        let payload = payload(count);
        let (n, root) = (payload.count(), payload.commitment());
        let whole = payload.disclose(|_| true);
        assert_eq!(payload.to_json()["fields"], whole);
        assert_eq!(check_disclosed(&whole, n, &root).unwrap(), payload.fields());
        for field in payload.fields().iter().take(count - 1) {
            for keep in [
                vec![&field.name],
                vec![&field.name, &payload.fields()[count - 1].name],
            ] {
                let shown = payload.disclose(|name| keep.iter().any(|k| *k == name));
                let opened = check_disclosed(&shown, n, &root).unwrap();
                let names: Vec<&String> = opened.iter().map(|f| &f.name).collect();
                assert_eq!(names, keep);
                // The number of fields is part of what a path proves, unless it has the same shape.
                if let Ok(again) = check_disclosed(&shown, n + 1, &root) {
                    assert_eq!(again, opened);
                }
            }
        }
    }
}

#[test]
fn paths_stand_if_and_only_if_a_field_is_left_out() {
    let payload = payload(3);
    let root = payload.commitment();
    let part = |i: usize| {
        let name = &payload.fields()[i].name;
        payload.disclose(|n| n == name)[0].clone()
    };
    let whole = payload.disclose(|_| true);
    assert_eq!(
        code(&json!([part(0), part(1), part(2)]), 3, &root),
        "field_form"
    );
    assert_eq!(code(&json!([whole[0], part(1)]), 3, &root), "field_form");
    assert_eq!(code(&json!([part(0), whole[1]]), 3, &root), "field_form");
    assert_eq!(
        code(&json!([whole[0], whole[1], part(2)]), 3, &root),
        "field_form"
    );
    assert_eq!(code(&json!([whole[0], whole[1]]), 3, &root), "field_count");
    assert_eq!(code(&json!({}), 3, &root), "field_form");
}

#[test]
fn payloads_without_canonical_form_are_refused() {
    let new = |name: &str, value: Value| {
        let map = Map::from_iter([(name.to_owned(), value)]);
        Payload::new(&map, &[1; 32])
            .map(|p| p.count())
            .map_err(|e| e.code())
    };
    assert_eq!(new("a", json!("x")), Ok(1));
    assert_eq!(new("A", json!("x")), Err("json_key"));
    assert_eq!(new("a", json!(null)), Err("json_null"));
    assert_eq!(new("a", json!([[[[[[[[1]]]]]]]])), Err("json_depth"));
    assert_eq!(
        new("a", json!("x".repeat(json::SIZE_MAX))),
        Err("json_size")
    );
    let none = Payload::new(&Map::new(), &[1; 32]).unwrap_err();
    assert_eq!(none.code(), "field_count");
}

#[test]
fn altered_leaves_are_refused_or_read_as_they_stand() {
    let Some(cases) = crate::cases("act.json") else {
        return;
    };
    for case in cases {
        let Some(leaf) = case["expect"]["ok"]["leaf"].as_str() else {
            continue;
        };
        let leaf = hex::decode(leaf).unwrap();
        for bit in 0..leaf.len() * 8 {
            let mut altered = leaf.clone();
            altered[bit / 8] ^= 1 << (bit % 8);
            if let Ok(decoded) = Leaf::decode(&altered) {
                assert_eq!(decoded.encode(), altered);
            }
        }
        for length in 0..leaf.len() {
            assert!(Leaf::decode(&leaf[..length]).is_err());
        }
    }
}

#[test]
fn altered_json_is_refused_or_was_canonical() {
    let text = r#"{"a":[1,-20,true,{"b_1":"é字\n\"\\"}],"c":{},"d":[],"e":false,"f":"","g":9007199254740991}"#;
    assert_eq!(
        json::encode(&json::parse(text.as_bytes()).unwrap()).unwrap(),
        text.as_bytes()
    );
    for at in 0..text.len() {
        for byte in 0..=u8::MAX {
            let mut altered = text.as_bytes().to_vec();
            altered[at] = byte;
            if let Ok(value) = json::parse(&altered) {
                assert_eq!(json::encode(&value).unwrap(), altered);
            }
            altered.remove(at);
            if let Ok(value) = json::parse(&altered) {
                assert_eq!(json::encode(&value).unwrap(), altered);
            }
        }
    }
}

#[test]
fn an_actor_has_one_text() {
    let actors = [
        Actor::system(),
        Actor::evm([0xab; 20]),
        Actor::member([0xcd; 32]),
        Actor::new(ActorKind::Contract.code(), {
            let mut id = [1; 32];
            id[..4].fill(0);
            id
        })
        .unwrap(),
    ];
    for actor in actors {
        let text = actor.to_string();
        assert_eq!(text.parse(), Ok(actor));
        assert_eq!(Actor::new(actor.kind.code(), actor.id), Ok(actor));
        let others = [
            format!("0{text}"),
            format!("+{text}"),
            format!(" {text}"),
            format!("{text}0"),
        ];
        for other in others.into_iter().chain([text.replace(':', "")]) {
            assert!(other.parse::<Actor>().is_err(), "{other}");
        }
    }
    let upper = Actor::evm([0xab; 20]).to_string().to_uppercase();
    assert!(upper.parse::<Actor>().is_err());
    assert!(format!("7:{}", "01".repeat(32)).parse::<Actor>().is_err());
}

#[test]
fn recovers_who_signed_a_text() {
    // The example of the web3.js documentation (accounts.sign).
    let sig = hex::decode("b91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c").unwrap();
    let address = eoa::recover_personal(b"Some data", &sig).unwrap();
    assert_eq!(
        siwe::checksum(&address),
        "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"
    );
    assert_ne!(eoa::recover_personal(b"some data", &sig), Ok(address));
    let short = eoa::recover_personal(b"Some data", &sig[..64]).unwrap_err();
    assert_eq!(short.code(), "sig_length");
}

#[test]
fn the_sentence_is_checked_against_the_fields() {
    let mut fields = Map::from_iter([
        ("lang".to_owned(), json!("en")),
        ("dao_name".to_owned(), json!("Garden")),
        ("event".to_owned(), json!("cancel")),
        ("proposal".to_owned(), json!("ab".repeat(32))),
        ("proposal_title".to_owned(), json!("Oaks")),
        ("reason".to_owned(), json!("twice the same")),
    ]);
    let kind = act::kinds::PROPOSAL_EVENT;
    let check = |fields: &Map<String, Value>| summary::check(kind, fields).map_err(|e| e.code());
    assert_eq!(check(&fields), Err("payload_missing_field"));
    let sentence = summary::render(kind, &fields).unwrap();
    assert_eq!(
        sentence,
        "Cancel the proposal “Oaks” (abababab), reason: “twice the same”"
    );
    fields.insert("summary".to_owned(), sentence.into());
    assert_eq!(check(&fields), Ok(()));
    fields.insert("reason".to_owned(), json!("another"));
    assert_eq!(check(&fields), Err("summary_mismatch"));
    fields.insert("summary".to_owned(), json!(1));
    assert_eq!(check(&fields), Err("payload_field_type"));
}
