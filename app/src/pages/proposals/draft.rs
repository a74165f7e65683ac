//! A draft: its form, its preview, and its way to publication.
use crate::components::act_form::{ActForm, WalletAct};
use crate::components::field::{Field, TextArea};
use crate::components::frame::{Page, Tab};
use crate::components::note::{Note, Notice, Tone};
use crate::components::proposal_row::system as system_name;
use crate::components::rule::Rule;
use crate::components::schedule::Planned;
use crate::components::time::{Time, TimeStyle};
use crate::components::zone_field::ZoneField;
use crate::i18n::{Lang, use_lang};
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{self, proposals as words};
use crate::types::frame::{DaoHead, Framed};
use crate::types::proposals::DraftView;
use leptos::prelude::*;

/// A draft.
#[component]
pub fn Draft() -> impl IntoView {
    let (dao, id) = (use_param("dao"), use_param("id"));
    let (error, done) = (use_query("error"), use_query("done"));
    let data = Resource::new_blocking(
        move || (dao.get(), id.get(), error.get(), done.get()),
        |(dao, id, error, done)| server_fns::proposals::draft(dao, id, error, done),
    );
    let title = |page: &Framed<DraftView>, _: Lang| page.view.title.clone();
    let render =
        |page: Framed<DraftView>| page.dao.map(|dao| view! { <Content dao view=page.view /> });
    view! { <Page data tab=Tab::Proposals title render /> }
}

#[component]
fn Content(dao: DaoHead, view: DraftView) -> impl IntoView {
    let lang = use_lang();
    let slug = dao.slug.clone();
    let state = if view.state == "review" {
        words::review_state(lang)
    } else {
        words::draft_state(lang)
    };
    let done = match view.done.as_str() {
        "saved" => Some(words::done_saved(lang)),
        "" => None,
        _ => Some(words::done_moved(lang)),
    };
    let done = done.map(|text| view! { <Note tone=Tone::Ok><p>{text}</p></Note> });
    let form = view.mine.then(|| {
        view! {
            <section class="sec">
                <div class="sec-head"><h2>{words::form_section(lang)}</h2></div>
                <DraftForm slug=slug.clone() view=view.clone() />
            </section>
        }
    });
    view! {
        <div class="wrap">
            <nav class="crumbs" aria-label=texts::frame::breadcrumb(lang)>
                <a href=format!("/d/{slug}/proposals")>{words::title(lang)}</a>
                <span aria-hidden="true">"/"</span>
                <span aria-current="page">{state}</span>
            </nav>
            {done}
            <Notice text=view.notice.clone() />
            <div class="grid gap-4 pb-8">
                <p class="meta items-center">
                    <span class="tag">{state}</span>
                    <span>{system_name(&view.system, lang)}</span>
                    <span>{view.author.clone()}</span>
                    <span>{words::changed(lang)}" "<Time ms=view.updated_ms style=TimeStyle::Minute /></span>
                </p>
                <h1 class="title">{view.title.clone()}</h1>
            </div>
            <div class="cols">
                <div class="stack">
                    <Preview view=view.clone() />
                    {form}
                </div>
                <aside class="rail"><Moves dao view=view.clone() /></aside>
            </div>
        </div>
    }
}

/// What everybody will see.
#[component]
fn Preview(view: DraftView) -> impl IntoView {
    let lang = use_lang();
    let options = view
        .labels
        .into_iter()
        .map(|label| view! { <li>{label}</li> })
        .collect_view();
    view! {
        <section class="sec">
            <div class="sec-head"><h2>{words::preview(lang)}</h2></div>
            <p class="m-0 text-ink-2">{words::preview_lead(lang)}</p>
            <Rule sentence=view.rule />
            <article class="prose" inner_html=view.body_html></article>
            <div class="well grid gap-2">
                <p class="m-0 sub">{words::field_options(lang)}</p>
                <ol class="m-0">{options}</ol>
            </div>
            <Planned plan=view.plan fault=view.plan_fault />
        </section>
    }
}

