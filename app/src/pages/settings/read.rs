//! Settings: name, language, theme, memberships, signing out.
use crate::components::field::Field;
use crate::components::frame::{Page, Section};
use crate::components::note::{Note, Notice, Tone};
use crate::i18n::{Lang, use_lang};
use crate::pages::use_query;
use crate::server_fns;
use crate::texts::{account as words, frame};
use crate::types::account::SettingsView;
use crate::types::frame::Framed;
use leptos::prelude::*;

/// `/settings`.
#[component]
pub fn Settings() -> impl IntoView {
    let (error, done) = (use_query("error"), use_query("done"));
    let data = Resource::new_blocking(
        move || (error.get(), done.get()),
        |(error, done)| server_fns::account::settings(error, done),
    );
    view! {
        <Page
            data
            title=|_, lang| words::settings_title(lang).to_owned()
            render=content
        />
    }
}

fn content(page: Framed<SettingsView>) -> impl IntoView {
    let lang = use_lang();
    let Framed { site, view, .. } = page;
    let name = site
        .account
        .as_ref()
        .map_or_else(String::new, |account| account.name.clone());
    let address = site
        .account
        .as_ref()
        .map_or_else(String::new, |account| account.address.clone());
    let memberships = view
        .memberships
        .into_iter()
        .map(|membership| {
            let role = match membership.role.as_str() {
                "owner" => words::role_owner(lang),
                "admin" => words::role_admin(lang),
                _ => words::role_member(lang),
            };
            view! {
                <li>
                    <h3 class="row-title">
                        <a href=format!("/d/{}", membership.slug)>{membership.name}</a>
                    </h3>
                    <p class="meta">
                        <span>{membership.handle}</span>
                        <span>{role}</span>
                    </p>
                </li>
            }
        })
        .collect_view();
    let no_memberships = memberships.is_empty();
    let theme = site.theme.clone().unwrap_or_else(|| "system".to_owned());
    view! {
        <div class="wrap">
            <div class="pt-10 pb-8">
                <h1 class="title">{words::settings_title(lang)}</h1>
            </div>
            <div class="grid gap-4 pb-8 empty:hidden">
                <Notice text=view.notice />
                {(view.done == "saved")
                    .then(|| view! { <Note tone=Tone::Plain><p role="status">{words::saved(lang)}</p></Note> })}
            </div>
            <div class="cols">
                <div class="stack">
                    <Section title=words::account(lang)>
                        <form method="post" action="/settings" class="grid gap-4 max-w-md">
                            <Field
                                name="name"
                                label=words::name(lang)
                                value=name
                                hint=words::name_hint(lang)
                                autocomplete="name"
                                maxlength=Some(40)
                            />
                            <div>
                                <button class="btn">{words::save(lang)}</button>
                            </div>
                        </form>
                        <dl class="kv kv--start">
                            {(!view.email.is_empty())
                                .then(|| {
                                    view! {
                                        <dt>{words::email(lang)}</dt>
                                        <dd>{view.email}</dd>
                                    }
                                })}
                            {(!address.is_empty())
                                .then(|| {
                                    view! {
                                        <dt>{words::address(lang)}</dt>
                                        <dd class="hash">{address}</dd>
                                    }
                                })}
                        </dl>
                    </Section>
                    <Section title=words::memberships(lang)>
                        {no_memberships
                            .then(|| {
                                view! {
                                    <p class="m-0">
                                        {words::no_memberships(lang)} " "
                                        <a href="/">{words::find_dao(lang)}</a>
                                    </p>
                                }
                            })} <ul class="rows">{memberships}</ul>
                    </Section>
                </div>
                <aside class="rail">
                    <Section title=words::language(lang)>
                        <form method="post" action="/preferences" class="btns">
                            <input type="hidden" name="back" value="/settings" />
                            {[Lang::Zh, Lang::En]
                                .map(|each| {
                                    view! {
                                        <Choice
                                            name="lang"
                                            value=each.code()
                                            chosen=each == lang
                                            word=each.pick("中文", "English")
                                        />
                                    }
                                })
                                .collect_view()}
                        </form>
                    </Section>
                    <Section title=words::theme(lang)>
                        <form method="post" action="/preferences" class="btns">
                            <input type="hidden" name="back" value="/settings" />
                            {[
                                ("system", words::theme_system(lang)),
                                ("light", words::theme_light(lang)),
                                ("dark", words::theme_dark(lang)),
                            ]
                                .map(|(value, word)| {
                                    let chosen = value == theme;
                                    view! { <Choice name="theme" value chosen word /> }
                                })
                                .collect_view()}
                        </form>
                    </Section>
                    <Section title=words::sign_out_title(lang)>
                        <p class="cap">{words::sign_out_text(lang)}</p>
                        <form method="post" action="/signout">
                            <button class="btn btn--line">{frame::sign_out(lang)}</button>
                        </form>
                    </Section>
                </aside>
            </div>
        </div>
    }
}

/// A button that sets a preference; the present one is pressed.
#[component]
fn Choice(
    name: &'static str,
    value: &'static str,
    chosen: bool,
    word: &'static str,
) -> impl IntoView {
    let class = if chosen {
        "btn btn--sm"
    } else {
        "btn btn--sm btn--line"
    };
    view! {
        <button class=class name=name value=value aria-pressed=chosen.to_string()>
            {word}
        </button>
    }
}
