//! Proofs.
use crate::types::frame::Framed;
use crate::types::problem::Problem;
use crate::types::proofs::{LeafView, ListView};
use leptos::prelude::*;

/// The explorer.
#[server(name = ListProofs)]
pub async fn list(
    dao: String,
    query: String,
    kind: Option<u16>,
    before: Option<u64>,
) -> Result<Framed<ListView>, Problem> {
    let ctx = crate::context::require()?;
    crate::views::proofs::list(&ctx, &dao, &query, kind, before)
        .await
        .map_err(|error| crate::context::fail(&ctx, &error))
}

/// One leaf; its index as it stands in the address.
#[server(name = ReadProof)]
pub async fn read(dao: String, index: String) -> Result<Framed<LeafView>, Problem> {
    let ctx = crate::context::require()?;
    let view = match index.parse() {
        Ok(index) => crate::views::proofs::read(&ctx, &dao, index).await,
        Err(_) => Err(service::Error::NotFound),
    };
    view.map_err(|error| crate::context::fail(&ctx, &error))
}
