//! Pages by noun and verb.
pub mod daos;
pub mod error;
pub mod home;
pub mod members;
pub mod points;
pub mod proofs;
pub mod proposals;
pub mod settings;
pub mod signin;
pub mod verify;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A parameter of the path, empty when absent.
pub fn use_param(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get(name).unwrap_or_default())
}

/// A parameter of the query, empty when absent.
pub fn use_query(name: &'static str) -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.read().get(name).unwrap_or_default())
}
