//! What stands in a file: types of their own, and the way from and to those of a run.

mod command;
mod ends;
mod open;
mod record;
mod table;
mod values;
mod word;

use acd_core::Entry;
use tapi_types::Time;

use self::command::CommandLine;
pub(crate) use self::ends::{FOOTER_START, FooterLine, HeaderLine, Maker, footer, policy_names};
use self::record::RecordLine;
pub(crate) use self::values::{direction_name, party_name};
use crate::Line;
use crate::book::Catalog;

/// The two kinds of lines between header and footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    Record,
    Command,
}

/// How every record and every command begins.
const START: &[u8] = b"{\"t_us\":";

/// What a line is, and its time, from its first bytes.
pub(crate) fn peek(line: &[u8]) -> Option<(LineKind, Time)> {
    let rest = line.strip_prefix(START)?;
    let (us, rest) = leading_number(rest)?;
    let kind = if rest.starts_with(b",\"seq\":") {
        LineKind::Record
    } else if rest.starts_with(b",\"command\":") {
        LineKind::Command
    } else {
        return None;
    };
    Some((kind, Time::from_micros(us)))
}

/// The whole number at the start of some bytes, and what follows it.
pub(crate) fn leading_number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let len = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at(len);
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((number, rest))
}

/// Adds the line of an entry to a buffer, without its end.
pub(crate) fn put(
    out: &mut Vec<u8>,
    entry: &Entry,
    step: Option<usize>,
    names: &Catalog<'_>,
) -> serde_json::Result<()> {
    match entry {
        Entry::Record(record) => record::put(out, record, names),
        Entry::Command(command) => serde_json::to_writer(out, &CommandLine::new(command, step, names)),
    }
}

/// The entry in a line, or what is wrong with it. A line can be written in one way only; any other is wrong, so that nothing
/// in it is overlooked. `spare` is a buffer to be used.
pub(crate) fn get(line: &[u8], names: &Catalog<'_>, spare: &mut Vec<u8>) -> Result<Line, String> {
    let (kind, _) = peek(line).ok_or("neither a record nor a command nor the last line")?;
    let line_read = match kind {
        LineKind::Record => {
            let stored: RecordLine<'_> = parse(line)?;
            Line { entry: Entry::Record(stored.record(names)?), step: None }
        }
        LineKind::Command => {
            let stored: CommandLine<'_> = parse(line)?;
            let step = stored.step();
            Line { entry: Entry::Command(stored.command(names)?), step }
        }
    };
    spare.clear();
    put(spare, &line_read.entry, line_read.step, names).map_err(|error| error.to_string())?;
    if spare == line { Ok(line_read) } else { Err("not written as a recording is".to_owned()) }
}

/// Reads one JSON value.
pub(crate) fn parse<'a, T: serde::Deserialize<'a>>(line: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(line).map_err(|error| {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default();
        format!("{what} (column {})", error.column())
    })
}

/// True for the first part of a line that was whole: all there is of it is as it should be.
pub(crate) fn is_cut(line: &[u8]) -> bool {
    // A sign without its number is an error to the parser, and not an end.
    let line = line.strip_suffix(b"-").unwrap_or(line);
    match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
        Ok(_) => line.ends_with(b"}"),
        Err(error) => line.starts_with(b"{") && error.is_eof(),
    }
}
