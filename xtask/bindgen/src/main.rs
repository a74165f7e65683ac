//! `bindgen INPUT.wasm OUT_DIR NAME`: the JavaScript glue of a WASM module for `<script type="module">`.
//!
//! The one call of `wasm-bindgen --target web --no-typescript` that the site needs, without the
//! command's argument parser, HTTP test server and their dependencies
//! (docs/adr/0001-build-without-cargo-leptos.md).

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir, name] = arguments.as_slice() else {
        eprintln!("usage: bindgen INPUT.wasm OUT_DIR NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .typescript(false)
        .remove_producers_section(true)
        // As the command does; the library's own default is the other way round.
        .omit_default_module_path(false);
    let made = bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(out_dir));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {input}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
