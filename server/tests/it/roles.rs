//! Who may do what, address by address: the golden list `routes.golden` holds every route of the
//! server with the answer that each role gets. `UPDATE_GOLDEN=1 cargo test -p server roles`
//! writes it anew; a change in it is a change of rights and is read in review.
use crate::http::Reply;
use crate::instance::Instance;
use crate::person::Person;
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Columns of the list: nobody is not signed in, a guest is but has not joined.
const ROLES: [&str; 5] = ["nobody", "guest", "member", "admin", "owner"];

/// Sources whose `.route(…)` lines must all be in the table, with their prefix.
const ROUTERS: [(&str, &str); 3] = [
    ("", include_str!("../../src/router.rs")),
    ("", include_str!("../../src/forms/mod.rs")),
    ("/api/v1", include_str!("../../src/api/mod.rs")),
];

/// Pages of the app, from its own router.
const PAGES: &str = include_str!("../../../app/src/routes.rs");

/// Files of the built site: they are there or not by the build, for everyone alike.
const ASSETS: [&str; 3] = ["/pkg/{*path}", "/verify-worker.js", "/favicon.svg"];

/// The people of the list and one DAO for reading.
struct World {
    instance: Instance,
    people: Vec<Person>,
    hall: Hall,
    serial: std::cell::Cell<u32>,
}

/// A DAO where each role is held by one of the people.
struct Hall {
    slug: String,
    /// The member's drafts: one in review, one not handed in.
    in_review: String,
    in_work: String,
    /// An open vote.
    number: i64,
    /// `kind:hex` of the member.
    member: String,
}

impl World {
    fn new() -> Self {
        let instance = Instance::started();
        let mut people = vec![Person::guest(instance.port)];
        for name in &ROLES[1..] {
            people.push(Person::sign_up(instance.port, name));
        }
        let serial = std::cell::Cell::new(0);
        let hall = Hall::new(&instance, &people, "hall");
        Self {
            instance,
            people,
            hall,
            serial,
        }
    }

    fn next(&self) -> u32 {
        self.serial.set(self.serial.get() + 1);
        self.serial.get()
    }

    /// A fresh DAO: what one cell does can't colour the next.
    fn hall(&self) -> Hall {
        Hall::new(
            &self.instance,
            &self.people,
            &format!("hall-{}", self.next()),
        )
    }
}

impl Hall {
    fn new(instance: &Instance, people: &[Person], slug: &str) -> Self {
        let [_, _, member, admin, owner] = people else {
            panic!("one person a role");
        };
        owner.found(slug);
        member.join(slug, "member");
        admin.join(slug, "admin");
        let members = instance.get(&format!("/api/v1/daos/{slug}/members")).json();
        let actor = |handle: &str| {
            let list = members["items"].as_array().unwrap();
            let found = list.iter().find(|m| m["handle"] == handle);
            found.unwrap()["actor"].as_str().unwrap().to_owned()
        };
        let admin_actor = actor("admin");
        let fields = [("member", admin_actor.as_str()), ("role", "admin")];
        owner.does(&format!("/d/{slug}/members/role"), &fields);
        let number = owner.open_vote(slug, "basic", "");
        let fields = [("title", "Not ready"), ("system", "basic")];
        let to = member.does(&format!("/d/{slug}/drafts"), &fields);
        let in_work = to.rsplit('/').next().unwrap();
        Self {
            slug: slug.to_owned(),
            in_review: member.draft(slug, "basic", ""),
            in_work: in_work.split('?').next().unwrap().to_owned(),
            number,
            member: actor("member"),
        }
    }
}

