//! Calls listed in a table beside the scenario.

use acd_core::ListedCall;
use tapi_types::{Span, Time};

use super::check::quoted;
use super::listed;
use super::scope::Scope;
use crate::Files;
use crate::duration::parse_duration;
use crate::file::Text;
use crate::finding::{Finding, Place};
use crate::limits;
use crate::path::{At, Path};
use crate::suggest::{did_you_mean, list, nearest};
use crate::table::{Cell, Table, TableError};

/// The columns that a table may have; the first one is required.
const COLUMNS: [&str; 7] = ["at", "talk", "wrap_up", "patience", "priority", "caller", "called"];

/// The calls of a table between `from` and `to`, in order of time.
pub(crate) fn calls(
    name: &Text<'_>,
    window: (Time, Option<Time>),
    files: &dyn Files,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<Vec<ListedCall>> {
    let bytes = match files.read(name) {
        Ok(bytes) => bytes,
        Err(error) => {
            scope.check.error("unreadable_file", at, format!("cannot read the table {}: {error}", quoted(name)));
            return None;
        }
    };
    if bytes.len() > limits::FILE_BYTES {
        let message = format!("the table {} is larger than {} bytes", quoted(name), limits::FILE_BYTES);
        scope.check.error("too_many", at, message);
        return None;
    }
    let mut reader = Reader { file: name.to_string(), path: at.path(), findings: Vec::new() };
    let calls = reader.table(&bytes);
    scope.check.take(reader.findings);
    Some(listed::within(window, calls?))
}

/// Reads one table.
struct Reader {
    file: String,
    path: Path,
    findings: Vec<Finding>,
}

/// The place of each column in a row, in the order of [`COLUMNS`].
type Places = [Option<usize>; COLUMNS.len()];

impl Reader {
    fn table(&mut self, bytes: &[u8]) -> Option<Vec<ListedCall>> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let place = error.valid_up_to();
                let cell = crate::table::cell_at(bytes, place);
                self.error("invalid_utf8", &cell, "this is not UTF-8 text");
                return None;
            }
        };
        let mut table = Table::new(text);
        let header = match table.row() {
            Some(Ok(header)) => header,
            Some(Err(error)) => {
                self.syntax(&error);
                return None;
            }
            None => {
                self.error("empty_file", &Cell::start(), "the table is empty").expected("a header line with `at`");
                return None;
            }
        };
        let places = self.header(&header)?;
        let mut calls = Vec::new();
        while let Some(row) = table.row() {
            if self.findings.len() > limits::DIAGNOSTICS {
                break;
            }
            match row {
                Ok(row) if calls.len() >= limits::ROWS => {
                    self.error("too_many", &row[0], &format!("more than {} rows", limits::ROWS));
                    break;
                }
                Ok(row) => calls.extend(self.call(&row, header.len(), &places)),
                Err(error) => {
                    self.syntax(&error);
                    break;
                }
            }
        }
        Some(calls)
    }

    fn header(&mut self, header: &[Cell]) -> Option<Places> {
        let mut places: Places = [None; COLUMNS.len()];
        for (place, cell) in header.iter().enumerate() {
            let name = cell.text.trim();
            match COLUMNS.iter().position(|column| *column == name) {
                Some(column) if places[column].is_some() => {
                    self.error("duplicate_column", cell, &format!("the column `{name}` stands twice"));
                }
                Some(column) => places[column] = Some(place),
                None => {
                    let help = nearest(name, COLUMNS).map(did_you_mean);
                    self.error("unknown_column", cell, &format!("there is no column {}", quoted(name)))
                        .found(quoted(name))
                        .expected(list(COLUMNS))
                        .maybe_help(help);
                }
            }
        }
        if places[0].is_none() && self.findings.is_empty() {
            self.error("missing_column", &header[0], "the column `at` is missing").expected(list(COLUMNS));
        }
        places[0].is_some().then_some(places)
    }

    fn call(&mut self, row: &[Cell], columns: usize, places: &Places) -> Option<ListedCall> {
        if row.len() != columns {
            let message = format!("the row has {} cells, the header has {columns}", row.len());
            self.error("wrong_row", &row[0], &message);
            return None;
        }
        let cell = |column: usize| places[column].map(|place| &row[place]).filter(|cell| !cell.text.trim().is_empty());
        let Some(at) = cell(0) else {
            self.error("missing_member", &row[places[0].unwrap_or(0)], "`at` is empty");
            return None;
        };
        let at = self.span(at);
        let [talk, wrap_up, patience] = [1, 2, 3].map(|column| cell(column).map(|cell| self.span(cell)));
        let priority = cell(4).map(|cell| self.priority(cell));
        let [caller, called] = [5, 6].map(|column| cell(column).map(|cell| self.text(cell)));
        Some(ListedCall {
            at: Time::from_micros(at?.as_micros()),
            talk: lift(talk)?,
            wrap_up: lift(wrap_up)?,
            patience: lift(patience)?,
            priority: lift(priority)?,
            caller,
            called,
        })
    }

    fn span(&mut self, cell: &Cell) -> Option<Span> {
        match parse_duration(cell.text.trim()) {
            Ok(span) => Some(span),
            Err(error) => {
                self.error("invalid_duration", cell, &error.to_string())
                    .found(quoted(&cell.text))
                    .expected("whole numbers with h, m, s, ms or us, larger units first");
                None
            }
        }
    }

    fn text(&mut self, cell: &Cell) -> String {
        if cell.text.chars().count() > limits::TEXT_CHARS {
            self.error("too_long", cell, &format!("a text is longer than {} characters", limits::TEXT_CHARS));
        }
        cell.text.to_string()
    }

    fn priority(&mut self, cell: &Cell) -> Option<i64> {
        let priority = cell.text.trim().parse().ok();
        if priority.is_none() {
            self.error("wrong_type", cell, &format!("{} is not a whole number", quoted(&cell.text)))
                .found(quoted(&cell.text))
                .expected("a whole number");
        }
        priority
    }

    fn syntax(&mut self, error: &TableError) {
        self.error("syntax", &error.cell, error.message);
    }

    fn error(&mut self, code: &'static str, cell: &Cell, message: &str) -> &mut Finding {
        let place = Place::Table {
            file: self.file.clone(),
            span: cell.span.clone(),
            line: cell.line,
            column: cell.column,
            path: self.path.clone(),
        };
        self.findings.push(Finding::error(code, place, message));
        self.findings.last_mut().expect("one was just pushed")
    }
}

/// A value that is not there is fine, one that could not be read is not.
#[expect(clippy::option_option, reason = "absent and unreadable are two things here")]
fn lift<T>(cell: Option<Option<T>>) -> Option<Option<T>> {
    match cell {
        None => Some(None),
        Some(value) => value.map(Some),
    }
}
