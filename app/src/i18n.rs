//! Two languages, both checked at compile time: see [`crate::texts!`].
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// `zh` or `en`, as in cookies and acts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The value of `<html lang>`.
    pub fn html(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// From `zh…` or `en…`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.get(..2) {
            Some("zh") => Some(Self::Zh),
            Some("en") => Some(Self::En),
            _ => None,
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Picks by language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<Lang> for governance::sentence::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

/// The reader's language.
pub fn use_lang() -> Lang {
    use_context().unwrap_or_default()
}

/// The language of the page that is open: from the request on the server, from `<html lang>` in
/// the browser, so that both sides render the same words.
pub fn current() -> Lang {
    #[cfg(feature = "ssr")]
    let lang = crate::context::ctx().map(|ctx| ctx.lang);
    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    let lang = document()
        .document_element()
        .and_then(|html| html.get_attribute("lang"))
        .and_then(|lang| Lang::parse(&lang));
    #[cfg(not(any(feature = "ssr", feature = "hydrate")))]
    let lang = None;
    lang.unwrap_or_default()
}

/// Words in both languages. Each line becomes a function of the language; names in parentheses
/// become parameters that both texts may show.
///
/// ```ignore
/// texts! {
///     sign_in: "登录", "Sign in";
///     leaves(n): "{n} 叶", "{n} leaves";
/// }
/// ```
#[macro_export]
macro_rules! texts {
    () => {};
    ($name:ident : $zh:literal, $en:literal; $($rest:tt)*) => {
        #[doc = $en]
        pub fn $name(lang: $crate::i18n::Lang) -> &'static str {
            lang.pick($zh, $en)
        }
        $crate::texts! { $($rest)* }
    };
    ($name:ident ( $($arg:ident),+ ) : $zh:literal, $en:literal; $($rest:tt)*) => {
        #[doc = $en]
        pub fn $name(lang: $crate::i18n::Lang, $($arg: impl std::fmt::Display),+) -> String {
            match lang {
                $crate::i18n::Lang::Zh => format!($zh),
                $crate::i18n::Lang::En => format!($en),
            }
        }
        $crate::texts! { $($rest)* }
    };
}
