//! `tspmock convert`: a timeline, tables or a scenario of a recording.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use acd_replay::{Written, timeline, write_down};
use acd_run::tables::{Interval, Outputs};
use acd_run::{RunError, TableOptions, write_tables};
use acd_trace::{Flaw, Footer};
use tapi_types::Span;

use crate::args::{ConvertArgs, Shape};
use crate::console::{Console, Ink};
use crate::exit::Exit;
use crate::output::{self, Draft};
use crate::recording::{Recording, tell};
use crate::render::shell;
use crate::render::text::plain;
use crate::select::shown;

/// The length of an interval, where nobody says it.
const INTERVAL: Span = Span::from_secs(30 * 60);

/// Converts what the arguments name.
pub(crate) fn convert(args: &ConvertArgs, console: &mut Console) -> Exit {
    let place = match Place::of(args, console) {
        Ok(place) => place,
        Err(exit) => return exit,
    };
    let (recording, footer) = match Recording::open(&args.recording.path, console) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let done = match place {
        Place::Tables(options) => tables(&recording, &footer, &options),
        Place::File(path) => to_file(args.to, &recording, &footer, path, console),
        Place::Out => to_out(args.to, &recording, &footer, console),
    };
    match done {
        Ok(()) => Exit::Done,
        Err(Stuck::Flaw(flaw)) => tell(&recording.name, &flaw, console),
        Err(Stuck::Unwritable(text)) => {
            console.complain(&plain(&text));
            Exit::Unwritable
        }
    }
}

/// Where it goes.
enum Place<'a> {
    Out,
    File(&'a Path),
    Tables(TableOptions),
}

impl<'a> Place<'a> {
    /// Sees that what is asked for makes sense and that nothing is in the way.
    fn of(args: &'a ConvertArgs, console: &Console) -> Result<Place<'a>, Exit> {
        let refuse = |text: &str| {
            console.complain(&plain(text));
            Err(Exit::Usage)
        };
        let tables = args.to == Shape::Csv;
        if args.interval.is_some() && !tables {
            return refuse("--interval is for tables (--to csv)");
        }
        let place = match (&args.out, tables) {
            (None, true) => return refuse("tables need a folder: --to csv --out DIR"),
            (None, false) => return Ok(Place::Out),
            (Some(dir), true) => {
                let default = || Interval::try_from(INTERVAL).expect("half an hour is an interval");
                Place::Tables(TableOptions { dir: dir.clone(), interval: args.interval.unwrap_or_else(default) })
            }
            (Some(path), false) => Place::File(path),
        };
        let files = match &place {
            Place::Tables(TableOptions { dir, .. }) => {
                let Outputs { queue_interval, agent_interval, calls } = Outputs::FILES;
                [queue_interval, agent_interval, calls].map(|file| dir.join(file)).to_vec()
            }
            Place::File(path) => vec![path.to_path_buf()],
            Place::Out => Vec::new(),
        };
        let files = || files.iter().map(PathBuf::as_path);
        if let Some(text) = output::clash(files(), [args.recording.path.as_path()]) {
            return refuse(&text);
        }
        match output::in_the_way(files(), args.force) {
            Some(path) => refuse(&output::exists(path)),
            None => Ok(place),
        }
    }
}

/// Why it was not converted.
enum Stuck {
    Flaw(Flaw),
    Unwritable(String),
}

impl From<Flaw> for Stuck {
    fn from(flaw: Flaw) -> Stuck {
        Stuck::Flaw(flaw)
    }
}

impl From<RunError> for Stuck {
    fn from(error: RunError) -> Stuck {
        Stuck::Unwritable(error.to_string())
    }
}

fn tables(recording: &Recording, footer: &Footer, options: &TableOptions) -> Result<(), Stuck> {
    let lines = recording.lines()?.map(|line| line.map_err(Stuck::from));
    write_tables(&recording.plan, options, lines, footer.ended_at)
}

fn to_file(shape: Shape, recording: &Recording, footer: &Footer, path: &Path, console: &Console) -> Result<(), Stuck> {
    let unwritable = |error: &io::Error| Stuck::Unwritable(output::unwritable(path, error));
    let mut draft = Draft::open(path).map_err(|error| unwritable(&error))?;
    let mut failed = None;
    let made = make(shape, recording, footer, Watched { out: &mut draft, failed: &mut failed });
    if let Some(error) = failed {
        return Err(unwritable(&error));
    }
    say_notes(&made?, console);
    draft.publish().map_err(|error| unwritable(&error))?;
    if shape == Shape::Scenario {
        console.say(&format!("run it with: {}", shell::tspmock(["run", &shell::path(&shown(path))])));
    }
    Ok(())
}

fn to_out(shape: Shape, recording: &Recording, footer: &Footer, console: &mut Console) -> Result<(), Stuck> {
    let notes = make(shape, recording, footer, DataOut(console))?;
    say_notes(&notes, console);
    Ok(())
}

/// Writes what fits into one file, and says what it could not say exactly.
fn make(shape: Shape, recording: &Recording, footer: &Footer, mut out: impl Write) -> Result<Vec<String>, Flaw> {
    let lines = recording.lines()?;
    match shape {
        Shape::ChromeTrace => {
            timeline(&recording.plan, lines, footer.ended_at, out)?.flush()?;
            Ok(Vec::new())
        }
        Shape::Scenario => {
            let Written { plan, notes } = write_down(&recording.plan, lines, footer)?;
            out.write_all(acd_scenario::write(&plan).as_bytes())?;
            out.flush()?;
            Ok(notes)
        }
        // Tables are several files.
        Shape::Csv => Ok(Vec::new()),
    }
}

fn say_notes(notes: &[String], console: &Console) {
    for note in notes {
        console.say(&format!("{} {}", console.err_style.paint(Ink::Warn, "note:"), plain(note)));
    }
}

/// A file whose trouble is told apart from that of the recording.
struct Watched<'a> {
    out: &'a mut Draft,
    failed: &'a mut Option<io::Error>,
}

impl Watched<'_> {
    fn note<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            self.failed.get_or_insert(error);
            kind.into()
        })
    }
}

impl Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.note(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.note(flushed)
    }
}

/// Standard output. It tells by itself, in the end, whether it could be written.
struct DataOut<'a>(&'a mut Console);

impl Write for DataOut<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.data(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
