//! The frame of every page: top bar, main, colophon, bottom bar.
use crate::components::avatar::Avatar;
use crate::components::colophon::Colophon;
use crate::components::icon::Icon;
use crate::i18n::{Lang, use_lang};
use crate::pages::error::Fault;
use crate::texts::{self, frame as words};
use crate::types::frame::{DaoHead, Framed, Role, Site};
use crate::types::problem::Problem;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Where in a DAO a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// Nowhere.
    #[default]
    None,
    /// `/d/:dao`.
    Home,
    /// Proposals and drafts.
    Proposals,
    /// Points.
    Points,
    /// Members.
    Members,
    /// Proofs.
    Proofs,
}

/// Tab, path after `/d/:dao`, word, icon of the bottom bar.
type Link = (Tab, &'static str, fn(Lang) -> &'static str, &'static str);

/// The links of a DAO.
const LINKS: [Link; 5] = [
    (Tab::Home, "", words::home, "home"),
    (Tab::Proposals, "/proposals", words::proposals, "list"),
    (Tab::Points, "/points", words::points, "pile"),
    (Tab::Members, "/members", words::members, "user"),
    (Tab::Proofs, "/proofs", words::proofs, "ladder"),
];

/// A stone and a seal. A constant, since a literal in the markup would be taken for an attribute.
const BRAND: &str = "<use href=\"#p2\" width=\"25\" height=\"25\" class=\"peb-for\"/><rect x=\"14.5\" y=\"14.5\" width=\"12\" height=\"12\" rx=\"1.8\" class=\"f-seal s-paper\" stroke-width=\"2\"/>";

/// What a page's resource gives.
pub type PageData<T> = Resource<Result<Framed<T>, Problem>>;

/// A page: waits for its data, then shows `render` in the frame, or the problem in words.
#[component]
pub fn Page<T, N, F, V>(
    /// The page's data.
    data: PageData<T>,
    /// The mark in the navigation.
    #[prop(optional)]
    tab: Tab,
    /// The title, without the name of the DAO or the site.
    title: N,
    /// The content of `<main>`; begins with a `.wrap`.
    render: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    N: Fn(&Framed<T>, Lang) -> String + Clone + Send + Sync + 'static,
    F: Fn(Framed<T>) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let lang = use_lang();
    view! {
        <Transition fallback=move || view! { <Waiting /> }>
            {move || {
                let (title, render) = (title.clone(), render.clone());
                Suspend::new(async move {
                    match data.await {
                        Ok(page) => {
                            let site = page.site.clone();
                            let dao = page.dao.clone();
                            let name = dao
                                .as_ref()
                                .map_or(words::psephos(lang), |dao| dao.name.as_str());
                            let title = format!("{} · {name}", title(&page, lang));
                            view! {
                                <Title text=title />
                                <Frame site dao tab>{render(page)}</Frame>
                            }
                                .into_any()
                        }
                        Err(problem) => view! { <Fault problem /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// Everything around `<main>`.
#[component]
pub fn Frame(
    /// The reader.
    site: Site,
    /// The DAO, if the page belongs to one.
    dao: Option<DaoHead>,
    /// The mark in the navigation.
    #[prop(optional)]
    tab: Tab,
    /// The content of `<main>`.
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    let bottom = dao
        .clone()
        .map(|dao| view! { <TabBar slug=dao.slug tab /> }.into_any());
    let colophon = dao
        .clone()
        .map(|dao| view! { <Colophon slug=dao.slug checkpoint=dao.checkpoint /> }.into_any());
    // Erased, so that the type of a page does not outgrow the compiler.
    let top = view! { <TopBar site dao tab /> }.into_any();
    let content = children();
    view! {
        <a class="skip" href="#main">
            {words::skip(lang)}
        </a>
        {top}
        <main id="main" tabindex="-1">
            {content}
        </main>
        {colophon}
        {bottom}
    }
}

fn current(tab: Tab, here: Tab) -> Option<&'static str> {
    (tab == here).then_some("page")
}

fn links(slug: &str, here: Tab, lang: Lang) -> impl IntoView + use<> {
    LINKS
        .into_iter()
        .map(|(tab, path, word, _)| {
            view! {
                <a href=format!("/d/{slug}{path}") aria-current=current(tab, here)>
                    {word(lang)}
                </a>
            }
        })
        .collect_view()
}

#[component]
fn TopBar(site: Site, dao: Option<DaoHead>, tab: Tab) -> impl IntoView {
    let lang = use_lang();
    let (home, name) = match &dao {
        Some(dao) => (format!("/d/{}", dao.slug), dao.name.clone()),
        None => ("/".to_owned(), words::psephos(lang).to_owned()),
    };
    let nav = dao.as_ref().map(|dao| links(&dao.slug, tab, lang));
    let search = dao.as_ref().map(|dao| {
        view! {
            <a
                class="tool"
                href=format!("/d/{}/proofs", dao.slug)
                aria-label=words::search(lang)
            >
                <Icon name="search" />
            </a>
        }
    });
    let phone = dao.as_ref().map(|dao| links(&dao.slug, tab, lang));
    let is_guest = site.account.is_none();
    let points = dao
        .as_ref()
        .filter(|dao| dao.role >= Role::Member)
        .map(|dao| format!("/d/{}/points", dao.slug));
    let account = site.account.clone().map(|account| {
        view! {
            <details class="pop desk-only">
                <summary class="tool">
                    <span class="sr-only">{words::account_menu(lang, &account.name)}</span>
                    <Avatar name=account.name.clone() small=true />
                </summary>
                <div class="panel">
                    {points.map(|href| view! { <a href=href>{words::my_points(lang)}</a> })}
                    <a href="/settings">{words::settings(lang)}</a>
                    <a href="/">{words::all_daos(lang)}</a>
                    <SignOut />
                </div>
            </details>
        }
    });
    let signed_in = site.account.is_some();
    view! {
        <header class="top">
            <div class="wrap">
                <a class="brand" href=home>
                    <svg
                        viewBox="0 0 28 28"
                        aria-hidden="true"
                        inner_html=BRAND
                    ></svg>
                    <span>{name}</span>
                </a>
                <nav class="nav" aria-label=words::nav_main(lang)>
                    {nav}
                </nav>
                <div class="tools">
                    {search}
                    <span class="desk-only contents">
                        <Preference name="lang" value=lang.other().code() label="">
                            <span aria-hidden="true">{words::other_language(lang)}</span>
                            <span class="sr-only" lang=lang.other().html()>
                                {words::other_language_long(lang)}
                            </span>
                        </Preference>
                    </span>
                    <span class="desk-only contents">
                        <Preference name="theme" value=next_theme(&site) label=words::theme(lang)>
                            <Icon name="moon" />
                        </Preference>
                    </span>
                    {is_guest.then(|| view! { <SignInLink /> })}
                    {account}
                    <details class="pop phone-only">
                        <summary class="tool" aria-label=words::menu(lang)>
                            <Icon name="menu" />
                        </summary>
                        <div class="panel">
                            {phone}
                            <a href="/">{words::all_daos(lang)}</a>
                            {signed_in.then(|| view! { <a href="/settings">{words::settings(lang)}</a> })}
                            <Preference name="lang" value=lang.other().code() label="">
                                {words::other_language_long(lang)}
                            </Preference>
                            <Preference name="theme" value=next_theme(&site) label="">
                                {words::theme_long(lang)}
                            </Preference>
                            {signed_in.then(|| view! { <SignOut /> })}
                        </div>
                    </details>
                </div>
            </div>
        </header>
    }
}

/// What the theme switch sets: the other of what is seen; from the system's choice, dark.
fn next_theme(site: &Site) -> &'static str {
    match site.theme.as_deref() {
        Some("dark") => "light",
        _ => "dark",
    }
}

/// A button that keeps a preference in a cookie and comes back.
#[component]
fn Preference(
    name: &'static str,
    value: &'static str,
    label: &'static str,
    children: Children,
) -> impl IntoView {
    let here = use_here();
    view! {
        <form method="post" action="/preferences" class="contents">
            <input type="hidden" name="back" value=move || here.get() />
            <button
                class="tool"
                name=name
                value=value
                aria-label=(!label.is_empty()).then_some(label)
            >
                {children()}
            </button>
        </form>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let lang = use_lang();
    view! {
        <form method="post" action="/signout" class="contents">
            <button class="tool">{words::sign_out(lang)}</button>
        </form>
    }
}

#[component]
fn SignInLink() -> impl IntoView {
    let lang = use_lang();
    let here = use_here();
    view! {
        <a class="btn btn--sm btn--line" href=move || format!("/signin?next={}", here.get())>
            {words::sign_in(lang)}
        </a>
    }
}

/// The path that is open, without its query: where forms come back to.
pub fn use_here() -> Signal<String> {
    let path = use_location().pathname;
    Signal::derive(move || path.get())
}

#[component]
fn TabBar(slug: String, tab: Tab) -> impl IntoView {
    let lang = use_lang();
    let items = LINKS
        .into_iter()
        .map(|(link, path, word, icon)| {
            view! {
                <a href=format!("/d/{slug}{path}") aria-current=current(link, tab)>
                    <Icon name=icon />
                    {word(lang)}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="tabbar" aria-label=words::nav_bottom(lang)>{items}</nav> }
}

/// Breathing bars in the shape of a page.
#[component]
fn Waiting() -> impl IntoView {
    let lang = use_lang();
    view! {
        <main id="main" aria-busy="true">
            <div class="wrap">
                <p class="sr-only">{words::loading(lang)}</p>
                <div class="grid gap-4 py-16" aria-hidden="true">
                    <div class="skel h-10 w-1/2"></div>
                    <div class="skel h-5 w-5/6"></div>
                    <div class="skel h-5 w-1/2"></div>
                </div>
            </div>
        </main>
    }
}

/// Where a page stands: links and, last, the page itself.
#[component]
pub fn Crumbs(
    /// Address and name of each page above.
    above: Vec<(String, String)>,
    /// This page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let lang = use_lang();
    let above = above
        .into_iter()
        .map(|(href, name)| {
            view! {
                <a href=href>{name}</a>
                <span aria-hidden="true">"/"</span>
            }
        })
        .collect_view();
    view! {
        <nav class="crumbs" aria-label=words::breadcrumb(lang)>
            {above}
            <span aria-current="page">{here}</span>
        </nav>
    }
}

/// A section with its heading, count and link.
#[component]
pub fn Section(
    /// Heading.
    #[prop(into)]
    title: String,
    /// The count beside it.
    #[prop(optional_no_strip)]
    count: Option<u64>,
    /// Address and words of the link at the end.
    #[prop(optional_no_strip)]
    link: Option<(String, String)>,
    /// Content.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="sec">
            <div class="sec-head">
                <h2>{title}</h2>
                {count.map(|count| view! { <span class="n">{texts::number(count)}</span> })}
                {link.map(|(href, words)| view! { <a href=href>{words}</a> })}
            </div>
            {children()}
        </section>
    }
}
