//! Reading for the pages of the account.
use crate::context::Ctx;
use crate::types::account::{EnterView, Membership, SettingsView};
use crate::types::frame::Framed;
use crate::views::frame;
use service::{Error, Result};

/// Signing in or up.
pub fn enter(ctx: &Ctx, next: &str, error: &str) -> Framed<EnterView> {
    // Only paths of this site: a form must not send anybody elsewhere.
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    let next = if is_local {
        next.to_owned()
    } else {
        "/".to_owned()
    };
    frame::plain(
        ctx,
        EnterView {
            next,
            notice: notice(ctx, error),
        },
    )
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
