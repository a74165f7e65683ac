//! Pages of signin.
mod read;
mod signup;

pub use read::{STONES, SignIn};
pub use signup::SignUp;
