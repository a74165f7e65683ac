//! The kit: small pieces on the classes of `style/components.css`.
pub mod frame;
pub mod sprite;
