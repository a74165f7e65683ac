//! Acts → rows. The only code that writes derived rows: online and in the audit alike.
//!
//! A projection does not judge. What is in the log is a fact; the checks came before.
pub mod ballots;
pub mod daos;
pub mod members;
pub mod points;
pub mod proposals;

use crate::Result;
use crate::fields::Fields;
use act::kinds;
use storage::Tx;
use storage::records::log::LeafRow;

/// Writes the rows that follow from one act.
pub async fn project(tx: &mut dyn Tx, leaf: &LeafRow, fields: &Fields) -> Result<()> {
    match leaf.kind {
        kinds::DAO => daos::founded(tx, leaf, fields).await,
        kinds::MEMBER => members::changed(tx, leaf, fields).await,
        kinds::ROLE => members::role_changed(tx, leaf, fields).await,
        kinds::POINT_GRANT => points::moved(tx, leaf, fields, 1).await,
        kinds::POINT_DEDUCT => points::moved(tx, leaf, fields, -1).await,
        kinds::PROPOSAL => proposals::published(tx, leaf, fields, 1).await,
        kinds::PROPOSAL_VERSION => proposals::revised(tx, leaf, fields).await,
        kinds::PROPOSAL_EVENT => proposals::event(tx, leaf, fields).await,
        kinds::BALLOT => ballots::cast(tx, leaf, fields).await,
        kinds::BALLOT_REVOKE => ballots::revoked(tx, leaf).await,
        kinds::TALLY => proposals::tallied(tx, leaf, fields).await,
        // Kinds without rows of their own (yet) are facts in the log all the same.
        _ => Ok(()),
    }
}