/// What is sent for a line of the list.
enum Sent {
    Get,
    Form(&'static [(&'static str, &'static str)]),
    Json(&'static str),
    /// As `Form`, by an account made for it.
    Spare(&'static [(&'static str, &'static str)]),
    /// As `Form`, after a ballot of the same person.
    AfterVote,
}

/// Method, route as the router names it, address and what is sent. `{…}` in addresses and values
/// stand for the cell's own DAO: `{dao}`, `{work}`, `{review}`, `{number}`, `{member}`, `{n}`.
type Line = (&'static str, &'static str, &'static str, Sent);

const LINES: &[Line] = &[
    ("GET", "/healthz", "/healthz", Sent::Get),
    (
        "GET",
        "/.well-known/psephos.json",
        "/.well-known/psephos.json",
        Sent::Get,
    ),
    (
        "GET",
        "/log/{dao}/checkpoint",
        "/log/hall/checkpoint",
        Sent::Get,
    ),
    (
        "GET",
        "/log/{dao}/tile/{*path}",
        "/log/hall/tile/0/000.p/1",
        Sent::Get,
    ),
    (
        "GET",
        "/log/{dao}/payload/{file}",
        "/log/hall/payload/nothing.json",
        Sent::Get,
    ),
    (
        "GET",
        "/log/{dao}/payloads",
        "/log/hall/payloads?from=0&to=2",
        Sent::Get,
    ),
    (
        "GET",
        "/log/{dao}/consistency",
        "/log/hall/consistency?from=1",
        Sent::Get,
    ),
    (
        "GET",
        "/log/{dao}/receipt/{index}",
        "/log/hall/receipt/0",
        Sent::Get,
    ),
    ("GET", "/api/{*fn_name}", "/api/nothing", Sent::Get),
    ("POST", "/api/{*fn_name}", "/api/nothing", Sent::Json("{}")),
    (
        "POST",
        "/signup",
        "/signup",
        Sent::Form(&[
            ("email", "new{n}@test.example"),
            ("password", "long-enough-a-word"),
            ("name", "new"),
        ]),
    ),
    (
        "POST",
        "/signin",
        "/signin",
        Sent::Form(&[
            ("email", "member@test.example"),
            ("password", "long-enough-a-word"),
        ]),
    ),
    ("POST", "/signout", "/signout", Sent::Spare(&[])),
    (
        "POST",
        "/preferences",
        "/preferences",
        Sent::Form(&[("lang", "en"), ("back", "/")]),
    ),
    (
        "POST",
        "/settings",
        "/settings",
        Sent::Spare(&[("name", "renamed")]),
    ),
    (
        "POST",
        "/daos",
        "/daos",
        Sent::Form(&[
            ("slug", "new-{n}"),
            ("name", "new"),
            ("lang", "zh"),
            ("handle", "x"),
        ]),
    ),
    (
        "POST",
        "/d/{dao}/join",
        "/d/{dao}/join",
        Sent::Form(&[("handle", "newcomer")]),
    ),
    ("POST", "/d/{dao}/leave", "/d/{dao}/leave", Sent::Form(&[])),
    (
        "POST",
        "/d/{dao}/invites",
        "/d/{dao}/invites",
        Sent::Form(&[]),
    ),
    (
        "POST",
        "/d/{dao}/members/role",
        "/d/{dao}/members/role",
        Sent::Form(&[("member", "{member}"), ("role", "admin")]),
    ),
    (
        "POST",
        "/d/{dao}/points",
        "/d/{dao}/points",
        Sent::Form(&[
            ("handle", "member"),
            ("category", "code"),
            ("amount", "5"),
            ("reason", "work"),
        ]),
    ),
    (
        "POST",
        "/d/{dao}/drafts",
        "/d/{dao}/drafts",
        Sent::Form(&[("title", "A question"), ("system", "basic")]),
    ),
    (
        "POST",
        "/d/{dao}/drafts/{id}/{action}",
        "/d/{dao}/drafts/{work}/submit",
        Sent::Form(&[]),
    ),
    (
        "POST",
        "/d/{dao}/drafts/{id}/{action}",
        "/d/{dao}/drafts/{work}/discard",
        Sent::Form(&[]),
    ),
    (
        "POST",
        "/d/{dao}/drafts/{id}/{action}",
        "/d/{dao}/drafts/{review}/return",
        Sent::Form(&[]),
    ),
    (
        "POST",
        "/d/{dao}/drafts/{id}/{action}",
        "/d/{dao}/drafts/{review}/publish",
        Sent::Form(&[]),
    ),
    (
        "POST",
        "/d/{dao}/drafts/{id}/{action}",
        "/d/{dao}/drafts/{review}/burn",
        Sent::Form(&[]),
    ),
    (
        "POST",
        "/d/{dao}/proposals/{number}/vote",
        "/d/{dao}/proposals/{number}/vote",
        Sent::Form(&[("choice", "for")]),
    ),
    (
        "POST",
        "/d/{dao}/proposals/{number}/revoke",
        "/d/{dao}/proposals/{number}/revoke",
        Sent::AfterVote,
    ),
    (
        "POST",
        "/d/{dao}/proposals/{number}/event",
        "/d/{dao}/proposals/{number}/event",
        Sent::Form(&[("event", "cancel"), ("reason", "asked twice")]),
    ),
    (
        "GET",
        "/api/v1/openapi.json",
        "/api/v1/openapi.json",
        Sent::Get,
    ),
    (
        "GET",
        "/api/v1/session/nonce",
        "/api/v1/session/nonce",
        Sent::Get,
    ),
    (
        "POST",
        "/api/v1/session/wallet",
        "/api/v1/session/wallet",
        Sent::Json("{\"message\":\"\",\"signature\":\"\"}"),
    ),
    (
        "POST",
        "/api/v1/session",
        "/api/v1/session",
        Sent::Json("{\"email\":\"owner@test.example\",\"password\":\"long-enough-a-word\"}"),
    ),
    ("GET", "/api/v1/daos", "/api/v1/daos", Sent::Get),
    ("GET", "/api/v1/daos/{dao}", "/api/v1/daos/hall", Sent::Get),
    (
        "GET",
        "/api/v1/daos/{dao}/members",
        "/api/v1/daos/hall/members",
        Sent::Get,
    ),
    (
        "GET",
        "/api/v1/daos/{dao}/proposals",
        "/api/v1/daos/hall/proposals",
        Sent::Get,
    ),
    (
        "GET",
        "/api/v1/daos/{dao}/proposals/{number}",
        "/api/v1/daos/hall/proposals/1",
        Sent::Get,
    ),
    (
        "POST",
        "/api/v1/daos/{dao}/proposals/{number}/ballots",
        "/api/v1/daos/{dao}/proposals/{number}/ballots",
        Sent::Json("{\"ballot\":{\"choice\":\"for\"}}"),
    ),
    (
        "GET",
        "/api/v1/daos/{dao}/acts",
        "/api/v1/daos/hall/acts",
        Sent::Get,
    ),
    (
        "POST",
        "/api/v1/daos/{dao}/acts",
        "/api/v1/daos/{dao}/acts",
        Sent::Json("{\"body\":\"\",\"payload\":{},\"signature\":\"\"}"),
    ),
    (
        "POST",
        "/api/v1/daos/{dao}/prepare",
        "/api/v1/daos/{dao}/prepare",
        Sent::Json("{\"kind\":\"join\",\"handle\":\"x\"}"),
    ),
];

#[test]
fn every_route_answers_each_role_as_listed() {
    let world = World::new();
    let mut list = String::from(
        "# Generated: UPDATE_GOLDEN=1 cargo test -p server roles. One line an address; what each\n# role gets: status, then where it leads or why it is refused.\n",
    );
    for line in LINES {
        let cells: Vec<String> = (0..ROLES.len())
            .map(|role| cell(&world, line, role))
            .collect();
        writeln!(list, "{} {}  {}", line.0, line.2, row(&cells)).unwrap();
    }
    for page in pages() {
        let cells: Vec<String> = world
            .people
            .iter()
            .map(|person| answer(&person.get(&filled(&page, &world.hall, 0))))
            .collect();
        writeln!(list, "page {page}  {}", row(&cells)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/routes.golden");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &list).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differing: Vec<String> = list
        .lines()
        .filter(|line| !golden.lines().any(|known| known == *line))
        .map(|line| format!("now:    {line}"))
        .chain(
            golden
                .lines()
                .filter(|line| !list.lines().any(|known| known == *line))
                .map(|line| format!("golden: {line}")),
        )
        .collect();
    assert!(
        differing.is_empty(),
        "rights changed:\n{}",
        differing.join("\n")
    );
}

#[test]
fn no_route_is_left_out() {
    let mut routes = BTreeSet::new();
    for (prefix, source) in ROUTERS {
        for (method, path) in routes_of(source) {
            routes.insert((method, format!("{prefix}{path}")));
        }
    }
    routes.retain(|(_, path)| !ASSETS.contains(&path.as_str()));
    let listed: BTreeSet<(&str, String)> = LINES
        .iter()
        .map(|(method, route, ..)| (*method, (*route).to_owned()))
        .collect();
    let missing: Vec<_> = routes.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&routes).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    assert!(gone.is_empty(), "no longer in a router: {gone:?}");
    assert!(pages().len() >= 10, "{:?}", pages());
}

/// One cell: a request by one role, on a DAO of its own when it could change one.
fn cell(world: &World, (method, _, path, sent): &Line, role: usize) -> String {
    let own = path.contains('{').then(|| world.hall());
    let hall = own.as_ref().unwrap_or(&world.hall);
    let n = world.next();
    let path = filled(path, hall, n);
    let person = &world.people[role];
    let form = |person: &Person, fields: &[(&str, &str)]| {
        let filled: Vec<(&str, String)> = fields
            .iter()
            .map(|(name, value)| (*name, filled(value, hall, n)))
            .collect();
        let fields: Vec<(&str, &str)> = filled.iter().map(|(a, b)| (*a, b.as_str())).collect();
        person.post(&path, &fields)
    };
    let reply = match sent {
        Sent::Get => person.get(&path),
        Sent::Form(fields) => form(person, fields),
        Sent::Spare(fields) if role == 0 => form(person, fields),
        Sent::Spare(fields) => {
            let spare = Person::sign_up(world.instance.port, &format!("spare{n}"));
            form(&spare, fields)
        }
        Sent::AfterVote => {
            // Refused for whoever may not vote; then there is nothing to take back either.
            drop(person.cast(&hall.slug, hall.number, &json!({"choice": "for"})));
            form(person, &[])
        }
        Sent::Json(body) => {
            let kind = [("Content-Type", "application/json")];
            person.send(method, &path, &kind, body.as_bytes())
        }
    };
    answer(&reply)
}

fn filled(text: &str, hall: &Hall, n: u32) -> String {
    text.replace("{dao}", &hall.slug)
        .replace("{work}", &hall.in_work)
        .replace("{id}", &hall.in_work)
        .replace("{review}", &hall.in_review)
        .replace("{number}", &hall.number.to_string())
        .replace("{index}", "0")
        .replace("{member}", &hall.member)
        .replace("{n}", &n.to_string())
}

/// Status, and where it leads or why it is refused; never what differs between runs.
fn answer(reply: &Reply) -> String {
    let to = reply.header("location");
    let why = if to.starts_with("/signin") && !to.contains("error=") {
        " sign-in".to_owned()
    } else if let Some((_, code)) = to.split_once("error=") {
        format!(" {code}")
    } else if reply.status == 303 {
        " done".to_owned()
    } else if let Some(code) = reply.json()["code"].as_str() {
        format!(" {code}")
    } else {
        String::new()
    };
    format!("{}{why}", reply.status)
}

/// The cells of a line; said once when all are the same.
fn row(cells: &[String]) -> String {
    if cells.iter().all(|cell| *cell == cells[0]) {
        return format!("all={}", cells[0]);
    }
    let named: Vec<String> = ROLES
        .iter()
        .zip(cells)
        .map(|(role, cell)| format!("{role}={cell}"))
        .collect();
    named.join(", ")
}

/// Methods and paths in the `.route(…)` calls of a router's source.
fn routes_of(source: &str) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    for call in source.split(".route(").skip(1) {
        let mut depth = 1;
        let end = call.find(|letter| {
            depth += match letter {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        let call = &call[..end.unwrap()];
        let path = call.split('"').nth(1).unwrap().to_owned();
        for (word, method) in [("get(", "GET"), ("post(", "POST")] {
            if call.contains(word) {
                out.push((method, path.clone()));
            }
        }
    }
    out
}

/// Addresses of the pages in the app's router, `{name}` for each parameter.
fn pages() -> Vec<String> {
    PAGES
        .split("path!(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|path| !path.contains('*'))
        .map(|path| {
            let parts: Vec<String> = path
                .split('/')
                .map(|part| match part.strip_prefix(':') {
                    Some(name) => format!("{{{name}}}"),
                    None => part.to_owned(),
                })
                .collect();
            let path = parts.join("/");
            if path.starts_with('/') {
                path
            } else {
                format!("/{path}")
            }
        })
        .collect()
}
