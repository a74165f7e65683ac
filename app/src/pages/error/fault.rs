//! A problem in words: what happened, what did not, what to do.
use crate::components::frame::{Frame, use_here};
use crate::i18n::use_lang;
use crate::texts::errors as words;
use crate::types::frame::Site;
use crate::types::problem::Problem;
use leptos::prelude::*;
use leptos_meta::Title;

/// The outline of a stone that is not there.
const HOLLOW: &str = "<use href=\"#p1\" width=\"24\" height=\"24\" class=\"f-none s-edge\" stroke-width=\".5\" stroke-dasharray=\"1.2 .8\"/>";

/// The page of a problem.
#[component]
pub fn Fault(
    /// What happened.
    problem: Problem,
) -> impl IntoView {
    let lang = use_lang();
    let here = use_here();
    let (title, text) = match (problem.code.as_str(), problem.status) {
        ("connection", _) => (words::connection_title(lang), words::connection_text(lang)),
        ("unauthenticated", _) => (words::sign_in_title(lang), words::sign_in_text(lang)),
        (_, 403) => (words::forbidden_title(lang), words::forbidden_text(lang)),
        (_, 404) => (words::not_found_title(lang), words::not_found_text(lang)),
        _ => (words::internal_title(lang), words::internal_text(lang)),
    };
    // Refusals that are neither of these have their own sentence.
    let text = match problem.status {
        400..=499 if !matches!(problem.status, 401 | 403 | 404) && !problem.message.is_empty() => {
            problem.message
        }
        _ => text.to_owned(),
    };
    let sign_in = problem.status == 401;
    let status = (problem.status > 0).then_some(problem.status);
    view! {
        <Title text=format!("{title} · Psephos") />
        <Frame site=Site::default() dao=None>
            <div class="wrap">
                <div class="grid gap-8 py-16 md:py-28 md:grid-cols-[auto_minmax(0,1fr)] md:gap-16 items-center">
                    <svg
                        class="w-40 h-40 md:w-56 md:h-56"
                        viewBox="0 0 24 24"
                        aria-hidden="true"
                        inner_html=HOLLOW
                    ></svg>
                    <div class="grid gap-4">
                        <p class="m-0 muted num">{status}</p>
                        <h1 class="title">{title}</h1>
                        <p class="lead mt-0!">{text}</p>
                        <div class="btns">
                            {sign_in
                                .then(|| {
                                    view! {
                                        <a class="btn" href=move || format!("/signin?next={}", here.get())>
                                            {words::sign_in(lang)}
                                        </a>
                                    }
                                })}
                            <a class="btn btn--line" href="/">
                                {words::to_home(lang)}
                            </a>
                        </div>
                    </div>
                </div>
            </div>
        </Frame>
    }
}
