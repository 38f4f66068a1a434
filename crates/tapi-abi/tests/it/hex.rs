//! Golden bytes: text files with an offset, bytes and a comment in each line.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of all fixtures.
pub(crate) fn fixtures() -> PathBuf {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("fixtures"));
    above.into_iter().find(|fixtures| fixtures.join("abi").is_dir()).expect("there are golden bytes")
}

/// The bytes of a file. Each line begins with the offset that it really has.
pub(crate) fn golden(name: &str) -> Vec<u8> {
    let path = fixtures().join("abi").join(name).with_extension("hex");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    for line in text.lines() {
        let mut numbers = line.split('#').next().unwrap_or_default().split_whitespace();
        let number = |digits| usize::from_str_radix(digits, 16).unwrap_or_else(|_| panic!("{name}: {line}"));
        if let Some(offset) = numbers.next() {
            assert_eq!(number(offset), bytes.len(), "{name}: {line}");
        }
        bytes.extend(numbers.map(|byte| u8::try_from(number(byte)).expect("a byte has two digits")));
    }
    bytes
}

/// The names of all files.
pub(crate) fn all_golden() -> Vec<String> {
    let folder = fs::read_dir(fixtures().join("abi")).expect("there are golden bytes");
    let names = folder.map(|file| file.expect("a folder can be read to its end").path());
    let hex = names.filter(|path| path.extension().is_some_and(|extension| extension == "hex"));
    let mut names: Vec<_> =
        hex.filter_map(|path| path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned)).collect();
    names.sort_unstable();
    names
}
