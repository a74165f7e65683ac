//! Daos.
