//! The members of a DAO.
use crate::components::avatar::Avatar;
use crate::components::copy::Copy;
use crate::components::empty::Empty;
use crate::components::frame::{Page, Tab};
use crate::components::note::{Note, Notice, Tone};
use crate::components::pager::Pager;
use crate::components::time::{Time, TimeStyle};
use crate::i18n::{Lang, use_lang};
use crate::pages::proposals::list::encode;
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{self, members as words};
use crate::types::frame::{Framed, Role};
use crate::types::members::{MemberLine, MembersQuery, MembersView};
use leptos::prelude::*;

/// The members of a DAO.
#[component]
pub fn List() -> impl IntoView {
    let dao = use_param("dao");
    let (q, after, invite) = (use_query("q"), use_query("after"), use_query("invite"));
    let (error, done) = (use_query("error"), use_query("done"));
    let query = move || MembersQuery {
        q: q.get(),
        after: after.get().parse().ok(),
        invite: invite.get(),
        error: error.get(),
        done: done.get(),
    };
    let data = Resource::new_blocking(
        move || (dao.get(), query()),
        |(dao, query)| server_fns::members::members(dao, query),
    );
    let title = |_: &Framed<MembersView>, lang: Lang| words::title(lang).to_owned();
    let render = |page: Framed<MembersView>| {
        page.dao
            .map(|dao| view! { <Content slug=dao.slug view=page.view /> })
    };
    view! { <Page data tab=Tab::Members title render /> }
}

/// A role as a word.
fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Owner => words::owner(lang),
        Role::Admin => words::admin(lang),
        Role::Member => words::member(lang),
        Role::Guest => words::guest(lang),
    }
}

