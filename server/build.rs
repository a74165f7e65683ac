//! Embeds the site again when its content changed.
fn main() {
    println!("cargo:rerun-if-changed=../target/site/version.txt");
}
