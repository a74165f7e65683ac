//! Signing in: each way says how many rungs of proof it gives.
use crate::components::field::Field;
use crate::components::frame::Page;
use crate::components::note::{Note, Notice};
use crate::components::wallet_button::WalletSignIn;
use crate::i18n::use_lang;
use crate::pages::use_query;
use crate::server_fns;
use crate::texts::{account as words, daos};
use crate::types::account::EnterView;
use crate::types::frame::Framed;
use leptos::prelude::*;

/// The account of the demo; its words stand on the page on purpose.
const DEMO: (&str, &str) = ("visitor@demo.example", "count-every-stone");

/// `/signin`.
#[component]
pub fn SignIn() -> impl IntoView {
    let (next, error) = (use_query("next"), use_query("error"));
    let data = Resource::new_blocking(
        move || (next.get(), error.get()),
        |(next, error)| server_fns::account::enter(next, error),
    );
    view! {
        <Page
            data
            title=|_, lang| words::sign_in_title(lang).to_owned()
            render=content
        />
    }
}

fn content(page: Framed<EnterView>) -> impl IntoView {
    view! { <Enter title=words::sign_in_title>{form(page)}</Enter> }
}

fn form(page: Framed<EnterView>) -> impl IntoView {
    let lang = use_lang();
    let EnterView { next, notice } = page.view;
    let other = format!("/signup?next={next}");
    let demo = page.site.demo.then(|| {
        let next = next.clone();
        view! {
            <Note>
                <strong>{words::demo_title(lang)}</strong>
                <p class="text-sm">{words::demo_text(lang)}</p>
                <dl class="kv kv--start">
                    <dt>{words::email(lang)}</dt>
                    <dd><code>{DEMO.0}</code></dd>
                    <dt>{words::password(lang)}</dt>
                    <dd><code>{DEMO.1}</code></dd>
                </dl>
                <form method="post" action="/signin" class="mt-2">
                    <input type="hidden" name="email" value=DEMO.0 />
                    <input type="hidden" name="password" value=DEMO.1 />
                    <input type="hidden" name="next" value=next />
                    <button class="btn btn--wide">{words::demo_use(lang)}</button>
                </form>
            </Note>
        }
    });
    view! {
        <Notice text=notice />
        {demo}
        <WalletSignIn next=next.clone() />
        <p class="cap flex flex-wrap items-center gap-x-3 gap-y-1">
            <Rungs have=5 />
            {words::wallet_rungs(lang)}
        </p>
        <div class="flex items-center gap-4 text-sm muted">
            <span class="border-t border-line grow"></span>
            {words::or_email(lang)}
            <span class="border-t border-line grow"></span>
        </div>
        <form method="post" action="/signin" class="grid gap-4">
            <input type="hidden" name="next" value=next />
            <Field name="email" label=words::email(lang) kind="email" autocomplete="username" />
            <Field
                name="password"
                label=words::password(lang)
                kind="password"
                autocomplete="current-password"
            />
            <div>
                <button class="btn btn--line">{words::sign_in(lang)}</button>
            </div>
        </form>
        <p class="cap flex flex-wrap items-center gap-x-3 gap-y-1">
            <Rungs have=4 />
            {words::email_rungs(lang)}
        </p>
        <p class="text-sm border-t border-line pt-4">
            {words::no_account(lang)} " " <a href=other>{words::sign_up(lang)}</a> " · "
            <a href="/">{words::just_look(lang)}</a>
        </p>
    }
}

/// The stones beside a form.
#[component]
pub fn Enter(
    /// Heading of the form.
    title: fn(crate::i18n::Lang) -> &'static str,
    /// The form.
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <div class="wrap">
            <div class="grid gap-12 pt-10 lg:pt-20 lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-24 items-start">
                <div class="grid gap-6 max-lg:order-2 self-center">
                    <svg
                        class="w-full max-w-md h-auto"
                        viewBox="0 0 420 150"
                        aria-hidden="true"
                        inner_html=STONES
                    ></svg>
                    <p class="title font-serif font-bold">{daos::promise(lang)}</p>
                    <p class="lead mt-0!">{daos::promise_text(lang)}</p>
                </div>
                <div class="sheet">
                    <h1 class="sheet-title">{title(lang)}</h1>
                    {children()}
                </div>
            </div>
        </div>
    }
}

/// Stones on a tray.
pub const STONES: &str = concat!(
    "<path d=\"M20 128Q210 166 400 128\" class=\"f-none s-edge\" stroke-width=\"2\"/>",
    "<use href=\"#p0\" x=\"60\" y=\"72\" width=\"62\" height=\"62\" class=\"peb-for\"/>",
    "<use href=\"#q1\" x=\"132\" y=\"88\" width=\"54\" height=\"54\" class=\"peb-against\"/>",
    "<use href=\"#p2\" x=\"196\" y=\"80\" width=\"64\" height=\"64\" class=\"peb-for\"/>",
    "<use href=\"#p3\" x=\"268\" y=\"92\" width=\"48\" height=\"48\" class=\"peb-abstain\"/>",
    "<use href=\"#p4\" x=\"322\" y=\"78\" width=\"54\" height=\"54\" class=\"peb-for\"/>",
    "<use href=\"#p5\" x=\"108\" y=\"28\" width=\"56\" height=\"56\" class=\"peb-for\"/>",
    "<use href=\"#q4\" x=\"240\" y=\"34\" width=\"52\" height=\"52\" class=\"peb-against\"/>",
);

/// How many rungs of proof a way in gives, of the five that this instance has.
#[component]
fn Rungs(have: usize) -> impl IntoView {
    const ALL: usize = 5;
    let lang = use_lang();
    let mut inner = String::new();
    for rung in 0..ALL {
        let (fill, stroke) = if rung < have {
            ("f-ink", "s-ink")
        } else {
            ("f-none", "s-edge")
        };
        inner.push_str(&format!(
            "<rect x=\"{}\" y=\".75\" width=\"8.5\" height=\"12.5\" rx=\"1.5\" class=\"{fill} {stroke}\" stroke-width=\"1.5\"/>",
            1 + rung * 13
        ));
    }
    view! {
        <svg
            class="w-16 h-3.5"
            viewBox="0 0 65 14"
            role="img"
            aria-label=words::rungs(lang, have, ALL)
            inner_html=inner
        ></svg>
    }
}
