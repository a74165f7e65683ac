//! Pages of signin.
mod read;
mod signup;

pub use read::SignIn;
pub use signup::SignUp;
