//! The cases of public EIP-4361 parsers, and of the grammar.
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
        ("I accept", "100% I accept", "siwe_statement"),
        ("/tos\n\n", "/tos\n", "siwe_statement"),
        (
            "I accept the ServiceOrg Terms of Service: https://service.org/tos\n",
            "\n",
            "siwe_uri",
        ),
        ("4946\n\n", "4946\n", "siwe_form"),
        ("account:\n", "account: \n", "siwe_domain"),
        ("account:\n", "account:\r\n", "siwe_domain"),
        ("4946\n", "4946\r\n", "siwe_address"),
        ("0xe5A12547", "0xe5a12547", "siwe_address"),
        ("0xe5A1", "0xg5A1", "siwe_address"),
        ("service.org wants", "#notrfc3986 wants", "siwe_domain"),
        ("service.org wants", "service.org:port wants", "siwe_domain"),
        (" wants you", " asks you", "siwe_domain"),
        ("Version: 1\n", "", "siwe_version"),
        ("Chain ID: 1\n", "", "siwe_chain_id"),
        ("Chain ID: 1\n", "Chain ID: -1\n", "siwe_chain_id"),
        ("Chain ID: 1\n", "Chain ID: \n", "siwe_chain_id"),
        ("Nonce: 12341234\n", "", "siwe_nonce"),
        ("Nonce: 12341234", "nonce: 12341234", "siwe_nonce"),
        ("Issued At: 2022-03-17T12:45:13.610Z\n", "", "siwe_time"),
        ("URI: https", "URI:https", "siwe_uri"),
        ("Request ID: some_id", "Request ID: some id", "siwe_form"),
        ("Resources:\n-", "Resources:\n*", "siwe_form"),
        ("Resources:\n", "", "siwe_form"),
        (
            "Not Before: 2022-03-17T12:45:13.610Z\nRequest ID: some_id",
            "Request ID: some_id\nNot Before: 2022-03-17T12:45:13.610Z",
            "siwe_form",
        ),
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
fn optional_parts_may_be_left_out_one_by_one() {
    for (part, without) in [
        ("Expiration Time: 2023-03-17T12:45:13.610Z\n", ""),
        ("Not Before: 2022-03-17T12:45:13.610Z\n", ""),
        ("Request ID: some_id\n", ""),
        ("Request ID: some_id", "Request ID: "),
        ("\n- https://service.org/login", ""),
        ("service.org wants", "https://service.org wants"),
        ("service.org wants", "127.0.0.1:8080 wants"),
        ("service.org wants", "user@[::1]:8080 wants"),
        ("12:45:13.610Z\nExp", "12:45:13Z\nExp"),
        ("12:45:13.610Z\nExp", "12:45:13.610+08:00\nExp"),
    ] {
        let text = GOOD.replacen(part, without, 1);
        assert_ne!(text, GOOD, "{part}");
        let message = Message::parse(&text);
        assert_eq!(message.map(|m| m.to_string()), Ok(text), "{part}");
    }
}

#[test]
fn a_list_of_no_resources_is_the_same_as_none() {
    let (head, _) = GOOD.split_once("\n- ").unwrap();
    let message = Message::parse(head).unwrap();
    assert!(message.resources.is_empty());
    assert_eq!(message.to_string(), head.replace("\nResources:", ""));
}

#[test]
fn a_changed_byte_is_refused_or_read_as_it_stands() {
    for at in 0..GOOD.len() {
        for byte in [b'\n', b' ', b'a', b'0', b':', b'%'] {
            let mut bytes = GOOD.as_bytes().to_vec();
            bytes[at] = byte;
            let text = String::from_utf8(bytes).unwrap();
            if let Ok(message) = Message::parse(&text) {
                assert_eq!(message.to_string(), text);
            }
        }
    }
}
