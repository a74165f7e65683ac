//! Every address of a page.
use crate::i18n;
use crate::pages::{
    daos, error, home, members, points, proofs, proposals, settings, signin, verify,
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// The application: what is hydrated.
///
/// Every page is rendered whole before it is sent (`SsrMode::Async`): status codes are right and
/// nothing depends on scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(i18n::current());
    // Tests and scripts wait for this mark before they click.
    Effect::new(|| {
        if let Some(html) = document().document_element() {
            html.set_attribute("data-hydrated", "")
                .unwrap_or_else(|error| {
                    leptos::logging::error!("data-hydrated: {error:?}");
                });
        }
    });
    view! {
        <Router>
            <Routes fallback=error::Lost>
                <Route path=path!("/") view=home::Home ssr=SsrMode::Async />
                <Route path=path!("/signin") view=signin::SignIn ssr=SsrMode::Async />
                <Route path=path!("/signup") view=signin::SignUp ssr=SsrMode::Async />
                <Route path=path!("/settings") view=settings::Settings ssr=SsrMode::Async />
                <Route path=path!("/daos/new") view=daos::New ssr=SsrMode::Async />
                <Route path=path!("/verify") view=verify::Read ssr=SsrMode::Async />
                <Route path=path!("/d/:dao") view=daos::Read ssr=SsrMode::Async />
                <Route path=path!("/d/:dao/proposals") view=proposals::List ssr=SsrMode::Async />
                <Route path=path!("/d/:dao/proposals/new") view=proposals::New ssr=SsrMode::Async />
                // A refused form is answered at its own address, with what was typed.
                <Route path=path!("/d/:dao/drafts") view=proposals::New ssr=SsrMode::Async />
                <Route path=path!("/d/:dao/drafts/:id") view=proposals::Draft ssr=SsrMode::Async />
                <Route path=path!("/d/:dao/proposals/:number") view=proposals::Read ssr=SsrMode::Async />
                <Route
                    path=path!("/d/:dao/proposals/:number/result")
                    view=proposals::Result
                    ssr=SsrMode::Async
                />
                <Route path=path!("/d/:dao/points") view=points::Read ssr=SsrMode::Async />
                <Route path=path!("/d/:dao/members") view=members::List ssr=SsrMode::Async />
                <Route path=path!("/d/:dao/proofs") view=proofs::List ssr=SsrMode::Async />
                <Route path=path!("/d/:dao/proofs/:index") view=proofs::Read ssr=SsrMode::Async />
                <Route path=path!("/*any") view=error::NotFound ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}
