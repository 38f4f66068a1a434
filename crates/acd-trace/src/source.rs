//! Lines out of a stream of bytes, none longer than it may be; and what the first of them is.

use std::io::{BufRead, Read};

use tapi_types::Time;

use crate::stored::{HeaderLine, LineKind, Maker, is_cut, leading_number, parse};
use crate::{FORMAT_VERSION, Flaw, Footer, Header};

/// Bytes of any line but the first. A scenario's longest text has 10,000 characters, of six bytes each at most, and a line has
/// one text and some names; what is longer is not of this format, and is not kept in memory.
pub(crate) const LINE_BYTES_MAX: usize = 1 << 20;

/// Bytes of the first line: a scenario of half a gigabyte and a table of as much, with room for their escapes.
pub(crate) const HEADER_BYTES_MAX: usize = i32::MAX as usize;

/// How the first line of a recording begins, in every version of the format.
const HEADER_START: &[u8] = b"{\"recording\":";

/// How much is shown of a first line that is something else.
const SHOWN_BYTES: usize = 40;

/// Lines out of a stream.
#[derive(Debug)]
pub(crate) struct Source<R> {
    input: R,
    line: Vec<u8>,
    number: u64,
}

/// What was found where a line was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// A line with its end.
    Whole,
    /// The stream ends in the middle of a line.
    Cut,
    /// The stream is over.
    Nothing,
}

impl<R: BufRead> Source<R> {
    pub(crate) fn new(input: R) -> Source<R> {
        Source { input, line: Vec::new(), number: 0 }
    }

    /// The bytes of the present line, with its end if there is one.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.line
    }

    /// The present line without its end.
    pub(crate) fn text(&self) -> &[u8] {
        self.line.strip_suffix(b"\n").unwrap_or(&self.line)
    }

    /// The number of the present line, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// Goes to the next line.
    pub(crate) fn advance(&mut self) -> Result<Found, Flaw> {
        self.start();
        self.fill(LINE_BYTES_MAX)
    }

    /// Goes to the first line, which may be much longer if it is a header.
    fn advance_to_header(&mut self) -> Result<Found, Flaw> {
        self.start();
        self.read_up_to(HEADER_START.len())?;
        let limit = if self.line == HEADER_START { HEADER_BYTES_MAX } else { LINE_BYTES_MAX };
        self.fill(limit)
    }

    fn start(&mut self) {
        self.line.clear();
        self.number += 1;
    }

    fn fill(&mut self, limit: usize) -> Result<Found, Flaw> {
        self.read_up_to(limit)?;
        if self.line.ends_with(b"\n") {
            Ok(Found::Whole)
        } else if self.line.len() >= limit {
            Err(self.altered(format!("longer than the {limit} bytes that it may have")))
        } else if self.line.is_empty() {
            Ok(Found::Nothing)
        } else {
            Ok(Found::Cut)
        }
    }

    /// Reads on in the present line until it has so many bytes.
    fn read_up_to(&mut self, len: usize) -> Result<(), Flaw> {
        let room = len.saturating_sub(self.line.len());
        if room > 0 && !self.line.ends_with(b"\n") {
            self.input.by_ref().take(room as u64).read_until(b'\n', &mut self.line)?;
        }
        Ok(())
    }

    /// Something is wrong with the present line.
    pub(crate) fn altered(&self, what: impl Into<String>) -> Flaw {
        Flaw::Altered { line: Some(self.number), what: what.into() }
    }

    /// Something is wrong with a last line that has no end: it breaks off, or it was altered.
    pub(crate) fn cut_or_altered(&self, so_far: &Whole) -> Flaw {
        if is_cut(&self.line) { so_far.incomplete() } else { self.altered("it is no part of a line of a recording") }
    }

    /// Reads the first line.
    pub(crate) fn first(&mut self) -> Result<First, Flaw> {
        let found = match self.advance_to_header() {
            Err(Flaw::Altered { .. }) if !self.line.starts_with(HEADER_START) => Found::Whole,
            other => other?,
        };
        Ok(self.judge_first(found))
    }

    fn judge_first(&self, found: Found) -> First {
        let line = self.text();
        let Some(rest) = line.strip_prefix(HEADER_START) else {
            let begun = HEADER_START.starts_with(line) && found != Found::Whole;
            return if begun { First::Cut } else { First::Other(shown(line)) };
        };
        if found == Found::Cut && rest.iter().all(u8::is_ascii_digit) {
            return First::Cut;
        }
        match leading_number(rest) {
            Some((version, rest)) if rest.starts_with(b",") => {
                if version == u64::from(FORMAT_VERSION) {
                    self.judge_header(found)
                } else {
                    First::Format(version)
                }
            }
            Some(_) | None => First::Broken("there is no version of its format".to_owned()),
        }
    }

    fn judge_header(&self, found: Found) -> First {
        if found == Found::Cut {
            return if is_cut(&self.line) { First::Cut } else { First::Broken("it is no part of a header".to_owned()) };
        }
        match parse::<HeaderLine<'_>>(self.text()) {
            Ok(stored) if stored.maker().is_ours() => {
                let maker = stored.maker();
                stored.header().map_or_else(First::Broken, |header| First::Header { header: Box::new(header), maker })
            }
            Ok(stored) => First::OtherEngine(stored.maker()),
            Err(what) => match parse::<Maker>(self.text()) {
                Ok(maker) if !maker.is_ours() => First::OtherEngine(maker),
                Ok(_) | Err(_) => First::Broken(what),
            },
        }
    }
}