#[component]
fn Content(slug: String, view: MembersView) -> impl IntoView {
    let lang = use_lang();
    let base = format!("/d/{slug}/members");
    let done = (view.query.done == "role")
        .then(|| view! { <Note tone=Tone::Ok><p>{words::done_role(lang)}</p></Note> });
    let search = if view.query.q.is_empty() {
        String::new()
    } else {
        format!("q={}", encode(&view.query.q))
    };
    let first = view.query.after.map(|_| {
        if search.is_empty() {
            base.clone()
        } else {
            format!("{base}?{search}")
        }
    });
    let next = view.next.map(|after| {
        if search.is_empty() {
            format!("{base}?after={after}")
        } else {
            format!("{base}?{search}&after={after}")
        }
    });
    let table = if view.rows.is_empty() {
        let text = if view.query.q.is_empty() {
            words::none_yet(lang)
        } else {
            words::none(lang)
        };
        view! { <Empty text=text /> }.into_any()
    } else {
        let rows = view
            .rows
            .iter()
            .cloned()
            .map(|row| line(&slug, row, lang))
            .collect_view();
        view! {
            <table class="table table--cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{words::name(lang)}</th>
                        <th scope="col" role="columnheader">{words::role(lang)}</th>
                        <th scope="col" role="columnheader">{words::joined(lang)}</th>
                        <th scope="col" role="columnheader">{words::signs(lang)}</th>
                        <th scope="col" role="columnheader">{words::points(lang)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let side = view.may_invite || view.may_assign || view.may_leave;
    let rail = side.then(
        || view! { <aside class="rail"><Side slug=slug.clone() view=view.clone() /></aside> },
    );
    view! {
        <div class="wrap">
            <div class="pt-8 pb-6 md:pt-10 grid gap-4">
                <h1 class="title">{words::title(lang)}</h1>
                <p class="lead mt-1!">{words::count(lang, texts::number(view.total))}</p>
                <Notice text=view.notice.clone() />
                {done}
            </div>
            <div class=if side { "cols" } else { "stack" }>
                <div class="stack">
                    <form class="filters" method="get" action=base role="search">
                        <div class="field grow">
                            <label for="q">{words::search(lang)}</label>
                            <input
                                class="input"
                                id="q"
                                name="q"
                                type="search"
                                value=view.query.q.clone()
                                placeholder=words::search_hint(lang)
                            />
                        </div>
                        <button class="btn">{words::find(lang)}</button>
                    </form>
                    {table}
                    <Pager first next />
                </div>
                {rail}
            </div>
        </div>
    }
}

fn line(slug: &str, row: MemberLine, lang: Lang) -> impl IntoView + use<> {
    let signs = if row.is_wallet {
        words::by_wallet(lang)
    } else {
        words::by_server(lang)
    };
    let you = row.own.then(|| words::you(lang));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span class="inline-flex items-center gap-2">
                    <Avatar name=row.handle.clone() small=true />
                    <span>{row.handle.clone()}{you}</span>
                </span>
            </th>
            <td role="cell" data-label=words::role(lang)>{role(row.role, lang)}</td>
            <td role="cell" data-label=words::joined(lang)>
                <span>
                    <Time ms=row.joined_ms style=TimeStyle::Day />
                    <br />
                    <a class="cap" href=format!("/d/{slug}/proofs/{}", row.joined_index)>
                        {words::joined_leaf(lang, texts::number(row.joined_index))}
                    </a>
                </span>
            </td>
            <td role="cell" data-label=words::signs(lang)>{signs}</td>
            <td role="cell" data-label=words::points(lang)>
                <a href=format!("/d/{slug}/points?who={}", encode(&row.handle))>{words::points(lang)}</a>
            </td>
        </tr>
    }
}

/// Inviting, roles, leaving: each for those who may.
#[component]
fn Side(slug: String, view: MembersView) -> impl IntoView {
    let lang = use_lang();
    let invite = view.may_invite.then(|| {
        let made = (!view.invite_link.is_empty()).then(|| {
            view! {
                <Note tone=Tone::Ok>
                    <strong>{words::invite_made(lang)}</strong>
                    <p class="break-all"><Copy text=view.invite_link.clone() /></p>
                    <p class="cap">{words::invite_once(lang)}</p>
                </Note>
            }
        });
        view! {
            <form class="sheet" method="post" action=format!("/d/{slug}/invites")>
                <h2 class="sheet-title">{words::invite(lang)}</h2>
                {made}
                <p class="cap">{words::invite_lead(lang)}</p>
                <button class="btn btn--wide">{words::invite_make(lang)}</button>
            </form>
        }
    });
    let assign = view.may_assign.then(|| {
        let options = view.rows.iter().map(|row| {
            let text = format!("{} · {}", row.handle, role(row.role, lang));
            view! { <option value=row.actor.clone()>{text}</option> }
        });
        let options = options.collect_view();
        let roles = [
            ("member", words::member(lang)),
            ("admin", words::admin(lang)),
            ("owner", words::owner(lang)),
        ];
        let roles = roles.into_iter().map(|(value, word)| {
            view! {
                <label class="choice">
                    <input type="radio" name="role" value=value required />
                    <b>{word}</b>
                </label>
            }
        });
        let roles = roles.collect_view();
        view! {
            <form class="sheet" method="post" action=format!("/d/{slug}/members/role")>
                <h2 class="sheet-title">{words::change_role(lang)}</h2>
                <p class="cap">{words::change_role_lead(lang)}</p>
                <div class="field">
                    <label for="member">{words::which(lang)}</label>
                    <select class="input" id="member" name="member" required>
                        <option value="">{words::which_none(lang)}</option>
                        {options}
                    </select>
                </div>
                <fieldset class="choices">
                    <legend class="sub mb-2">{words::new_role(lang)}</legend>
                    {roles}
                </fieldset>
                <button class="btn btn--seal btn--wide">{words::change_submit(lang)}</button>
            </form>
        }
    });
    let leave = view.may_leave.then(|| {
        view! {
            <details class="disclose">
                <summary>{words::leave(lang)}</summary>
                <form class="in" method="post" action=format!("/d/{slug}/leave")>
                    <p class="cap">{words::leave_lead(lang)}</p>
                    <button class="btn btn--line">{words::leave_submit(lang)}</button>
                </form>
            </details>
        }
    });
    view! {
        {invite}
        {assign}
        {leave}
    }
}
