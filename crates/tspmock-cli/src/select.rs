//! Which files a command works on: the paths that the user names, folders opened up.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::console::{Console, Ink};
use crate::exit::Exit;
use crate::render::text::plain;

/// The end of a scenario file's name, for files that are found in folders.
pub(crate) const ENDING: &str = ".scenario.json";

/// The name that stands for standard input, and for standard output where a file is written.
pub(crate) const DASH: &str = "-";

/// One thing to read.
#[derive(Debug)]
pub(crate) struct Input {
    /// As the user named it, or as it was found below a folder that the user named.
    pub(crate) name: String,
    /// Where its bytes are.
    pub(crate) origin: Origin,
}

/// Where bytes come from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// A file, there or not.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A folder that could not be looked into.
    Closed(io::Error),
}

/// Opens up the paths, in their order; what is below one folder in the order of the bytes of its name. Tells of
/// folders without a scenario.
pub(crate) fn select(paths: &[PathBuf], console: &Console) -> Result<Vec<Input>, Exit> {
    let is_dash = |path: &&PathBuf| path.as_os_str() == DASH;
    if paths.iter().filter(is_dash).count() > 1 {
        console.complain("standard input (-) can be read only once");
        return Err(Exit::Usage);
    }
    let mut inputs = Vec::new();
    for path in paths {
        if is_dash(&path) {
            inputs.push(Input { name: DASH.to_owned(), origin: Origin::Stdin });
        } else if path.is_dir() {
            let found = below(path);
            if found.is_empty() {
                let mark = console.err_style.paint(Ink::Warn, "warning:");
                console.say(&format!("{mark} there is no *{ENDING} below {}", plain(&shown(path))));
            }
            inputs.extend(found);
        } else {
            inputs.push(Input { name: shown(path), origin: Origin::File(path.clone()) });
        }
    }
    if inputs.is_empty() { Err(Exit::Nothing) } else { Ok(inputs) }
}

/// A path as text, with the same separators everywhere.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// A name for what belongs to an input: its file's name without the ending.
pub(crate) fn stem(input: &Input) -> String {
    let path = match &input.origin {
        Origin::File(path) => path,
        Origin::Stdin | Origin::Closed(_) => return "stdin".to_owned(),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.strip_suffix(ENDING).or_else(|| name.rsplit_once('.').map(|(stem, _)| stem)) {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        Some(_) | None => name,
    }
}

/// All scenario files below a folder. Links to folders are not followed, so no ring of links can trap it.
fn below(folder: &Path) -> Vec<Input> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if let Err(error) = look_into(&folder, &mut folders, &mut found) {
            found.push(Input { name: shown(&folder), origin: Origin::Closed(error) });
        }
    }
    found.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
    found
}

fn look_into(folder: &Path, folders: &mut Vec<PathBuf>, found: &mut Vec<Input>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            folders.push(path);
        } else if is_scenario(&path) {
            found.push(Input { name: shown(&path), origin: Origin::File(path) });
        }
    }
    Ok(())
}

/// A file, or a link that leads nowhere (which is then reported), with the right ending. Pipes and devices
/// are only read where the user names them.
fn is_scenario(path: &Path) -> bool {
    let named = path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(ENDING.as_bytes()));
    named && fs::metadata(path).map_or(true, |target| target.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_the_name_without_its_ending() {
        let stem = |path: &str| stem(&Input { name: path.to_owned(), origin: Origin::File(path.into()) });
        assert_eq!(stem("a/monday.scenario.json"), "monday");
        assert_eq!(stem("a/monday.v2.json"), "monday.v2");
        assert_eq!(stem("monday"), "monday");
        assert_eq!(stem(".scenario.json"), ".scenario.json");
    }
}
