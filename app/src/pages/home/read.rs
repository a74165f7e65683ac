//! The first page: what this is, real elections first, then the DAOs that live here.
use crate::components::empty::Empty;
use crate::components::frame::{Page, Section};
use crate::components::icon::Icon;
use crate::components::proposal_row::system;
use crate::components::seal::{Seal, SealSize};
use crate::i18n::{Lang, use_lang};
use crate::pages::signin::STONES;
use crate::server_fns;
use crate::texts::{daos as words, frame, number};
use crate::types::daos::{DaoCard, DaosView, Election};
use crate::types::frame::Framed;
use leptos::prelude::*;

/// `/`.
#[component]
pub fn Home() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| server_fns::daos::daos());
    view! { <Page data title=|_, lang| words::home_title(lang).to_owned() render=content /> }
}

fn content(page: Framed<DaosView>) -> impl IntoView {
    let lang = use_lang();
    let guest = page.site.account.is_none();
    let DaosView { elections, daos } = page.view;
    let (election_count, dao_count) = (elections.len() as u64, daos.len() as u64);
    let elections = elections
        .into_iter()
        .map(|each| view! { <li>{election(each, lang)}</li> });
    let elections = elections.collect_view();
    let daos = daos
        .into_iter()
        .map(|each| view! { <li>{card(each, lang)}</li> })
        .collect_view();
    view! {
        <div class="wrap">
            <div class="grid gap-x-12 gap-y-6 pt-8 pb-12 md:pt-12 md:grid-cols-[minmax(0,1fr)_22rem] items-center">
                <div>
                    <h1 class="font-serif m-0 text-[2rem] leading-[2.75rem] md:text-3xl">
                        {words::promise(lang)}
                    </h1>
                    <p class="lead">{words::promise_text(lang)}</p>
                    {guest
                        .then(|| {
                            view! {
                                <p class="cap mt-4!">{words::sign_in_hint(lang)}</p>
                                <p class="btns mt-4! mb-0!">
                                    <a class="btn" href="/signin">{frame::sign_in(lang)}</a>
                                </p>
                            }
                        })}
                </div>
                <svg
                    class="w-full max-w-md h-auto max-md:order-first"
                    viewBox="0 0 420 150"
                    aria-hidden="true"
                    inner_html=STONES
                ></svg>
            </div>
            <div class="stack">
                {(election_count > 0)
                    .then(|| {
                        view! {
                            <Section title=words::elections(lang) count=Some(election_count)>
                                <p class="m-0 max-w-[44em] text-ink-2">{words::elections_text(lang)}</p>
                                <ul class="rows">{elections}</ul>
                            </Section>
                        }
                    })}
                <Section
                    title=words::daos(lang)
                    count=Some(dao_count)
                    link=Some(("/daos/new".to_owned(), words::found(lang).to_owned()))
                >
                    {if dao_count > 0 {
                        view! { <ul class="rows">{daos}</ul> }.into_any()
                    } else {
                        view! {
                            <Empty text=words::no_daos(lang)>
                                <a class="btn btn--line" href="/daos/new">
                                    {words::found(lang)}
                                </a>
                            </Empty>
                        }
                            .into_any()
                    }}
                </Section>
            </div>
        </div>
    }
}

fn election(each: Election, lang: Lang) -> impl IntoView {
    let result = format!("/d/{}/proposals/{}/result", each.slug, each.number);
    let home = format!("/d/{}", each.slug);
    view! {
        <article class="prop prop--home">
            <div class="flex gap-5 items-start">
                <Seal
                    root_hex=each.root_hex
                    size=SealSize::Small
                    label=frame::root_seal(lang, number(each.leaves))
                />
                <div class="grid gap-1 min-w-0">
                    <h3 class="row-title">
                        <a href=result.clone()>{each.title}</a>
                    </h3>
                    <p class="meta">
                        <a href=home>{each.name}</a>
                        <span class="num">{words::ballots(lang, number(each.ballots))}</span>
                        <span>{system(&each.system, lang)}</span>
                    </p>
                    {(!each.outcome.is_empty())
                        .then(|| {
                            view! {
                                <p class="m-0">
                                    {words::outcome(lang)} <b class="font-serif">{each.outcome}</b>
                                </p>
                            }
                        })}
                </div>
            </div>
            <div>
                <a class="btn btn--line btn--wide" href=result>
                    {words::read_result(lang)}
                    <Icon name="right" />
                </a>
            </div>
        </article>
    }
}

fn card(each: DaoCard, lang: Lang) -> impl IntoView {
    view! {
        <article class="flex gap-5 items-start">
            <Seal
                root_hex=each.root_hex
                size=SealSize::Small
                label=frame::root_seal(lang, number(each.leaves))
            />
            <div class="grid gap-1 min-w-0">
                <h3 class="row-title">
                    <a href=format!("/d/{}", each.slug)>{each.name}</a>
                </h3>
                <p class="m-0 text-ink-2">{each.about}</p>
                <p class="meta">
                    <span class="num">{words::members_n(lang, number(each.members))}</span>
                    <span class="num">{words::active_n(lang, each.active)}</span>
                    <span class="num">{words::leaves(lang, number(each.leaves))}</span>
                    {each.mine.then(|| view! { <b>{words::you_are_member(lang)}</b> })}
                </p>
            </div>
        </article>
    }
}
