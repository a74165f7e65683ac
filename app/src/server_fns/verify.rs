//! The page that checks any receipt.
use crate::types::frame::Framed;
use crate::types::problem::Problem;
use crate::types::verify::Rung;
use leptos::prelude::*;

/// Its frame, and the rungs before anything was climbed.
#[server(name = ReadVerify)]
pub async fn read() -> Result<Framed<Vec<Rung>>, Problem> {
    let ctx = crate::context::require()?;
    Ok(crate::views::verify::read(&ctx))
}
