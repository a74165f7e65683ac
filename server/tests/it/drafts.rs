//! Drafts in the hands of people with two tabs: nothing that was typed is lost.
use crate::http::Reply;
use crate::instance::Instance;
use crate::person::Person;
use governance::sentence::Lang;
use service::error::sentence;

const TEXT: &str = "A text of two hours, with <b>marks</b> & signs.";
const ESCAPED: &str = "A text of two hours, with &lt;b&gt;marks&lt;/b&gt; &amp; signs.";

/// Value of a hidden field; empty if the page has none of this name.
fn hidden(page: &Reply, name: &str) -> String {
    let mark = format!("type=\"hidden\" name=\"{name}\" value=\"");
    let text = page.text();
    let rest = text.split_once(&mark).map(|(_, rest)| rest);
    let value = rest.and_then(|rest| rest.split('"').next());
    value.unwrap_or_default().to_owned()
}

/// Saves the draft as a tab does that was opened when the draft was last changed at `seen`.
fn save(person: &Person, id: &str, seen: &str, title: &str) -> Reply {
    let fields = [
        ("id", id),
        ("updated_ms", seen),
        ("title", title),
        ("body", TEXT),
        ("system", "approval"),
        ("options", "red\nblue"),
        ("days", "3"),
        ("starts", "2090-01-02T03:04"),
        ("zone", "Asia/Tokyo"),
    ];
    person.post("/d/garden/drafts", &fields)
}

/// Whether a page shows what [`save`] sent.
fn shows(page: &Reply, title: &str) {
    let text = page.text();
    let parts = [
        ESCAPED,
        title,
        "red\nblue",
        "2090-01-02T03:04",
        "Asia/Tokyo",
        "value=\"approval\" required checked",
    ];
    for part in parts {
        assert!(text.contains(part), "{part} is lost: {text}");
    }
}

#[test]
fn what_is_published_is_what_was_read() {
    let instance = Instance::started();
    let owner = Person::sign_up(instance.port, "owner");
    owner.found("garden");
    let first = [
        ("title", "First"),
        ("system", "basic"),
        ("action", "submit"),
    ];
    let to = owner.does("/d/garden/drafts", &first);
    let address = to.split('?').next().unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap();
    let read = hidden(&owner.get(&address), "updated_ms");
    let size = instance.size("garden");

    // Changed and handed in again while the page was open.
    assert_eq!(save(&owner, id, &read, "Second").status, 303);
    owner.does(&format!("{address}/submit"), &[]);
    let publish = format!("{address}/publish");
    for (tag, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let person = owner.reading(tag);
        let reply = person.post(&publish, &[("updated_ms", &read)]);
        let to = reply.header("location").to_owned();
        assert!(to.contains("error=draft_newer"), "{to}");
        assert!(
            person
                .get(&to)
                .text()
                .contains(&sentence("draft_newer", lang))
        );
    }
    assert_eq!(instance.size("garden"), size, "nothing was logged");

    let read = hidden(&owner.get(&address), "updated_ms");
    owner.does(&publish, &[("updated_ms", &read)]);
    assert_eq!(instance.size("garden"), size + 1);
}

#[test]
fn two_tabs_lose_nothing() {
    let instance = Instance::started();
    let owner = Person::sign_up(instance.port, "owner");
    owner.found("garden");
    let size = instance.size("garden");
    let to = owner.does(
        "/d/garden/drafts",
        &[("title", "First"), ("system", "basic")],
    );
    let address = to.split('?').next().unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap();
    let seen = hidden(&owner.get(&address), "updated_ms");
    assert!(!seen.is_empty());

    // Both tabs were opened now. The first one saves.
    assert_eq!(save(&owner, id, &seen, "By tab one").status, 303);
    let mut last = String::new();
    for (tag, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let reply = save(&owner.reading(tag), id, &seen, "By tab two");
        assert_eq!(reply.status, 409);
        assert!(reply.header("content-type").starts_with("text/html"));
        assert!(reply.text().contains(&sentence("draft_changed", lang)));
        shows(&reply, "By tab two");
        assert_eq!(hidden(&reply, "id"), id);
        last = hidden(&reply, "updated_ms");
        let kept = owner.get(&address).text();
        assert!(kept.contains("By tab one") && !kept.contains("By tab two"));
    }
    // Told of it, the second may replace the first.
    assert_ne!(last, seen);
    assert_eq!(save(&owner, id, &last, "By tab two").status, 303);
    assert!(owner.get(&address).text().contains("By tab two"));

    // Thrown away in one tab, saved in the other: the text can be saved as a new draft.
    let seen = hidden(&owner.get(&address), "updated_ms");
    owner.does(&format!("{address}/discard"), &[]);
    let reply = save(&owner, id, &seen, "By tab two");
    assert_eq!(reply.status, 404);
    shows(&reply, "By tab two");
    assert_eq!(hidden(&reply, "id"), "");
    assert_eq!(save(&owner, "", "", "By tab two").status, 303);
    assert_eq!(instance.size("garden"), size);
}
