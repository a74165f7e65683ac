//! Words and rules of a points DAO: points, power, ballots, tallies, decisions, life of a
//! proposal. Pure: no clock, no I/O, no floating point; the same code counts on the server, in
//! the browser and in `psephos tally`.
//!
//! Specification pages: points, power-and-delegation, ballots, tally, decision, lifecycle.
//! To add a voting system: a [`choice::System`], its ballot in [`ballot`], its count in
//! [`tally`], its sentence in [`sentence`].
pub mod ballot;
pub mod case;
pub mod choice;
pub mod decision;
pub mod delegation;
pub mod error;
pub mod half_life;
pub mod integer;
pub mod lifecycle;
pub mod points;
pub mod power;
pub mod preflib;
pub mod sentence;
pub mod tally;
pub mod wide;

pub use error::Error;
