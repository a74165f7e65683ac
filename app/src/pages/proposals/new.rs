//! A new proposal; also the answer to a refused form, with what was typed.
use crate::components::frame::{Page, Tab};
use crate::components::note::Notice;
use crate::i18n::{Lang, use_lang};
use crate::pages::proposals::draft::DraftForm;
use crate::pages::{use_param, use_query};
use crate::server_fns;
use crate::texts::{self, proposals as words};
use crate::types::frame::Framed;
use crate::types::proposals::DraftView;
use leptos::prelude::*;

/// A new proposal.
#[component]
pub fn New() -> impl IntoView {
    let (dao, error) = (use_param("dao"), use_query("error"));
    let data = Resource::new_blocking(
        move || (dao.get(), error.get()),
        |(dao, error)| server_fns::proposals::new_draft(dao, error),
    );
    let title = |page: &Framed<DraftView>, lang: Lang| heading(&page.view, lang).to_owned();
    let render = |page: Framed<DraftView>| {
        page.dao
            .map(|dao| view! { <Content slug=dao.slug view=page.view /> })
    };
    view! { <Page data tab=Tab::Proposals title render /> }
}

/// The name of the page: a form that was refused may belong to a draft.
fn heading(view: &DraftView, lang: Lang) -> &'static str {
    if view.id.is_empty() {
        words::new_title(lang)
    } else {
        words::edit_title(lang)
    }
}

#[component]
fn Content(slug: String, view: DraftView) -> impl IntoView {
    let lang = use_lang();
    let link = format!("/d/{slug}/proposals");
    let heading = heading(&view, lang);
    let saved = (!view.id.is_empty()).then(|| {
        view! {
            <p class="m-0">
                <a href=format!("/d/{slug}/drafts/{}", view.id) target="_blank">
                    {words::saved_version(lang)}
                </a>
            </p>
        }
    });
    let body = if view.mine {
        view! { <DraftForm slug=slug.clone() view=view.clone() /> }.into_any()
    } else {
        view! {
            <div class="empty">
                <p>{words::new_guest(lang)}</p>
                <a class="btn" href=format!("/signin?next={link}/new")>{texts::frame::sign_in(lang)}</a>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="wrap">
            <nav class="crumbs" aria-label=texts::frame::breadcrumb(lang)>
                <a href=link>{words::title(lang)}</a>
                <span aria-hidden="true">"/"</span>
                <span aria-current="page">{heading}</span>
            </nav>
            <div class="grid gap-4 pb-8">
                <h1 class="title">{heading}</h1>
                <p class="lead mt-1!">{words::new_lead(lang)}</p>
                <Notice text=view.notice />
                {saved}
            </div>
            {body}
        </div>
    }
}
