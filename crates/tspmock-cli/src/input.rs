//! Reads scenarios: bytes, the tables beside them, and what is wrong with them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use acd_scenario::{Diagnostic, Files, Plan, Severity, Source, limits};
use acd_trace::ScenarioText;
use serde::Deserialize;

use crate::console::Style;
use crate::guard::guard;
use crate::render::diagnostic::render;
use crate::select::{Input, Origin, stem};

/// A scenario that was read, or what came of the attempt.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The file, as the user knows it.
    pub(crate) name: String,
    /// The file's name without its ending.
    pub(crate) stem: String,
    pub(crate) outcome: Outcome,
    /// Its bytes could not be had.
    pub(crate) unreadable: bool,
    /// Errors and warnings, in order of their places.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The same, rendered for people.
    pub(crate) shown: String,
    /// What a recording says of the scenario, where that is wanted and it is valid.
    pub(crate) text: Option<ScenarioText>,
    /// The files that it was read from: its own, and the tables beside it.
    pub(crate) files: Vec<PathBuf>,
}

/// What came of reading.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It can run.
    Valid(Box<Plan>),
    /// It cannot; its scenario's name, where that could be made out.
    Invalid(Option<String>),
    /// Reading it broke; what the panic said.
    Broken(String),
}

impl Reading {
    /// Nothing has been read yet.
    fn begin(name: &str, stem: String) -> Reading {
        Reading {
            name: name.to_owned(),
            stem,
            outcome: Outcome::Invalid(None),
            unreadable: false,
            diagnostics: Vec::new(),
            shown: String::new(),
            text: None,
            files: Vec::new(),
        }
    }

    /// How many of its diagnostics are of this kind.
    pub(crate) fn count(&self, severity: Severity) -> u64 {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count() as u64
    }

    /// The file or the scenario's name contains the text.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let name = match &self.outcome {
            Outcome::Valid(plan) => Some(plan.name.as_str()),
            Outcome::Invalid(name) => name.as_deref(),
            Outcome::Broken(_) => None,
        };
        self.name.contains(text) || name.is_some_and(|name| name.contains(text))
    }
}

/// Reads, checks and compiles one scenario.
pub(crate) fn read(input: &Input, style: Style) -> Reading {
    read_through(input, style, &Beside::of(input))
}

/// The same, with the text of the scenario and of what it reads from beside it, as they were just now.
pub(crate) fn read_for_recording(input: &Input, style: Style) -> Reading {
    let beside = Beside { kept: Some(RefCell::default()), ..Beside::of(input) };
    read_through(input, style, &beside)
}

fn read_through(input: &Input, style: Style, beside: &Beside) -> Reading {
    let mut reading = Reading::begin(&input.name, stem(input));
    let bytes = match bytes(input) {
        Ok(bytes) => bytes,
        Err(error) => {
            let diagnostic = unreadable(&input.name, &error);
            reading.unreadable = true;
            reading.shown = render(&diagnostic, None, style);
            reading.diagnostics.push(diagnostic);
            return reading;
        }
    };
    load(&mut reading, &bytes, beside);
    for diagnostic in &reading.diagnostics {
        let shown = if diagnostic.file == reading.name {
            render(diagnostic, Some(&bytes), style)
        } else {
            render(diagnostic, beside.read(&diagnostic.file).ok().as_deref(), style)
        };
        reading.shown.push_str(&shown);
    }
    reading.text = beside.text_of(&reading, bytes);
    reading.files = beside.tables.take();
    if let Origin::File(path) = &input.origin {
        reading.files.push(path.clone());
    }
    reading
}

/// Reads a scenario that is built into the program.
pub(crate) fn built_in(name: &str, text: &str) -> Reading {
    let mut reading = Reading::begin(name, name.to_owned());
    load(&mut reading, text.as_bytes(), &Beside::folder(PathBuf::new()));
    reading
}

fn load(reading: &mut Reading, bytes: &[u8], beside: &Beside) {
    let source = Source { name: &reading.name, bytes, files: beside };
    match guard(|| acd_scenario::load(&source)) {
        Ok(Ok(loaded)) => {
            reading.diagnostics = loaded.warnings;
            reading.outcome = Outcome::Valid(Box::new(loaded.plan));
        }
        Ok(Err(diagnostics)) => {
            reading.diagnostics = diagnostics;
            reading.outcome = Outcome::Invalid(name_in(bytes));
        }
        Err(panic) => reading.outcome = Outcome::Broken(panic),
    }
}

/// The name in a file that is invalid, if it can be read as JSON at all.
fn name_in(bytes: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        name: String,
    }
    serde_json::from_slice::<Named>(bytes).ok().map(|named| named.name)
}

/// All bytes of an input, as far as a scenario may go and one byte more, so that an endless one ends.
fn bytes(input: &Input) -> io::Result<Vec<u8>> {
    match &input.origin {
        Origin::File(path) => whole(path),
        Origin::Stdin => bounded(io::stdin().lock()),
        Origin::Closed(error) => Err(io::Error::new(error.kind(), error.to_string())),
    }
}

fn whole(path: &Path) -> io::Result<Vec<u8>> {
    bounded(File::open(path)?)
}

fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The folder of a scenario, where its tables are.
#[derive(Debug)]
struct Beside {
    folder: PathBuf,
    /// The files that were read.
    tables: RefCell<Vec<PathBuf>>,
    /// What was read, by name, where that is wanted.
    kept: Option<RefCell<BTreeMap<String, String>>>,
}

impl Beside {
    fn of(input: &Input) -> Beside {
        let folder = match &input.origin {
            Origin::File(path) => path.parent().map(Path::to_owned).unwrap_or_default(),
            Origin::Stdin | Origin::Closed(_) => PathBuf::new(),
        };
        Beside::folder(folder)
    }

    fn folder(folder: PathBuf) -> Beside {
        Beside { folder, tables: RefCell::default(), kept: None }
    }

    /// A valid scenario as text, with what was read beside it.
    fn text_of(&self, reading: &Reading, bytes: Vec<u8>) -> Option<ScenarioText> {
        let (Some(kept), Outcome::Valid(plan)) = (&self.kept, &reading.outcome) else { return None };
        // What is valid is text.
        let text = String::from_utf8(bytes).ok()?;
        Some(ScenarioText { name: plan.name.clone(), file: reading.name.clone(), text, files: kept.take() })
    }
}

impl Files for Beside {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let path = self.folder.join(name);
        let bytes = whole(&path)?;
        self.tables.borrow_mut().push(path);
        if let (Some(kept), Ok(text)) = (&self.kept, std::str::from_utf8(&bytes)) {
            kept.borrow_mut().insert(name.to_owned(), text.to_owned());
        }
        Ok(bytes)
    }
}

/// A file that could not be read, as a diagnostic of the whole file.
fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let (message, help) = if error.kind() == ErrorKind::NotFound {
        ("there is no such file".to_owned(), Some("check the path"))
    } else if error.kind() == ErrorKind::PermissionDenied {
        ("the file may not be read".to_owned(), Some("check its permissions"))
    } else {
        (format!("the file cannot be read: {error}"), None)
    };
    Diagnostic {
        severity: Severity::Error,
        code: "unreadable_file",
        message,
        file: name.to_owned(),
        line: 1,
        column: 1,
        span: 0..0,
        path: String::new(),
        found: None,
        expected: None,
        help: help.map(str::to_owned),
    }
}
