//! What must not work: each named case gives one clear sentence in both languages and leaves
//! every log as it was.
use crate::http::Reply;
use crate::instance::Instance;
use crate::person::Person;
use crate::wallet::{Wallet, signed};
use governance::sentence::Lang;
use serde_json::{Value, json};
use service::error::sentence;

/// Everything the cases need, made once.
struct World {
    instance: Instance,
    guest: Person,
    owner: Person,
    member: Person,
    /// Joined after the votes were opened.
    late: Person,
    /// Has an account and nothing else.
    outsider: Person,
    wallet: Wallet,
    /// The wallet's account, a member.
    holder: Person,
    basic: i64,
    single: i64,
    approval: i64,
    ranked: i64,
    cancelled: i64,
    /// The owner's drafts: one in review, one not.
    in_review: String,
    in_work: String,
    /// An act of the wallet that is in the log already.
    logged: Value,
}

/// One case: its name, the code it must give, and the request.
type Case = (
    &'static str,
    &'static str,
    fn(&World, &'static str) -> Reply,
);

/// One case of a draft: its name, the code it must give, and the fields that are wrong.
type DraftCase = (
    &'static str,
    &'static str,
    fn(&World) -> Vec<(&'static str, String)>,
);

/// What stands in the text of every draft that is refused.
const TYPED: &str = "What took two hours to write.";

fn world() -> World {
    let mut instance = Instance::new();
    instance.import("old");
    instance.start();
    let port = instance.port;
    let owner = Person::sign_up(port, "owner");
    owner.found("garden");
    owner.does(
        "/daos",
        &[
            ("slug", "closed"),
            ("name", "closed"),
            ("lang", "zh"),
            ("handle", "founder"),
        ],
    );
    let member = Person::sign_up(port, "member");
    member.join("garden", "member");
    let wallet = Wallet::new(7);
    let holder = wallet.sign_in(port);
    let chain = instance.trust("garden")["chain_id"].as_u64().unwrap();
    let prepared = prepare(&holder, &json!({"kind": "join", "handle": "holder"}));
    let joined = signed(&prepared, &wallet.sign_act(&prepared, chain));
    let reply = holder.post_json("/api/v1/daos/garden/acts", &joined);
    assert_eq!(reply.status, 200, "{}", reply.text());
    let basic = owner.open_vote("garden", "basic", "");
    let single = owner.open_vote("garden", "single_choice", "a\nb\nc");
    let approval = owner.open_vote("garden", "approval", "a\nb\nc");
    let ranked = owner.open_vote("garden", "schulze", "a\nb\nc");
    let cancelled = owner.open_vote("garden", "basic", "");
    let path = format!("/d/garden/proposals/{cancelled}/event");
    owner.does(&path, &[("event", "cancel"), ("reason", "asked twice")]);
    let late = Person::sign_up(port, "late");
    late.join("garden", "late");
    // A ballot under an idempotency key, and one signed by the wallet.
    let reply = keyed(&member, basic, "for");
    assert_eq!(reply.status, 200, "{}", reply.text());
    let ballot = json!({"kind": "ballot", "number": basic, "ballot": {"choice": "for"}});
    let prepared = prepare(&holder, &ballot);
    let logged = signed(&prepared, &wallet.sign_act(&prepared, chain));
    let reply = holder.post_json("/api/v1/daos/garden/acts", &logged);
    assert_eq!(reply.status, 200, "{}", reply.text());
    let in_work = {
        let fields = [("title", "Not ready"), ("system", "basic")];
        let to = owner.does("/d/garden/drafts", &fields);
        let id = to.rsplit('/').next().unwrap();
        id.split('?').next().unwrap().to_owned()
    };
    World {
        guest: Person::guest(port),
        outsider: Person::sign_up(port, "outsider"),
        in_review: owner.draft("garden", "basic", ""),
        in_work,
        owner,
        member,
        late,
        wallet,
        holder,
        basic,
        single,
        approval,
        ranked,
        cancelled,
        logged,
        instance,
    }
}

fn prepare(person: &Person, what: &Value) -> Value {
    let reply = person.post_json("/api/v1/daos/garden/prepare", what);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

/// A ballot on `number` under the idempotency key `one`.
fn keyed(person: &Person, number: i64, choice: &str) -> Reply {
    let headers = [
        ("Content-Type", "application/json"),
        ("Idempotency-Key", "one"),
    ];
    let body = json!({"ballot": {"choice": choice}}).to_string();
    let path = format!("/api/v1/daos/garden/proposals/{number}/ballots");
    person.send("POST", &path, &headers, body.as_bytes())
}

impl World {
    fn chain(&self) -> u64 {
        self.instance.trust("garden")["chain_id"].as_u64().unwrap()
    }

    /// A fresh change of the wallet's ballot, prepared.
    fn prepared(&self) -> Value {
        let what = json!({"kind": "ballot", "number": self.basic, "ballot": {"choice": "against"}});
        prepare(&self.holder, &what)
    }

    /// Sends acts as the wallet's account.
    fn submit(&self, act: &Value, lang: &'static str) -> Reply {
        let holder = self.holder.reading(lang);
        holder.post_json("/api/v1/daos/garden/acts", act)
    }

    /// Signs in with a message made for `domain` and whatever signs it.
    fn siwe(&self, domain: Option<&str>, signer: &Wallet, lang: &'static str) -> Reply {
        let guest = self.guest.reading(lang);
        let asked = guest.get("/api/v1/session/nonce").json();
        let domain = domain.unwrap_or(asked["domain"].as_str().unwrap());
        let message = self.wallet.message(&asked, domain);
        let signature = signer.sign_text(&message);
        let body = json!({"message": message, "signature": signature});
        guest.post_json("/api/v1/session/wallet", &body)
    }

    fn sign_up(&self, email: &str, password: &str, name: &str) -> Reply {
        let fields = [("email", email), ("password", password), ("name", name)];
        self.guest.post("/signup", &fields)
    }

    fn found(&self, slug: &str, name: &str, about: &str) -> Reply {
        let fields = [
            ("slug", slug),
            ("name", name),
            ("lang", "en"),
            ("about", about),
            ("handle", "x"),
        ];
        self.owner.post("/daos", &fields)
    }

    fn points(&self, by: &Person, handle: &str, amount: &str, texts: (&str, &str)) -> Reply {
        let fields = [
            ("handle", handle),
            ("amount", amount),
            ("category", texts.0),
            ("reason", texts.1),
        ];
        by.post("/d/garden/points", &fields)
    }

    /// A member's draft that would be fine but for `fields`.
    fn draft(&self, fields: &[(&str, String)], lang: &'static str) -> Reply {
        let mut sent = vec![
            ("title", "A question of hours"),
            ("body", TYPED),
            ("system", "basic"),
            ("days", "7"),
            ("zone", "Asia/Shanghai"),
        ];
        sent.retain(|(name, _)| fields.iter().all(|(other, _)| other != name));
        sent.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
        let member = self.member.reading(lang);
        member.post("/d/garden/drafts", &sent)
    }

    fn event(&self, by: &Person, event: &str, reason: &str) -> Reply {
        let path = format!("/d/garden/proposals/{}/event", self.basic);
        by.post(&path, &[("event", event), ("reason", reason)])
    }

    fn vote(&self, number: i64, fields: &[(&str, &str)]) -> Reply {
        let path = format!("/d/garden/proposals/{number}/vote");
        self.member.post(&path, fields)
    }
}

/// Over the JSON API and the log's addresses: a problem document in the reader's language.
const API: &[Case] = &[
    ("not signed in", "unauthenticated", |w, lang| {
        let ballot = json!({"choice": "for"});
        w.guest.reading(lang).cast("garden", w.basic, &ballot)
    }),
    ("not a member", "not_member", |w, lang| {
        let ballot = json!({"choice": "for"});
        w.outsider.reading(lang).cast("garden", w.basic, &ballot)
    }),
    ("joined after the snapshot", "no_power", |w, lang| {
        let ballot = json!({"choice": "for"});
        w.late.reading(lang).cast("garden", w.basic, &ballot)
    }),
    ("after the close", "voting_closed", |w, lang| {
        let ballot = json!({"ranking": [1]});
        w.member.reading(lang).cast("old", 1, &ballot)
    }),
    ("cancelled proposal", "wrong_state", |w, lang| {
        let ballot = json!({"choice": "for"});
        w.member.reading(lang).cast("garden", w.cancelled, &ballot)
    }),
    (
        "a word of another system",
        "choice_out_of_range",
        |w, lang| {
            let ballot = json!({"choice": "maybe"});
            w.member.reading(lang).cast("garden", w.basic, &ballot)
        },
    ),
    ("a number for a word", "ballot_malformed", |w, lang| {
        let ballot = json!({"choice": 1});
        w.member.reading(lang).cast("garden", w.basic, &ballot)
    }),
    ("an empty object", "ballot_malformed", |w, lang| {
        w.member.reading(lang).cast("garden", w.basic, &json!({}))
    }),
    ("a list for an object", "ballot_malformed", |w, lang| {
        let ballot = json!([1, 2]);
        w.member.reading(lang).cast("garden", w.ranked, &ballot)
    }),
    ("an extra member", "ballot_malformed", |w, lang| {
        let ballot = json!({"choice": "for", "weight": 9});
        w.member.reading(lang).cast("garden", w.basic, &ballot)
    }),
    (
        "an option that is not there",
        "choice_out_of_range",
        |w, lang| {
            let ballot = json!({"choice": 9});
            w.member.reading(lang).cast("garden", w.single, &ballot)
        },
    ),
    ("option zero", "choice_out_of_range", |w, lang| {
        let ballot = json!({"approve": [0]});
        w.member.reading(lang).cast("garden", w.approval, &ballot)
    }),
    ("approvals out of order", "not_ascending", |w, lang| {
        let ballot = json!({"approve": [2, 1]});
        w.member.reading(lang).cast("garden", w.approval, &ballot)
    }),
    ("an option ranked twice", "choice_repeated", |w, lang| {
        let ballot = json!({"ranking": [1, 2, 1]});
        w.member.reading(lang).cast("garden", w.ranked, &ballot)
    }),
    ("no ballot in the request", "bad_request", |w, lang| {
        let path = format!("/api/v1/daos/garden/proposals/{}/ballots", w.basic);
        w.member
            .reading(lang)
            .post_json(&path, &json!({"vote": "for"}))
    }),
    ("broken JSON", "bad_json", |w, lang| {
        let path = format!("/api/v1/daos/garden/proposals/{}/ballots", w.basic);
        let kind = [("Content-Type", "application/json")];
        w.member
            .reading(lang)
            .send("POST", &path, &kind, b"{\"ballot\":")
    }),
    ("half a form", "bad_request", |w, lang| {
        w.owner.reading(lang).post("/daos", &[("slug", "new")])
    }),
    ("JSON under another type", "bad_request", |w, lang| {
        let path = format!("/api/v1/daos/garden/proposals/{}/ballots", w.basic);
        let kind = [("Content-Type", "text/plain")];
        let body = b"{\"ballot\":{\"choice\":\"for\"}}";
        w.member.reading(lang).send("POST", &path, &kind, body)
    }),
    ("a huge body", "body_too_large", |w, lang| {
        let path = format!("/api/v1/daos/garden/proposals/{}/ballots", w.basic);
        let kind = [("Content-Type", "application/json")];
        let body = format!("{{\"ballot\":\"{}\"}}", "x".repeat(600_000));
        w.member
            .reading(lang)
            .send("POST", &path, &kind, body.as_bytes())
    }),
    ("a proposal number in letters", "not_found", |w, lang| {
        w.member
            .reading(lang)
            .get("/api/v1/daos/garden/proposals/abc")
    }),
    ("a proposal number past i64", "not_found", |w, lang| {
        w.member
            .reading(lang)
            .get("/api/v1/daos/garden/proposals/99999999999999999999")
    }),
    ("a keyset in letters", "bad_request", |w, lang| {
        w.member
            .reading(lang)
            .get("/api/v1/daos/garden/proposals?before=x")
    }),
    ("a proposal that is not there", "not_found", |w, lang| {
        w.member
            .reading(lang)
            .cast("garden", 999, &json!({"choice": "for"}))
    }),
    ("a DAO that is not there", "not_found", |w, lang| {
        w.member.reading(lang).get("/api/v1/daos/nowhere")
    }),
    ("an address that is not there", "not_found", |w, lang| {
        w.member.reading(lang).get("/api/v1/nothing")
    }),
    (
        "a key used for another request",
        "idempotency_conflict",
        |w, lang| keyed(&w.member.reading(lang), w.basic, "against"),
    ),
    ("nothing to take back", "nothing_to_revoke", |w, lang| {
        w.late.reading(lang).cast("garden", w.basic, &Value::Null)
    }),
    ("sent by another site", "cross_site", |w, lang| {
        let path = format!("/api/v1/daos/garden/proposals/{}/ballots", w.basic);
        let headers = [
            ("Content-Type", "application/json"),
            ("Sec-Fetch-Site", "cross-site"),
        ];
        let body = b"{\"ballot\":{\"choice\":\"against\"}}";
        w.member.reading(lang).send("POST", &path, &headers, body)
    }),
    ("sent by another origin", "cross_site", |w, lang| {
        let path = format!("/d/garden/proposals/{}/vote", w.basic);
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", "https://evil.example"),
        ];
        w.member
            .reading(lang)
            .send("POST", &path, &headers, b"choice=against")
    }),
    (
        "sign-in for another domain",
        "challenge_invalid",
        |w, lang| w.siwe(Some("evil.example"), &w.wallet, lang),
    ),
    (
        "sign-in signed by another wallet",
        "wrong_signer",
        |w, lang| w.siwe(None, &Wallet::new(8), lang),
    ),
    (
        "sign-in nonce used twice",
        "challenge_invalid",
        |w, lang| {
            let guest = w.guest.reading(lang);
            let asked = guest.get("/api/v1/session/nonce").json();
            let message = w.wallet.message(&asked, asked["domain"].as_str().unwrap());
            let signature = w.wallet.sign_text(&message);
            let body = json!({"message": message, "signature": signature});
            let first = guest.post_json("/api/v1/session/wallet", &body);
            assert_eq!(first.status, 200, "{}", first.text());
            guest.post_json("/api/v1/session/wallet", &body)
        },
    ),
    ("sign-in with half a signature", "sig_length", |w, lang| {
        let guest = w.guest.reading(lang);
        let asked = guest.get("/api/v1/session/nonce").json();
        let message = w.wallet.message(&asked, asked["domain"].as_str().unwrap());
        let body = json!({"message": message, "signature": "0x1234"});
        guest.post_json("/api/v1/session/wallet", &body)
    }),
    (
        "sign-in with a message of one's own",
        "siwe_domain",
        |w, lang| {
            let body = json!({"message": "let me in", "signature": "0x00"});
            w.guest
                .reading(lang)
                .post_json("/api/v1/session/wallet", &body)
        },
    ),
    ("a replayed signature", "seq_gap", |w, lang| {
        w.submit(&w.logged, lang)
    }),
    (
        "a signature for another chain",
        "wrong_signer",
        |w, lang| {
            let prepared = w.prepared();
            let signature = w.wallet.sign_act(&prepared, w.chain() + 1);
            w.submit(&signed(&prepared, &signature), lang)
        },
    ),
    (
        "a signature by another wallet",
        "wrong_signer",
        |w, lang| {
            let prepared = w.prepared();
            let signature = Wallet::new(8).sign_act(&prepared, w.chain());
            w.submit(&signed(&prepared, &signature), lang)
        },
    ),
    (
        "content changed after signing",
        "field_mismatch",
        |w, lang| {
            let mut prepared = w.prepared();
            let signature = w.wallet.sign_act(&prepared, w.chain());
            let fields = prepared["payload"]["fields"].as_array_mut().unwrap();
            let ballot = fields.iter_mut().find(|field| field["name"] == "ballot");
            ballot.unwrap()["value"] = json!({"choice": "for"});
            w.submit(&signed(&prepared, &signature), lang)
        },
    ),
    ("another's act", "wrong_signer", |w, lang| {
        let prepared = w.prepared();
        let signature = w.wallet.sign_act(&prepared, w.chain());
        let act = signed(&prepared, &signature);
        w.member
            .reading(lang)
            .post_json("/api/v1/daos/garden/acts", &act)
    }),
    ("an act that is no act", "body_form", |w, lang| {
        let act = json!({"body": "00ff", "payload": {"fields": []}, "signature": "0x00"});
        w.submit(&act, lang)
    }),
    (
        "a wallet without its signature",
        "signature_needed",
        |w, lang| {
            let ballot = json!({"choice": "for"});
            w.holder.reading(lang).cast("garden", w.basic, &ballot)
        },
    ),
    ("an act of an unknown kind", "bad_request", |w, lang| {
        let what = json!({"kind": "erasure"});
        w.holder
            .reading(lang)
            .post_json("/api/v1/daos/garden/prepare", &what)
    }),
    ("a path out of the tiles", "not_found", |w, lang| {
        w.guest
            .reading(lang)
            .get("/log/garden/tile/../../../signer/signer.key")
    }),
    ("a hidden path out of the tiles", "not_found", |w, lang| {
        w.guest
            .reading(lang)
            .get("/log/garden/tile/%2e%2e%2f%2e%2e%2fsigner%2fsigner.key")
    }),
    ("a tile wider than the log", "not_found", |w, lang| {
        w.guest.reading(lang).get("/log/garden/tile/0/000.p/255")
    }),
    ("a receipt past the end", "not_found", |w, lang| {
        w.guest.reading(lang).get("/log/garden/receipt/999999")
    }),
    ("payloads without end", "bad_request", |w, lang| {
        w.guest
            .reading(lang)
            .get("/log/garden/payloads?from=0&to=99999999")
    }),
];

/// Over plain forms: back to the page with the code, whose sentence the page writes.
const FORMS: &[Case] = &[
    ("password too short", "password_short", |w, _| {
        w.sign_up("a@test.example", "short", "a")
    }),
    ("password too long", "password_long", |w, _| {
        w.sign_up("a@test.example", &"x".repeat(201), "a")
    }),
    ("no e-mail address", "email_invalid", |w, _| {
        w.sign_up("nobody", "long-enough-a-word", "a")
    }),
    ("e-mail address taken", "email_taken", |w, _| {
        w.sign_up("Member@test.example", "long-enough-a-word", "a")
    }),
    ("name too long", "handle_invalid", |w, _| {
        w.sign_up("a@test.example", "long-enough-a-word", &"名".repeat(41))
    }),
    ("name with a control character", "handle_invalid", |w, _| {
        w.sign_up("a@test.example", "long-enough-a-word", "a\u{7}b")
    }),
    ("wrong password", "credentials_wrong", |w, _| {
        let fields = [
            ("email", "member@test.example"),
            ("password", "not-the-word"),
        ];
        w.guest.post("/signin", &fields)
    }),
    ("unknown account", "credentials_wrong", |w, _| {
        let fields = [
            ("email", "ghost@test.example"),
            ("password", "not-the-word"),
        ];
        w.guest.post("/signin", &fields)
    }),
    ("short name in capitals", "slug_invalid", |w, _| {
        w.found("Garden", "x", "")
    }),
    ("short name with a path", "slug_invalid", |w, _| {
        w.found("../x", "x", "")
    }),
    ("short name taken", "slug_taken", |w, _| {
        w.found("garden", "x", "")
    }),
    ("DAO name too long", "name_invalid", |w, _| {
        w.found("new", &"x".repeat(81), "")
    }),
    ("description too long", "text_too_long", |w, _| {
        w.found("new", "x", &"x".repeat(501))
    }),
    ("joining twice", "already_member", |w, _| {
        w.member.post("/d/garden/join", &[("handle", "again")])
    }),
    ("a handle of another", "handle_taken", |w, _| {
        w.outsider.post("/d/garden/join", &[("handle", "member")])
    }),
    ("joining without an invitation", "join_closed", |w, _| {
        w.outsider.post("/d/closed/join", &[("handle", "x")])
    }),
    (
        "joining with a made-up invitation",
        "invite_invalid",
        |w, _| {
            let fields = [("handle", "x"), ("token", "0123456789abcdef")];
            w.outsider.post("/d/closed/join", &fields)
        },
    ),
    ("the last owner leaves", "last_owner", |w, _| {
        w.owner.post("/d/garden/leave", &[])
    }),
    ("inviting as a member", "forbidden", |w, _| {
        w.member.post("/d/garden/invites", &[])
    }),
    ("making oneself an owner", "forbidden", |w, _| {
        let actor = actor_of(w, "member");
        let fields = [("member", actor.as_str()), ("role", "owner")];
        w.member.post("/d/garden/members/role", &fields)
    }),
    ("a role that is not there", "bad_request", |w, _| {
        let actor = actor_of(w, "member");
        let fields = [("member", actor.as_str()), ("role", "king")];
        w.owner.post("/d/garden/members/role", &fields)
    }),
    ("granting as a member", "forbidden", |w, _| {
        w.points(&w.member, "founder", "5", ("code", "for nothing"))
    }),
    ("points to oneself", "self_review", |w, _| {
        w.points(&w.owner, "founder", "5", ("code", "for me"))
    }),
    ("points to nobody", "member_unknown", |w, _| {
        w.points(&w.owner, "ghost", "5", ("code", "for nobody"))
    }),
    ("seven decimals", "amount_invalid", |w, _| {
        w.points(&w.owner, "member", "1.2345678", ("code", "too fine"))
    }),
    ("words for a number", "amount_invalid", |w, _| {
        w.points(&w.owner, "member", "five", ("code", "in words"))
    }),
    ("zero points", "amount_zero", |w, _| {
        w.points(&w.owner, "member", "0", ("code", "nothing"))
    }),
    ("negative points", "amount_out_of_range", |w, _| {
        w.points(&w.owner, "member", "-5", ("code", "less"))
    }),
    ("no reason", "reason_missing", |w, _| {
        w.points(&w.owner, "member", "5", ("code", " "))
    }),
    ("no category", "category_missing", |w, _| {
        w.points(&w.owner, "member", "5", ("", "work"))
    }),
    ("reason too long", "text_too_long", |w, _| {
        w.points(&w.owner, "member", "5", ("code", &"x".repeat(501)))
    }),
    (
        "deducting more than there is",
        "insufficient_balance",
        |w, _| {
            let fields = [
                ("handle", "member"),
                ("amount", "5"),
                ("category", "code"),
                ("reason", "undo"),
                ("deduct", "on"),
            ];
            w.owner.post("/d/garden/points", &fields)
        },
    ),
    ("a draft as an outsider", "forbidden", |w, _| {
        let fields = [("title", "t"), ("system", "basic")];
        w.outsider.post("/d/garden/drafts", &fields)
    }),
    ("throwing away another's draft", "not_found", |w, _| {
        w.member
            .post(&format!("/d/garden/drafts/{}/discard", w.in_review), &[])
    }),
    ("publishing as a member", "forbidden", |w, _| {
        w.member
            .post(&format!("/d/garden/drafts/{}/publish", w.in_review), &[])
    }),
    ("publishing what is not handed in", "wrong_state", |w, _| {
        w.owner
            .post(&format!("/d/garden/drafts/{}/publish", w.in_work), &[])
    }),
    ("a draft's id in other letters", "not_found", |w, _| {
        w.owner.post("/d/garden/drafts/zz/submit", &[])
    }),
    ("an empty vote", "empty_ballot", |w, _| w.vote(w.basic, &[])),
    (
        "a vote in words for a number",
        "ballot_malformed",
        |w, _| w.vote(w.single, &[("choice", "first")]),
    ),
    (
        "a rank for an option that is not there",
        "choice_out_of_range",
        |w, _| w.vote(w.ranked, &[("rank_9", "1")]),
    ),
    ("nothing ranked", "empty_ballot", |w, _| {
        w.vote(w.ranked, &[("rank_1", "")])
    }),
    ("cancelling as a member", "role_not_allowed", |w, _| {
        w.event(&w.member, "cancel", "I am losing")
    }),
    ("cancelling without a reason", "reason_missing", |w, _| {
        w.event(&w.owner, "cancel", " ")
    }),
    ("taking an open vote back", "wrong_state", |w, _| {
        w.event(&w.owner, "unpublish", "a typing error")
    }),
    ("an account without a name", "handle_invalid", |w, _| {
        w.member.post("/settings", &[("name", " ")])
    }),
];

/// Drafts: the answer is the form again, with the sentence and with what was typed.
const DRAFTS: &[DraftCase] = &[
    ("a blank title", "title_invalid", |_| {
        set(&[("title", "  ")])
    }),
    ("a title too long", "title_invalid", |_| {
        vec![("title", "题".repeat(201))]
    }),
    ("a text too long", "text_too_long", |_| {
        vec![("body", format!("{TYPED}{}", "x".repeat(100_001)))]
    }),
    ("one option", "choices_out_of_range", |_| {
        set(&[("system", "single_choice"), ("options", "only")])
    }),
    ("the same option twice", "duplicate_choice", |_| {
        set(&[("system", "single_choice"), ("options", "a\na")])
    }),
    ("a system that is not there", "unknown_system", |_| {
        set(&[("system", "dice"), ("options", "a\nb")])
    }),
    ("half of nobody", "quorum_size_invalid", |_| {
        set(&[("quorum_percent", "half")])
    }),
    ("no time to vote", "period_empty", |_| set(&[("days", "0")])),
    ("days in words", "period_empty", |_| {
        set(&[("days", "seven")])
    }),
    ("more than a year", "period_too_long", |_| {
        set(&[("days", "366")])
    }),
    ("days past i64", "period_empty", |_| {
        set(&[("days", "99999999999999999999")])
    }),
    ("days past any calendar", "period_too_long", |_| {
        set(&[("days", "9223372036854775807")])
    }),
    ("more than a year by dates", "period_too_long", |_| {
        set(&[("starts", "2090-01-01T09:00"), ("ends", "2091-01-01T09:01")])
    }),
    ("a zone that is not there", "zone_unknown", |_| {
        set(&[("zone", "Mars/Olympus_Mons")])
    }),
    ("a zone that is a path", "zone_unknown", |_| {
        set(&[("zone", "../../etc/passwd")])
    }),
    ("an end before its start", "end_before_start", |_| {
        set(&[("starts", "2090-01-02T09:00"), ("ends", "2090-01-01T09:00")])
    }),
    ("an end at its start", "end_before_start", |_| {
        set(&[("starts", "2090-01-02T09:00"), ("ends", "2090-01-02T09:00")])
    }),
    ("an end in the past", "end_before_start", |_| {
        set(&[("ends", "2020-01-02T09:00")])
    }),
    ("a start in the past", "start_past", |_| {
        set(&[("starts", "2020-01-02T09:00")])
    }),
    ("a time that clocks leave out", "time_gap", |_| {
        set(&[("starts", "2090-03-26T02:30"), ("zone", "Europe/Berlin")])
    }),
    ("an end that clocks leave out", "time_gap", |_| {
        set(&[("ends", "2090-03-26T02:30"), ("zone", "Europe/Berlin")])
    }),
    ("a time in words", "time_invalid", |_| {
        set(&[("starts", "tomorrow at noon")])
    }),
    ("a day that is not there", "time_invalid", |_| {
        set(&[("ends", "2090-02-29T09:00")])
    }),
    ("a last change in words", "bad_request", |w| {
        let id = w.in_work.clone();
        vec![("id", id), ("updated_ms", "yesterday".to_owned())]
    }),
    ("changing another's draft", "not_found", |w| {
        vec![("id", w.in_work.clone())]
    }),
    ("a draft's id in letters", "not_found", |_| {
        set(&[("id", "zz")])
    }),
];

fn set(fields: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let owned = |(name, value): &(&'static str, &str)| (*name, (*value).to_owned());
    fields.iter().map(owned).collect()
}

/// `kind:hex` of a present member.
fn actor_of(world: &World, handle: &str) -> String {
    let members = world.instance.get("/api/v1/daos/garden/members").json();
    let list = members["items"].as_array().unwrap();
    let member = list.iter().find(|member| member["handle"] == handle);
    member.unwrap()["actor"].as_str().unwrap().to_owned()
}

/// Whether a code has a sentence of its own: not the general one with the code behind it.
fn has_sentence(code: &str, lang: Lang) -> bool {
    !sentence(code, lang).contains(code)
}

#[test]
fn bad_input_is_told_and_changes_nothing() {
    let world = world();
    let before = world.instance.sizes();
    let mut faults = Vec::new();
    for (tag, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        for (name, code, request) in API {
            let reply = request(&world, tag);
            let json = reply.json();
            let problem = reply
                .header("content-type")
                .starts_with("application/problem+json");
            let told = json["code"] == *code
                && json["detail"] == sentence(code, lang).as_str()
                && json["status"] == reply.status;
            if reply.status < 400 || !problem || !told {
                let text: String = reply.text().chars().take(160).collect();
                faults.push(format!(
                    "{name} ({tag}): wanted {code}: {} {text}",
                    reply.status
                ));
            }
            if !has_sentence(code, lang) {
                faults.push(format!("{name}: {code} has no sentence in {tag}"));
            }
            if world.instance.sizes() != before {
                panic!("{name} ({tag}) changed a log: {:?}", world.instance.sizes());
            }
        }
        for (name, code, request) in FORMS {
            let reply = request(&world, tag);
            let to = reply.header("location");
            let told = to.ends_with(&format!("error={code}"));
            if reply.status != 303 || !told {
                let text: String = reply.text().chars().take(160).collect();
                faults.push(format!(
                    "{name}: wanted {code}: {} {to} {text}",
                    reply.status
                ));
            }
            if !has_sentence(code, lang) {
                faults.push(format!("{name}: {code} has no sentence in {tag}"));
            }
            if world.instance.sizes() != before {
                panic!("{name} changed a log: {:?}", world.instance.sizes());
            }
        }
        for (name, code, fields) in DRAFTS {
            let reply = world.draft(&fields(&world), tag);
            let text = reply.text();
            let told = text.contains(&sentence(code, lang)) && text.contains(TYPED);
            if reply.status < 400 || !told {
                let to = reply.header("location");
                let text: String = text.chars().take(160).collect();
                faults.push(format!(
                    "{name} ({tag}): wanted {code}: {} {to} {text}",
                    reply.status
                ));
            }
            if !has_sentence(code, lang) {
                faults.push(format!("{name}: {code} has no sentence in {tag}"));
            }
            if world.instance.sizes() != before {
                panic!("{name} ({tag}) changed a log: {:?}", world.instance.sizes());
            }
        }
        // None of them was saved.
        let list = world.member.get("/d/garden/proposals").text();
        if list.contains("/d/garden/drafts/") {
            faults.push(format!("a refused draft was saved ({tag})"));
        }
    }
    let cases = API.len() + FORMS.len() + DRAFTS.len();
    println!("{cases} named cases in two languages");
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );

    // The drafts are as they were: their owner can still go on with both.
    let (work, review) = (&world.in_work, &world.in_review);
    world
        .owner
        .does(&format!("/d/garden/drafts/{work}/submit"), &[]);
    world
        .owner
        .does(&format!("/d/garden/drafts/{review}/publish"), &[]);
    // Voting the same again is no fault: it is another act.
    let again = json!({"choice": "for"});
    assert_eq!(world.member.cast("garden", world.basic, &again).status, 200);
    // The same request under its key is answered the same and not done again.
    let size = world.instance.size("garden");
    let (first, second) = (
        keyed(&world.member, world.basic, "for"),
        keyed(&world.member, world.basic, "for"),
    );
    assert_eq!(first.json(), second.json());
    assert_eq!(world.instance.size("garden"), size);
}

#[test]
fn signing_in_leads_to_this_site_only() {
    let instance = Instance::started();
    Person::sign_up(instance.port, "someone");
    let guest = Person::guest(instance.port);
    for (next, to) in [
        ("/d/garden", "/d/garden"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
    ] {
        let fields = [
            ("email", "someone@test.example"),
            ("password", "long-enough-a-word"),
            ("next", next),
        ];
        let reply = guest.post("/signin", &fields);
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, to),
            "{next}"
        );
    }
}

#[test]
fn too_many_attempts_are_refused() {
    let instance = Instance::started();
    let guest = Person::guest(instance.port);
    let attempt = || {
        let fields = [("email", "ghost@test.example"), ("password", "guess")];
        guest.post("/signin", &fields).header("location").to_owned()
    };
    let codes: Vec<String> = (0..32).map(|_| attempt()).collect();
    assert!(codes[0].ends_with("error=credentials_wrong"));
    assert!(codes[31].ends_with("error=too_many_requests"), "{codes:?}");
}
