//! The rules against their vectors, real elections, properties and words.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where a vector can't be read"
)]

mod delegation;
mod properties;
mod vectors;
mod words;
