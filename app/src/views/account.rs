//! Reading for the pages of the account.
use crate::context::Ctx;
use crate::types::account::{EnterView, Membership, SettingsView};
use crate::types::frame::Framed;
use crate::views::frame;
use service::{Error, Result};

/// Signing in or up.
pub fn enter(ctx: &Ctx, next: &str, error: &str) -> Framed<EnterView> {
    frame::plain(
        ctx,
        EnterView {
            next: local(next).to_owned(),
            notice: notice(ctx, error),
        },
    )
}

/// A path on this site, or the start page: nobody is sent elsewhere, by a form or by the page.
/// Browsers drop tabs and line ends out of an address and read `\` as `/`.
pub fn local(path: &str) -> &str {
    let plain = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.bytes().all(|b| b.is_ascii_graphic());
    if plain { path } else { "/" }
}

/// Settings of the signed-in account.
///
/// # Errors
/// `unauthenticated`; storage failures.
pub async fn settings(ctx: &Ctx, error: &str, done: String) -> Result<Framed<SettingsView>> {
    let account = ctx.account.as_ref().ok_or(Error::Unauthenticated)?;
    let mut tx = ctx.service.read().await?;
    let mut memberships = Vec::new();
    for row in tx.memberships(&account.actor).await? {
        if let Some(dao) = tx.dao(&row.dao).await? {
            memberships.push(Membership {
                slug: dao.slug,
                name: dao.name,
                handle: row.handle,
                role: row.role,
            });
        }
    }
    let view = SettingsView {
        email: account.email.clone().unwrap_or_default(),
        memberships,
        notice: notice(ctx, error),
        done,
    };
    Ok(frame::plain(ctx, view))
}

/// The sentence of the code that a form came back with.
pub fn notice(ctx: &Ctx, error: &str) -> Option<String> {
    (!error.is_empty()).then(|| ctx.notice(error))
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for bad in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "javascript:alert(1)",
            "",
            "a",
        ] {
            assert_eq!(local(bad), "/");
        }
        assert_eq!(local("/d/garden?x=1"), "/d/garden?x=1");
    }
}
