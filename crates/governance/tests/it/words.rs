//! Rules, labels and amounts as people read them.
use governance::choice::{RuleSet, System};
use governance::decision::Decision;
use governance::lifecycle::State;
use governance::points::{format_amount, parse_amount};
use governance::sentence::{self, Lang};
use governance::{ballot, case};
use serde_json::{Value, json};

fn set(choices: &[&str], rules: Value) -> RuleSet {
    RuleSet::parse(&json!(choices), &rules, 1_000_000).unwrap()
}

fn basic() -> RuleSet {
    set(&["for", "against", "abstain"], json!({"system": "basic"}))
}

fn both(rules: &RuleSet, decision: &Value) -> (String, String) {
    Decision::parse(decision, rules, None).unwrap();
    (
        sentence::rule(rules, decision, Lang::Zh),
        sentence::rule(rules, decision, Lang::En),
    )
}

#[test]
fn basic_rules_in_one_sentence() {
    let (zh, en) = both(
        &basic(),
        &json!({"quorum": {"mode": "all_cast", "ppm": 40_000}}),
    );
    assert_eq!(
        zh,
        "赞成多于反对，并且至少 4% 的表决力参与，即通过；票数相等则不通过。"
    );
    assert_eq!(
        en,
        "Passes if For > Against and at least 4% of voting power takes part; a draw fails."
    );
    let two_thirds = json!({
        "quorum": {"mode": "for_only", "amount": 12_500_000},
        "support": {"kind": "supermajority", "num": 2, "den": 3},
    });
    let (zh, en) = both(&basic(), &two_thirds);
    assert_eq!(
        zh,
        "赞成至少占赞成与反对之和的 2/3，并且赞成至少有 12.5 分表决力，即通过。"
    );
    assert_eq!(
        en,
        "Passes if For is at least 2/3 of For and Against and For has at least 12.5 points of voting power."
    );
    let optimistic = json!({"quorum": {"mode": "none"}, "optimistic": {"rejection_ppm": 125_000}});
    let (zh, en) = both(&basic(), &optimistic);
    assert_eq!(zh, "反对达到全部表决力的 12.5% 即否决，否则通过。");
    assert_eq!(en, "Passes unless 12.5% of all voting power is Against.");
}

#[test]
fn rules_of_choosing_in_one_sentence() {
    let rules = set(
        &["A", "B", "None"],
        json!({"system": "approval", "final_tie": "lot"}),
    );
    let decision = json!({
        "quorum": {"mode": "options_total", "amount": "1000000000000000000000000"},
        "winner_min_ppm": 500_000,
        "reject_choice": 3,
    });
    let (zh, en) = both(&rules, &decision);
    assert_eq!(
        zh,
        "勾选所有你同意的项，得表决力最多的一项胜出；选了至少一项的票至少有 1000000000000000000 分表决力，结果才有效；胜出的一项至少要有 50% 的表决力；「None」胜出即为不通过；打平时按提案与截止检查点抽签。"
    );
    assert_eq!(
        en,
        "Tick every option you approve of; the one with the most voting power wins; the result counts only if ballots naming an option have at least 1000000000000000000 points of voting power; the winner needs at least 50% of the power cast; “None” winning means rejection; a tie is settled by a lot from the proposal and the closing checkpoint."
    );
}

#[test]
fn seats_are_not_left_open_by_a_tie() {
    let rules = set(&["a", "b", "c"], json!({"system": "stv", "seats": 2}));
    let (zh, en) = both(&rules, &json!({"quorum": {"mode": "none"}}));
    assert!(zh.contains("选出 2 席") && zh.contains("抽签"), "{zh}");
    assert!(en.contains("2 seats") && en.contains("by a lot"), "{en}");
}

#[test]
fn every_system_and_status_has_words() {
    for system in System::ALL {
        let mut rules = json!({"system": system.name()});
        match system {
            System::Debian => rules["default"] = json!(3),
            System::QuadraticCredits => rules["credits"] = json!({"fixed": 9}),
            System::Stv => rules["seats"] = 2.into(),
            _ => {}
        }
        let rules = set(&["for", "against", "abstain"], rules);
        let (zh, en) = both(&rules, &json!({"quorum": {"mode": "none"}}));
        assert!(zh.ends_with('。') && !zh.starts_with(['；', '。']), "{zh}");
        assert!(en.ends_with('.') && !en.starts_with([';', '.']), "{en}");
    }
    for state in State::ALL {
        assert_eq!(State::parse(state.name()), Ok(state));
        for lang in [Lang::Zh, Lang::En] {
            assert_ne!(sentence::status(state.name(), lang), state.name());
        }
    }
}

#[test]
fn labels_of_a_choice() {
    let three = ["A", "B", "C"];
    let labels = |rules: &RuleSet, body: Value| ballot::labels(rules, &body).unwrap();
    assert_eq!(labels(&basic(), json!({"choice": "for"})), json!(["for"]));
    let rules = set(&three, json!({"system": "single_choice"}));
    assert_eq!(labels(&rules, json!({"choice": 2})), json!(["B"]));
    let rules = set(&three, json!({"system": "approval"}));
    assert_eq!(
        labels(&rules, json!({"approve": [1, 3]})),
        json!(["A", "C"])
    );
    let rules = set(&three, json!({"system": "schulze"}));
    let ranking = json!({"ranking": [3, [1, 2]]});
    assert_eq!(labels(&rules, ranking), json!(["C", ["A", "B"]]));
    let rules = set(&three, json!({"system": "weighted"}));
    let weights = json!({"weights": [[1, 700_000], [3, 300_000]]});
    assert_eq!(
        labels(&rules, weights),
        json!([{"option": "A", "weight": 700000}, {"option": "C", "weight": 300000}])
    );
}

#[test]
fn amounts() {
    for (text, units) in [
        ("0", 0),
        ("12.5", 12_500_000),
        ("-0.000001", -1),
        ("1000000000000", 1_000_000_000_000_000_000),
    ] {
        assert_eq!(parse_amount(text), Ok(units));
        assert_eq!(format_amount(units), text);
    }
    for (text, code) in [
        ("", "amount_invalid"),
        ("1.", "amount_invalid"),
        (".5", "amount_invalid"),
        ("1.0000001", "amount_invalid"),
        ("1,5", "amount_invalid"),
        ("+1", "amount_invalid"),
        ("1000000000000.000001", "amount_out_of_range"),
        ("99999999999999999999", "amount_out_of_range"),
    ] {
        assert_eq!(parse_amount(text).unwrap_err().code(), code, "{text}");
    }
}

#[test]
fn a_case_belongs_to_its_command() {
    let case = r#"{"format": "psephos.lifecycle/1", "input": {}}"#;
    assert_eq!(
        case::run_as("tally", case).unwrap_err().code(),
        "wrong_command"
    );
    assert_eq!(
        case::run_as("lifecycle", case).unwrap_err().code(),
        "missing_field"
    );
    let twice = r#"{"format": "x", "format": "y"}"#;
    assert_eq!(case::run(twice).unwrap_err().code(), "duplicate_key");
    assert_eq!(case::run("{").unwrap_err().code(), "bad_json");
    assert_eq!(
        case::run(r#"{"format": "x"}"#).unwrap_err().code(),
        "unknown_format"
    );
}
