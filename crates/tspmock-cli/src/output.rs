//! Files that the command writes: whole or not at all, and never over something without `--force`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use acd_run::is_stream;

use crate::select::shown;

/// Something that is there and may not be replaced. Writing to a device or a pipe replaces nothing.
pub(crate) fn in_the_way<'p>(paths: impl IntoIterator<Item = &'p Path>, force: bool) -> Option<&'p Path> {
    paths.into_iter().find(|path| !force && fs::symlink_metadata(path).is_ok() && !is_stream(path))
}

/// What to tell about an output that is there already.
pub(crate) fn exists(path: &Path) -> String {
    format!("{} exists; --force replaces it", shown(path))
}

/// What to tell where an output would go over something that is read, or over another output. `--force` allows neither.
pub(crate) fn clash<'p>(
    outputs: impl IntoIterator<Item = &'p Path>,
    inputs: impl IntoIterator<Item = &'p Path>,
) -> Option<String> {
    let inputs: Vec<PathBuf> = inputs.into_iter().map(place).collect();
    let mut taken: Vec<PathBuf> = Vec::new();
    for path in outputs.into_iter().filter(|path| !is_stream(path)) {
        let place = place(path);
        if inputs.contains(&place) {
            return Some(format!("{} is read, so nothing is written over it; name another output", shown(path)));
        }
        if taken.contains(&place) {
            return Some(format!("{} is named for two outputs; name another file for one of them", shown(path)));
        }
        taken.push(place);
    }
    None
}

/// Where a path leads to, by one name for all ways to it; of what is not there yet, its place in its folder.
fn place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        match (folder.and_then(|folder| fs::canonicalize(folder).ok()), path.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            (None | Some(_), None | Some(_)) => path.to_owned(),
        }
    })
}

/// What to tell about an output that could not be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> String {
    format!("{} could not be written: {error}", shown(path))
}

/// Writes a file beside its place and moves it there, so that nobody ever finds half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::open(path)?;
    draft.write_all(bytes)?;
    draft.publish()
}

/// A file that is written beside its place, and is gone unless it comes to be published.
#[derive(Debug)]
pub(crate) struct Draft {
    out: BufWriter<File>,
    place: PathBuf,
    /// Nothing for a device such as /dev/stdout, which has no place to move to.
    beside: Option<Beside>,
}

/// A file that goes when nobody wants it any more.
#[derive(Debug)]
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        // After its move there is nothing left to remove; the error that counts is another one.
        let _ = fs::remove_file(&self.0);
    }
}

impl Draft {
    /// Begins a file.
    pub(crate) fn open(path: &Path) -> io::Result<Draft> {
        if is_stream(path) {
            let file = OpenOptions::new().append(true).open(path)?;
            return Ok(Draft { out: BufWriter::new(file), place: path.to_owned(), beside: None });
        }
        // What a link leads to is replaced, and the link stays.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let (beside, file) = open_beside(&place)?;
        Ok(Draft { out: BufWriter::new(file), place, beside: Some(Beside(beside)) })
    }

    /// Puts the whole file in its place.
    pub(crate) fn publish(self) -> io::Result<()> {
        let Draft { out, place, beside } = self;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        let Some(beside) = beside else { return Ok(()) };
        file.sync_all()?;
        drop(file);
        fs::rename(&beside.0, place)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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