/// Handing in, returning, publishing, throwing away.
#[component]
fn Moves(dao: DaoHead, view: DraftView) -> impl IntoView {
    let lang = use_lang();
    let here = format!("/d/{}/drafts/{}", dao.slug, view.id);
    let post = |action: &'static str, label: &'static str, class: &'static str| {
        view! {
            <form method="post" action=format!("{here}/{action}")>
                <button class=class>{label}</button>
            </form>
        }
    };
    let submit = (view.mine && view.state == "draft")
        .then(|| post("submit", words::submit(lang), "btn btn--wide"));
    let give_back = view
        .may_publish
        .then(|| post("return", words::give_back(lang), "btn btn--line btn--wide"));
    let discard = view
        .mine
        .then(|| post("discard", words::discard(lang), "btn btn--quiet btn--wide"));
    let publish = view.may_publish.then(|| {
        let act = WalletAct {
            slug: dao.slug.clone(),
            kind: "publish",
            fields: &["draft", "updated_ms"],
            number: 0,
            back: format!("/d/{}/proposals", dao.slug),
            done: "published",
        };
        view! {
            <ActForm
                action=format!("{here}/publish")
                is_wallet=dao.is_wallet
                act
                label=words::publish(lang)
                wallet_label=words::publish_wallet(lang)
            >
                <input type="hidden" name="draft" value=view.id.clone() />
                <input type="hidden" name="updated_ms" value=view.updated_ms />
                <p class="cap">{words::publish_remark(lang)}</p>
            </ActForm>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="moves">
            <h2 class="sheet-title" id="moves">{words::next_step(lang)}</h2>
            {submit}
            {publish}
            {give_back}
            {discard}
        </section>
    }
}

/// The form of a proposal. In a new one nothing is chosen.
#[component]
pub fn DraftForm(
    /// The DAO.
    slug: String,
    /// What stands in it.
    view: DraftView,
) -> impl IntoView {
    let lang = use_lang();
    let systems = [
        ("basic", words::system_basic_hint(lang)),
        ("single_choice", words::system_single_hint(lang)),
        ("approval", words::system_approval_hint(lang)),
        ("schulze", words::system_schulze_hint(lang)),
        ("debian", words::system_debian_hint(lang)),
        ("irv", words::system_irv_hint(lang)),
        ("stv", words::system_stv_hint(lang)),
        ("borda", words::system_borda_hint(lang)),
        ("copeland", words::system_copeland_hint(lang)),
        ("score", words::system_score_hint(lang)),
        ("star", words::system_star_hint(lang)),
        ("weighted", words::system_weighted_hint(lang)),
        ("quadratic", words::system_quadratic_hint(lang)),
        (
            "quadratic_credits",
            words::system_quadratic_credits_hint(lang),
        ),
    ];
    let chosen = view.system.clone();
    let systems = systems
        .into_iter()
        .map(|(name, hint)| {
            view! {
                <label class="choice">
                    <input type="radio" name="system" value=name required checked=chosen == name />
                    <span><b>{system_name(name, lang)}</b><br /><span class="cap">{hint}</span></span>
                </label>
            }
        })
        .collect_view();
    // A draft that was changed after this form was made is not written over.
    let id = (!view.id.is_empty()).then(|| {
        view! {
            <input type="hidden" name="id" value=view.id.clone() />
            <input type="hidden" name="updated_ms" value=view.updated_ms />
        }
    });
    view! {
        <form class="grid gap-6 max-w-[42rem]" method="post" action=format!("/d/{slug}/drafts")>
            {id}
            <Field
                name="title"
                label=words::field_title(lang)
                value=view.title
                hint=words::field_title_hint(lang)
                maxlength=Some(200)
            />
            <TextArea
                name="body"
                label=words::field_body(lang)
                value=view.body
                hint=words::field_body_hint(lang)
                rows=14
                optional=true
            />
            <fieldset class="choices md:grid-cols-2">
                <legend class="sub mb-2">{words::field_system(lang)}</legend>
                {systems}
            </fieldset>
            <TextArea
                name="options"
                label=words::field_options(lang)
                value=view.options
                hint=words::field_options_hint(lang)
                rows=5
                optional=true
            />
            <Field
                name="limit"
                label=words::field_limit(lang)
                kind="number"
                value=view.limit
                hint=words::field_limit_hint(lang)
                optional=true
            />
            <Field
                name="quorum_percent"
                label=words::field_quorum(lang)
                kind="number"
                value=view.quorum_percent
                hint=words::field_quorum_hint(lang)
                optional=true
            />
            <Field
                name="starts"
                label=words::field_starts(lang)
                kind="datetime-local"
                value=view.starts
                hint=words::field_starts_hint(lang)
                optional=true
            />
            <Field
                name="ends"
                label=words::field_ends(lang)
                kind="datetime-local"
                value=view.ends
                hint=words::field_ends_hint(lang)
                optional=true
            />
            <Field
                name="days"
                label=words::field_days(lang)
                kind="number"
                value=view.days
                hint=words::field_days_hint(lang)
            />
            <ZoneField
                name="zone"
                label=words::field_zone(lang)
                hint=words::field_zone_hint(lang)
                value=view.zone
                is_proposed=view.zone_is_proposed
            />
            <div class="btns">
                <button class="btn" name="action" value="preview">{words::preview_save(lang)}</button>
                <button class="btn btn--line" name="action" value="save">{words::save(lang)}</button>
                <button class="btn btn--line" name="action" value="submit">{words::save_submit(lang)}</button>
            </div>
        </form>
    }
}
