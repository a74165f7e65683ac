//! What the server knows about a request, and how pages ask for it.
#[cfg(feature = "ssr")]
pub use server::{Ctx, ctx, extension, fail, require};

#[cfg(feature = "ssr")]
mod server {
    use crate::i18n::Lang;
    use crate::types::problem::Problem;
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;
    use service::{Error, Service};
    use storage::records::private::AccountRow;

    /// Who asks, and of whom. Put into the request's extensions by the server.
    #[derive(Clone)]
    pub struct Ctx {
        /// The application.
        pub service: Service,
        /// Who is signed in.
        pub account: Option<AccountRow>,
        /// The reader's language.
        pub lang: Lang,
        /// `light` or `dark`; `None` follows the system.
        pub theme: Option<String>,
        /// Whether sample accounts are shown on the sign-in page.
        pub demo: bool,
    }

    impl Ctx {
        /// A refusal in the reader's language.
        pub fn problem(&self, error: &Error) -> Problem {
            Problem {
                code: error.code().to_owned(),
                message: error.sentence(self.lang.into()),
                status: error.status(),
            }
        }

        /// The sentence of a code that a form came back with.
        pub fn notice(&self, code: &str) -> String {
            service::error::sentence(code, self.lang.into())
        }
    }

    /// The context of the request being answered; `None` while routes are listed.
    pub fn ctx() -> Option<Ctx> {
        extension()
    }

    /// What the server left for the page in the request's extensions.
    pub fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
        use_context::<http::request::Parts>()?
            .extensions
            .get()
            .cloned()
    }

    /// [`ctx`] for server functions.
    ///
    /// # Errors
    /// `internal` when the middleware did not run.
    pub fn require() -> Result<Ctx, Problem> {
        ctx().ok_or_else(|| Problem::new("internal", 500))
    }

    /// Turns a refusal into what the page gets, and sets the status of the answer.
    pub fn fail(ctx: &Ctx, error: &Error) -> Problem {
        if let Error::Internal(detail) = error {
            tracing::error!(%detail, "page failed");
        }
        let problem = ctx.problem(error);
        if let Some(options) = use_context::<ResponseOptions>()
            && let Ok(status) = http::StatusCode::from_u16(problem.status)
        {
            options.set_status(status);
        }
        problem
    }
}
