//! Recordings as files, written while a scenario is played.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use acd_core::Engine;
use acd_scenario::Plan;
use acd_trace::{Line, ScenarioText, Writer};

use crate::RunError;
use crate::recording::{book, end_of, header};

/// A recording and what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingOptions {
    /// The file.
    pub path: PathBuf,
    /// The scenario as text, so that the recording can be played on another machine.
    pub scenario: ScenarioText,
    /// Replaces a file that exists. It stays as it is until the recording is whole.
    pub replace: bool,
}

/// A recording under way to a file.
pub(crate) struct Recording {
    writer: Writer<BufWriter<File>>,
    path: PathBuf,
    /// Where it is written, if a file with its name exists.
    part: Option<Part>,
}

/// A file that is to take the place of another. One that does not come so far goes.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // After its move there is nothing left to remove.
        let _ = fs::remove_file(&self.0);
    }
}

impl Recording {
    pub(crate) fn create(options: &RecordingOptions, plan: &Plan, seed: u64) -> Result<Recording, RunError> {
        let path = &options.path;
        let (file, part) = open(path, options.replace).map_err(failed(path))?;
        let part = part.map(Part);
        let header = header(plan, seed, options.scenario.clone());
        let writer = Writer::new(BufWriter::new(file), &header, book(plan)).map_err(failed(path))?;
        Ok(Recording { writer, path: path.clone(), part })
    }

    pub(crate) fn write(&mut self, line: &Line) -> Result<(), RunError> {
        self.writer.write(&line.entry, line.step).map_err(failed(&self.path))
    }

    /// Closes the recording of a run that came to its end, or to a halt; the digest of its records.
    pub(crate) fn finish(self, engine: &Engine) -> Result<String, RunError> {
        let digest = self.writer.digest();
        let file = self.writer.finish(end_of(engine)).map_err(failed(&self.path))?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error).map_err(failed(&self.path))?;
        if let Some(part) = self.part {
            let moved = file.sync_all().and_then(|()| fs::rename(&part.0, place(&self.path)));
            moved.map_err(failed(&self.path))?;
        }
        Ok(digest)
    }
}

/// What a link leads to; else the path itself.
fn place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> RunError + use<'_> {
    move |error| RunError::Io { path: path.to_owned(), error }
}

/// True for what is there and is written as it is, since nothing could take its place: devices, pipes, and the names that a
/// system has for the streams of a process, whatever these lead to.
pub fn is_stream(path: &Path) -> bool {
    let of_the_system = ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder));
    fs::metadata(path).is_ok_and(|there| !there.is_dir() && (of_the_system || !there.is_file()))
}

/// A new file in its place, or beside one that is to be replaced.
fn open(path: &Path, replace: bool) -> io::Result<(File, Option<PathBuf>)> {
    if is_stream(path) {
        return OpenOptions::new().append(true).open(path).map(|file| (file, None));
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if replace && error.kind() == io::ErrorKind::AlreadyExists => {
            // What a link leads to is replaced, and the link stays.
            let place = place(path);
            let mut name = place.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}.part", std::process::id()));
            let part = place.with_file_name(name);
            OpenOptions::new().write(true).create_new(true).open(&part).map(|file| (file, Some(part)))
        }
        opened => opened.map(|file| (file, None)),
    }
}
