//! Shows what loading files says.

use acd_scenario::{NoFiles, Source, load};
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        match load(&Source { name: &path, bytes: &bytes, files: &NoFiles }) {
            Ok(loaded) => {
                println!("{path}: ok");
                for w in loaded.warnings {
                    println!("  {w}");
                }
            }
            Err(errors) => {
                for e in errors {
                    println!(
                        "{e}\n      found {:?} expected {:?} path {} span {:?} `{}`",
                        e.found,
                        e.expected,
                        e.path,
                        e.span,
                        String::from_utf8_lossy(&bytes[e.span.clone()])
                    );
                }
            }
        }
    }
}