/// What the first line of a stream is.
#[derive(Debug)]
pub(crate) enum First {
    /// A header.
    Header { header: Box<Header>, maker: Maker },
    /// A header of this format, by an engine with other traces.
    OtherEngine(Maker),
    /// A header of another format.
    Format(u64),
    /// The beginning of a header, and nothing more.
    Cut,
    /// Begun like a header, but none: what is wrong.
    Broken(String),
    /// Something else: how it begins.
    Other(String),
}

impl First {
    /// The header and who wrote it.
    pub(crate) fn header(self) -> Result<(Header, Maker), Flaw> {
        match self {
            First::Header { header, maker } => Ok((*header, maker)),
            First::OtherEngine(Maker { trace, tspmock }) => Err(Flaw::OtherEngine { found: trace, tspmock }),
            First::Format(found) if found < u64::from(FORMAT_VERSION) => Err(Flaw::OlderFormat { found }),
            First::Format(found) => Err(Flaw::NewerFormat { found }),
            First::Cut => Err(Whole::default().incomplete()),
            First::Broken(what) => Err(Flaw::Altered { line: Some(1), what }),
            First::Other(found) => Err(Flaw::NotARecording { found }),
        }
    }
}

/// What is whole so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Whole {
    pub(crate) records: u64,
    pub(crate) commands: u64,
    pub(crate) until: Option<Time>,
}

impl Whole {
    pub(crate) fn count(&mut self, kind: LineKind, at: Time) {
        match kind {
            LineKind::Record => self.records += 1,
            LineKind::Command => self.commands += 1,
        }
        self.until = Some(at);
    }

    /// Whether a footer tells of as much, or what it tells.
    pub(crate) fn agrees(&self, footer: &Footer) -> Result<(), String> {
        if (footer.records, footer.commands) == (self.records, self.commands) {
            return Ok(());
        }
        Err(format!(
            "{} records and {} commands are told of, and there are {} and {}",
            footer.records, footer.commands, self.records, self.commands
        ))
    }

    pub(crate) fn incomplete(&self) -> Flaw {
        Flaw::Incomplete { records: self.records, until: self.until }
    }
}

/// The beginning of a line that is not understood.
pub(crate) fn shown(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(&line[..line.len().min(SHOWN_BYTES)]);
    let more = if line.len() > SHOWN_BYTES { "…" } else { "" };
    format!("its first line begins with {:?}{more}", text.trim_end_matches('\u{FFFD}'))
}
