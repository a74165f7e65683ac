//! What every adapter must do: named cases, each to be run on its own empty database.
//!
//! An adapter's tests call [`CASES`] one by one. A case returns the storage error it did not
//! expect and panics (by `assert!`) on a wrong answer. To add a case: an async function in the
//! file of its noun, and its name in [`CASES`].
//!
//! ```ignore
//! for case in storage::contract::CASES {
//!     case.run(&open_an_empty_store().await).await.unwrap();
//! }
//! ```
mod ballots;
mod daos;
mod dump;
mod log;
mod members;
mod points;
mod private;
mod proposals;
mod sample;
mod transaction;

use crate::{Error, Store};
use std::pin::Pin;

type Pending<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// One promise of the port.
#[derive(Clone, Copy)]
pub struct Case {
    /// `noun::promise`, to be printed when it fails.
    pub name: &'static str,
    run: for<'a> fn(&'a dyn Store) -> Pending<'a>,
}

impl Case {
    /// Runs the case on an empty, migrated database.
    ///
    /// # Errors
    /// A storage error that the port doesn't allow here.
    ///
    /// # Panics
    /// When the store answers wrongly.
    pub async fn run(&self, store: &dyn Store) -> Result<(), Error> {
        (self.run)(store).await
    }
}

macro_rules! cases {
    ($($noun:ident::$promise:ident,)*) => {
        &[$(Case {
            name: concat!(stringify!($noun), "::", stringify!($promise)),
            run: |store| Box::pin($noun::$promise(store)),
        },)*]
    };
}

/// All promises.
pub const CASES: &[Case] = cases![
    transaction::commit_makes_visible,
    transaction::readers_see_only_commits,
    transaction::a_reader_keeps_its_view,
    transaction::drop_rolls_back,
    transaction::readers_cannot_write,
    transaction::savepoints_undo_and_keep,
    transaction::savepoints_nest,
    transaction::a_conflict_leaves_the_transaction_usable,
    transaction::a_hundred_writers_take_turns,
    log::heads,
    log::leaves_by_position_and_act,
    log::leaves_are_unique,
    log::leaves_latest_filters_and_pages,
    log::act_prefixes,
    log::actor_heads,
    log::payloads,
    log::tiles,
    log::large_values,
    log::large_numbers,
    log::outbox,
    daos::insert_and_find,
    daos::slug_and_id_are_unique,
    members::put_and_find,
    members::handles_are_unique_among_present,
    members::pages_by_joined_index,
    members::search_takes_text_literally,
    members::of_one_actor,
    points::before_an_index,
    points::latest_pages,
    points::entries_are_unique,
    proposals::put_replaces,
    proposals::versions,
    proposals::phases_are_half_open,
    proposals::filters_and_pages,
    proposals::due,
    proposals::tallies,
    proposals::certificates,
    ballots::put_replace_delete,
    ballots::in_log_order,
    private::accounts,
    private::accounts_are_unique,
    private::sessions,
    private::challenges_work_once,
    private::drafts,
    private::invites,
    private::answers,
    private::sweep_removes_what_ended,
    dump::same_rows_give_same_lines,
    dump::every_derived_table_shows,
    dump::different_texts_give_different_lines,
];

/// Asserts that a result is [`Error::Conflict`].
fn conflict<T>(result: Result<T, Error>, what: &str) {
    let is_conflict = matches!(result, Err(Error::Conflict { .. }));
    assert!(is_conflict, "{what}: not refused as a conflict");
}
