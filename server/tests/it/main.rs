//! The real binary, spoken to over HTTP and its command line.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where a step fails, and has its thread for itself"
)]

mod bad_input;
mod cli;
mod crash;
mod drafts;
mod http;
mod instance;
mod person;
mod roles;
mod schedule;
mod tamper;
mod wallet;
