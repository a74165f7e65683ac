//! Founding a DAO.
use crate::components::field::{Field, TextArea};
use crate::components::frame::Page;
use crate::components::note::{Note, Notice, Tone};
use crate::i18n::use_lang;
use crate::pages::use_query;
use crate::server_fns;
use crate::texts::daos as words;
use crate::types::daos::NewView;
use crate::types::frame::Framed;
use leptos::prelude::*;

/// `/daos/new`.
#[component]
pub fn New() -> impl IntoView {
    let error = use_query("error");
    let data = Resource::new_blocking(move || error.get(), server_fns::daos::new_dao);
    view! { <Page data title=|_, lang| words::new_title(lang).to_owned() render=content /> }
}

fn content(page: Framed<NewView>) -> impl IntoView {
    let lang = use_lang();
    let wallet = page
        .site
        .account
        .as_ref()
        .is_some_and(|account| account.is_wallet);
    let view = page.view;
    let form = if wallet {
        view! {
            <Note tone=Tone::Warn>
                <p>{words::wallet_founding(lang)}</p>
            </Note>
        }
        .into_any()
    } else {
        form(view.handle).into_any()
    };
    view! {
        <div class="wrap">
            <div class="pt-10 pb-8">
                <h1 class="title">{words::new_title(lang)}</h1>
                <p class="lead">{words::new_lead(lang)}</p>
            </div>
            <div class="grid gap-8 max-w-2xl">
                <Notice text=view.notice />
                {form}
            </div>
        </div>
    }
}

fn form(handle: String) -> impl IntoView {
    let lang = use_lang();
    view! {
        <form method="post" action="/daos" class="sheet grid gap-6">
            <Field name="name" label=words::name(lang) maxlength=Some(80) />
            <Field name="slug" label=words::slug(lang) hint=words::slug_hint(lang) maxlength=Some(40) />
            <TextArea name="about" label=words::about(lang) rows=2 maxlength=Some(400) optional=true />
            <TextArea
                name="charter"
                label=words::charter(lang)
                hint=words::charter_hint(lang)
                rows=8
                maxlength=Some(50_000)
                optional=true
            />
            <fieldset class="grid gap-2">
                <legend class="sub mb-2">{words::formula(lang)}</legend>
                <label class="check">
                    <input type="radio" name="formula" value="one_member" checked=true />
                    {words::formula_one(lang)}
                </label>
                <label class="check">
                    <input type="radio" name="formula" value="linear" />
                    {words::formula_linear(lang)}
                </label>
            </fieldset>
            <fieldset class="grid gap-2">
                <legend class="sub mb-2">{words::joining(lang)}</legend>
                <label class="check">
                    <input type="checkbox" name="open_join" value="yes" checked=true />
                    {words::open_join(lang)}
                </label>
            </fieldset>
            <fieldset class="grid gap-2">
                <legend class="sub mb-2">{words::dao_lang(lang)}</legend>
                <label class="check">
                    <input type="radio" name="lang" value="zh" checked=lang.code() == "zh" />
                    {words::lang_zh(lang)}
                </label>
                <label class="check">
                    <input type="radio" name="lang" value="en" checked=lang.code() == "en" />
                    {words::lang_en(lang)}
                </label>
            </fieldset>
            <Field
                name="handle"
                label=words::handle(lang)
                hint=words::handle_hint(lang)
                value=handle
                maxlength=Some(40)
            />
            <div>
                <button class="btn">{words::found_do(lang)}</button>
            </div>
        </form>
    }
}
