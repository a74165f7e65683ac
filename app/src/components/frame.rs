//! The frame of every page.
use crate::i18n::{Lang, use_lang};
use crate::pages::error::Fault;
use crate::types::frame::Framed;
use crate::types::problem::Problem;
use leptos::prelude::*;
use leptos_meta::Title;
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
    /// The title, without the name of the site.
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
    let _ = tab;
    view! {
        <Transition fallback=|| ()>
            {move || {
                let (title, render) = (title.clone(), render.clone());
                Suspend::new(async move {
                    match data.await {
                        Ok(page) => {
                            let title = title(&page, lang);
                            view! {
                                <Title text=title />
                                <main id="main" tabindex="-1">{render(page)}</main>
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
