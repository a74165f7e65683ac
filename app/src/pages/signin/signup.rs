//! Signing up.
use super::read::Enter;
use crate::components::field::Field;
use crate::components::frame::Page;
use crate::components::note::Notice;
use crate::i18n::use_lang;
use crate::pages::use_query;
use crate::server_fns;
use crate::texts::account as words;
use crate::types::account::EnterView;
use crate::types::frame::Framed;
use leptos::prelude::*;

/// `/signup`.
#[component]
pub fn SignUp() -> impl IntoView {
    let (next, error) = (use_query("next"), use_query("error"));
    let data = Resource::new_blocking(
        move || (next.get(), error.get()),
        |(next, error)| server_fns::account::enter(next, error),
    );
    view! {
        <Page
            data
            title=|_, lang| words::sign_up_title(lang).to_owned()
            render=content
        />
    }
}

fn content(page: Framed<EnterView>) -> impl IntoView {
    view! { <Enter title=words::sign_up_title>{form(page.view)}</Enter> }
}

fn form(view: EnterView) -> impl IntoView {
    let lang = use_lang();
    let other = format!("/signin?next={}", view.next);
    view! {
        <Notice text=view.notice />
        <form method="post" action="/signup" class="grid gap-4">
            <input type="hidden" name="next" value=view.next />
            <Field
                name="name"
                label=words::name(lang)
                hint=words::name_hint(lang)
                autocomplete="name"
                maxlength=Some(40)
            />
            <Field name="email" label=words::email(lang) kind="email" autocomplete="username" />
            <Field
                name="password"
                label=words::password(lang)
                kind="password"
                hint=words::password_hint(lang)
                autocomplete="new-password"
                maxlength=Some(200)
            />
            <div>
                <button class="btn">{words::sign_up(lang)}</button>
            </div>
        </form>
        <p class="text-sm border-t border-line pt-4">
            {words::have_account(lang)} " " <a href=other>{words::sign_in(lang)}</a>
        </p>
    }
}
