//! Writes the golden bytes into the corpus of each target, so that fuzzing begins with what can be read.

use std::{fs, io, path::Path};

#[path = "../../tests/it/hex.rs"]
mod hex;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for target in fs::read_dir(root.join("fuzz_targets"))? {
        let corpus = root.join("corpus").join(target?.path().file_stem().unwrap_or_default());
        fs::create_dir_all(&corpus)?;
        for name in hex::all_golden() {
            fs::write(corpus.join(&name), hex::golden(&name))?;
        }
    }
    Ok(())
}
