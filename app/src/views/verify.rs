//! The page that checks any receipt: it needs nothing from the server but its frame.
use crate::context::Ctx;
use crate::types::frame::Framed;
use crate::types::verify::Rung;
use crate::views::{frame, proofs};

/// The rungs, none of them climbed.
pub fn read(ctx: &Ctx) -> Framed<Vec<Rung>> {
    frame::plain(ctx, proofs::rungs(ctx))
}
