//! The frame of a page: opening the one read transaction, the reader's role, the checkpoint.
use crate::context::Ctx;
use crate::types::frame::{AccountHead, Checkpoint, DaoHead, Framed, Role, Site};
use act::{Actor, ActorKind};
use service::{Error, Result, members};
use storage::Tx;
use storage::records::daos::DaoRow;
use storage::records::log::LogHead;
use storage::records::members::MemberRow;

/// A DAO's page in the making: everything is read through `tx`, one consistent view.
pub struct Opened {
    /// The read transaction.
    pub tx: Box<dyn Tx>,
    /// The DAO.
    pub dao: DaoRow,
    /// Head of its log.
    pub log: LogHead,
    /// The reader's role.
    pub role: Role,
    /// The reader's membership, if present.
    pub member: Option<MemberRow>,
}

/// Opens a DAO by its short name.
///
/// # Errors
/// `not_found`; storage failures.
pub async fn open(ctx: &Ctx, slug: &str) -> Result<Opened> {
    let mut tx = ctx.service.read().await?;
    let dao = tx.dao_by_slug(slug).await?.ok_or(Error::NotFound)?;
    let log = tx.log_head(&dao.id).await?.ok_or(Error::NotFound)?;
    let member = match actor(ctx) {
        Some(actor) => tx
            .member(&dao.id, &actor)
            .await?
            .filter(|row| row.left_index.is_none()),
        None => None,
    };
    let role = members::role(tx.as_mut(), &dao.id, actor(ctx).as_ref())
        .await?
        .into();
    Ok(Opened {
        tx,
        dao,
        log,
        role,
        member,
    })
}

impl Opened {
    /// Ends the transaction and frames the view.
    pub fn frame<T>(self, ctx: &Ctx, view: T) -> Framed<T> {
        let account = ctx.account.as_ref();
        let account_name = match (&self.member, account) {
            (Some(member), _) => member.handle.clone(),
            (None, Some(account)) => account.name.clone(),
            (None, None) => String::new(),
        };
        let dao = DaoHead {
            slug: self.dao.slug,
            name: self.dao.name,
            role: self.role,
            signed_in: account.is_some(),
            account_name,
            is_wallet: account.is_some_and(|account| account.actor.kind == ActorKind::Evm),
            checkpoint: checkpoint(&self.log),
            source: self.dao.source,
        };
        Framed {
            site: site(ctx),
            dao: Some(dao),
            view,
        }
    }
}

/// Frames a view that belongs to no DAO.
pub fn plain<T>(ctx: &Ctx, view: T) -> Framed<T> {
    Framed {
        site: site(ctx),
        dao: None,
        view,
    }
}

/// Who the reader acts as.
pub fn actor(ctx: &Ctx) -> Option<Actor> {
    ctx.account.as_ref().map(|account| account.actor)
}

/// A log head as pages show it.
pub fn checkpoint(log: &LogHead) -> Checkpoint {
    Checkpoint {
        size: log.size,
        root_hex: hex::encode(log.root),
        signed_ms: log.checkpoint_ms,
        origin: log.origin.clone(),
    }
}

fn site(ctx: &Ctx) -> Site {
    Site {
        account: ctx.account.as_ref().map(|account| AccountHead {
            name: account.name.clone(),
            is_wallet: account.actor.kind == ActorKind::Evm,
            address: account
                .actor
                .address()
                .map_or_else(String::new, |address| format!("0x{}", hex::encode(address))),
            actor: account.actor.to_string(),
        }),
        theme: ctx.theme.clone(),
        demo: ctx.demo,
        now_ms: ctx.service.now_ms(),
    }
}

impl From<service::policy::Role> for Role {
    fn from(role: service::policy::Role) -> Self {
        match role {
            service::policy::Role::Guest => Self::Guest,
            service::policy::Role::Member => Self::Member,
            service::policy::Role::Admin => Self::Admin,
            service::policy::Role::Owner => Self::Owner,
        }
    }
}
