//! Files that the command writes: whole or not at all, and never over something without `--force`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::select::shown;

/// Something that is there and may not be replaced.
pub(crate) fn in_the_way<'p>(paths: impl IntoIterator<Item = &'p Path>, force: bool) -> Option<&'p Path> {
    paths.into_iter().find(|path| !force && fs::symlink_metadata(path).is_ok())
}

/// What to tell about an output that is there already.
pub(crate) fn exists(path: &Path) -> String {
    format!("{} exists; --force replaces it", shown(path))
}

/// What to tell about an output that could not be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> String {
    format!("{} could not be written: {error}", shown(path))
}

/// Writes a file beside its place and moves it there, so that nobody ever finds half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A device such as /dev/stdout has no place to move to.
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let (beside, mut file) = open_beside(path)?;
    let moved = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| {
        drop(file);
        fs::rename(&beside, path)
    });
    if moved.is_err() {
        // The error that counts is the first one.
        let _ = fs::remove_file(&beside);
    }
    moved
}

/// Opens a new file in the folder of `path`.
fn open_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "it is not a file's name"))?;
    for attempt in 0_u32.. {
        let mut beside = name.to_owned();
        beside.push(format!(".{}-{attempt}.part", std::process::id()));
        let beside = path.with_file_name(beside);
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}
