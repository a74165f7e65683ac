//! Wallets in the browser.
