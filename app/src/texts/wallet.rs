//! Wallet.
