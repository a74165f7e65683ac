//! A vote that opens later, over HTTP and by the real clock.
use crate::instance::Instance;
use crate::person::Person;
use app::components::time::Civil;
use governance::sentence::Lang;
use serde_json::json;
use service::clock::{Clock, SystemClock};
use service::error::sentence;
use std::time::Duration;

/// The full second `seconds` from now, in Unix milliseconds.
fn ahead(seconds: i64) -> i64 {
    (SystemClock.now_ms() / 1_000 + seconds) * 1_000
}

fn wait_until(ms: i64) {
    let left = u64::try_from(ms - SystemClock.now_ms()).unwrap_or_default();
    std::thread::sleep(Duration::from_millis(left));
}

/// A moment as the control of a form has it, on a clock 9 hours ahead of UTC.
fn in_tokyo(ms: i64) -> String {
    let text = Civil::from_ms(ms + 9 * 3_600_000).iso();
    text.trim_end_matches('Z').to_owned()
}

/// Hands in a draft with a start; gives its address.
fn in_review(person: &Person, starts: &str) -> String {
    let fields = [
        ("title", "A question"),
        ("system", "basic"),
        ("starts", starts),
        ("days", "3"),
        ("zone", "asia/tokyo"),
        ("action", "submit"),
    ];
    let to = person.does("/d/garden/drafts", &fields);
    to.split('?').next().unwrap().to_owned()
}

#[test]
fn a_scheduled_vote_opens_at_its_time() {
    let instance = Instance::started();
    let owner = Person::sign_up(instance.port, "owner");
    owner.found("garden");
    let start_ms = ahead(8);
    let draft = in_review(&owner, &in_tokyo(start_ms));
    // The preview has the moment for machines, and the organiser's clock.
    let preview = owner.get(&draft).text();
    let iso = Civil::from_ms(start_ms).iso();
    assert!(
        preview.contains(&format!("datetime=\"{iso}\"")),
        "{preview}"
    );
    assert!(preview.contains("Set in Asia/Tokyo: ") && preview.contains("(UTC+9)"));
    let to = owner.does(&format!("{draft}/publish"), &[]);
    assert!(to.starts_with("/d/garden/proposals/1"), "{to}");
    let payload = instance.payloads("garden").pop().unwrap().2;
    let field = |name: &str| {
        let fields = payload.as_array().unwrap();
        let found = fields.iter().find(|field| field["name"] == name);
        found.unwrap()["value"].clone()
    };
    assert_eq!(field("start_ms"), start_ms);
    assert_eq!(field("end_ms"), start_ms + 3 * 86_400_000);
    assert_eq!(field("zone"), "Asia/Tokyo");

    // Not yet.
    let size = instance.size("garden");
    let ballot = json!({"choice": "for"});
    let reply = owner.cast("garden", 1, &ballot);
    assert_eq!(reply.json()["code"], "voting_not_open");
    let reply = owner.post("/d/garden/proposals/1/vote", &[("choice", "for")]);
    assert!(reply.header("location").ends_with("error=voting_not_open"));
    assert_eq!(instance.size("garden"), size);
    let link = "href=\"/d/garden/proposals/1\"";
    let listed = |phase: &str| {
        let page = owner.get(&format!("/d/garden/proposals?phase={phase}"));
        page.text().contains(link)
    };
    assert!(listed("scheduled") && !listed("active"));
    let said = [
        ("zh", "投票还没开始", "按 Asia/Tokyo 设定"),
        ("en", "Voting has not opened", "Set in Asia/Tokyo"),
    ];
    for (tag, closed, zone) in said {
        let page = owner.reading(tag).get("/d/garden/proposals/1").text();
        assert!(page.contains(closed) && page.contains(zone), "{page}");
        assert!(page.contains(&format!("datetime=\"{iso}\"")));
    }
    assert!(SystemClock.now_ms() < start_ms, "too slow to be a test");

    // Now.
    wait_until(start_ms);
    assert_eq!(owner.cast("garden", 1, &ballot).status, 200);
    assert!(listed("active") && !listed("scheduled"));
}

#[test]
fn a_start_that_passed_in_review_is_not_published() {
    let instance = Instance::started();
    let owner = Person::sign_up(instance.port, "owner");
    owner.found("garden");
    let start_ms = ahead(3);
    let draft = in_review(&owner, &in_tokyo(start_ms));
    wait_until(start_ms + 1);
    let size = instance.size("garden");
    for (tag, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let reply = owner.reading(tag).post(&format!("{draft}/publish"), &[]);
        assert!(reply.header("location").ends_with("error=start_past"));
        // The preview says so by itself.
        let page = owner.reading(tag).get(&draft).text();
        assert!(page.contains(&sentence("start_past", lang)), "{page}");
    }
    assert_eq!(instance.size("garden"), size);
}
