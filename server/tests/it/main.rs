//! The real binary, spoken to over HTTP and its command line.
mod bad_input;
mod cli;
mod crash;
mod http;
mod instance;
mod person;
mod roles;
mod tamper;
mod wallet;
