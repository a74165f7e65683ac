//! The log of a DAO as tiles, checkpoints and receipts.
pub mod receipt;
pub mod serve;
pub mod tree;
