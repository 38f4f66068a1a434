//! Tables as files. They are written beside their names and take their place when they are whole.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use acd_core::{Entry, Record};
use acd_scenario::Plan;
use acd_trace::Line;
use tapi_types::Time;

use crate::RunError;
use crate::tables::{Interval, Outputs, Tables, TablesError};

/// Tables and where they go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableOptions {
    /// The folder; made where it is missing.
    pub dir: PathBuf,
    /// The length of an interval.
    pub interval: Interval,
}

type TableFile = BufWriter<File>;

/// Tables under way to their files.
pub(crate) struct TableFiles<'p> {
    tables: Tables<'p, TableFile>,
    dir: PathBuf,
}

impl<'p> TableFiles<'p> {
    pub(crate) fn create(plan: &'p Plan, options: &TableOptions) -> Result<TableFiles<'p>, RunError> {
        let dir = &options.dir;
        make_folder(dir).map_err(failed(dir))?;
        let files = Outputs::FILES.try_map(|name| {
            let path = part(dir, name);
            File::create(&path).map(BufWriter::new).map_err(failed(&path))
        })?;
        let tables = Tables::new(plan, options.interval, files).map_err(|error| {
            let error = match error {
                TablesError::Write(error) => error,
                calendar @ TablesError::Calendar(_) => io::Error::other(calendar.to_string()),
            };
            failed(dir)(error)
        })?;
        Ok(TableFiles { tables, dir: dir.clone() })
    }

    pub(crate) fn push(&mut self, record: &Record) -> Result<(), RunError> {
        self.tables.push(record).map_err(failed(&self.dir))
    }

    pub(crate) fn finish(self, ended_at: Time) -> Result<(), RunError> {
        let TableFiles { tables, dir } = self;
        let files = tables.finish(ended_at).map_err(failed(&dir))?;
        files
            .try_map(|file| file.into_inner().map(drop).map_err(io::IntoInnerError::into_error))
            .map_err(failed(&dir))?;
        Outputs::FILES.try_map(|name| fs::rename(part(&dir, name), dir.join(name))).map_err(failed(&dir))?;
        Ok(())
    }
}

/// Makes a folder where there is none. What the system says of a file in its place would puzzle.
fn make_folder(dir: &Path) -> io::Result<()> {
    let file = fs::metadata(dir).is_ok_and(|there| !there.is_dir());
    if file {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a file, not a folder"));
    }
    fs::create_dir_all(dir)
}

/// Writes the tables of a recorded run from its lines.
///
/// # Errors
/// What keeps a line from being had, or a table from being written. Then no table is there that was not there before.
pub fn write_tables<E: From<RunError>>(
    plan: &Plan,
    options: &TableOptions,
    lines: impl Iterator<Item = Result<Line, E>>,
    ended_at: Time,
) -> Result<(), E> {
    let written = write_parts(plan, options, lines, ended_at);
    if written.is_err() {
        remove_parts(options);
    }
    written
}

fn write_parts<E: From<RunError>>(
    plan: &Plan,
    options: &TableOptions,
    lines: impl Iterator<Item = Result<Line, E>>,
    ended_at: Time,
) -> Result<(), E> {
    let mut tables = TableFiles::create(plan, options)?;
    for line in lines {
        if let Entry::Record(record) = &line?.entry {
            tables.push(record)?;
        }
    }
    Ok(tables.finish(ended_at)?)
}

fn part(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("{name}.part"))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> RunError + use<> {
    let path = path.to_owned();
    move |error| RunError::Io { path, error }
}

/// Tables of a run that did not come to its end are of no use to anybody.
pub(crate) fn remove_parts(options: &TableOptions) {
    let Outputs { queue_interval, agent_interval, calls } = Outputs::FILES;
    for name in [queue_interval, agent_interval, calls] {
        // One that was never made need not go.
        let _ = fs::remove_file(part(&options.dir, name));
    }
}
