//! Reading members.
use crate::context::Ctx;
use crate::types::frame::Framed;
use crate::types::members::{MemberLine, MembersQuery, MembersView};
use crate::views::{frame, proposals};
use act::ActorKind;
use service::policy::{self, Permission, Role};
use service::{Error, Result};
use storage::records::members::MemberRow;

/// Members on one page.
const PAGE: usize = 50;

/// The members of a DAO.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn list(ctx: &Ctx, slug: &str, query: MembersQuery) -> Result<Framed<MembersView>> {
    let mut page = frame::open(ctx, slug).await?;
    let role = proposals::role(ctx, &mut page).await?;
    let dao = page.dao.id;
    let text = Some(query.q.trim()).filter(|text| !text.is_empty());
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = page.tx.members(&dao, text, query.after, limit).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = if more {
        found.last().map(|row| row.joined_index)
    } else {
        None
    };
    let reader = frame::actor(ctx);
    let line = |row: MemberRow| {
        let unknown = || Error::Internal(format!("unknown role {}", row.role));
        Ok(MemberLine {
            role: Role::parse(&row.role).ok_or_else(unknown)?.into(),
            actor: row.actor.to_string(),
            is_wallet: row.actor.kind == ActorKind::Evm,
            joined_index: row.joined_index,
            joined_ms: row.joined_ms,
            own: Some(row.actor) == reader,
            handle: row.handle,
        })
    };
    let rows = found.into_iter().map(line).collect::<Result<Vec<_>>>()?;
    let may_invite = policy::allows(role, Permission::Invite);
    let invite_link = match query.invite.as_str() {
        token
            if may_invite && token.bytes().all(|b| b.is_ascii_hexdigit()) && !token.is_empty() =>
        {
            format!(
                "{}/d/{slug}?invite={token}",
                ctx.service.instance().base_url()
            )
        }
        _ => String::new(),
    };
    let view = MembersView {
        rows,
        next,
        total: page.tx.members_count(&dao).await?,
        may_invite,
        may_assign: policy::allows(role, Permission::AssignRoles),
        may_leave: role >= Role::Member,
        invite_link,
        notice: proposals::notice(ctx, &query.error),
        query,
    };
    Ok(page.frame(ctx, view))
}
