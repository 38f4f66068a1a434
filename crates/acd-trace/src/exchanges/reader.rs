//! Exchanges, read back.

use std::io::BufRead;

use tsp_provider::Exchange;

use super::stored::{ExchangeLine, HeaderLine};
use super::{HEADER_START, footer_start};
use crate::checksum::{Checksum, split_tail};
use crate::source::{Found, Source, Whole, shown};
use crate::stored::{LineKind, leading_number};
use crate::{FORMAT_VERSION, Flaw};

/// Reads what an [`ExchangeWriter`](crate::ExchangeWriter) has written, in the order of asking. Everything is checked before
/// anything is handed out.
///
/// # Errors
/// What is wrong with it, by the names of what can be wrong with a recording: unreadable, not a recording, incomplete (with
/// the number of exchanges that are whole, and when the last of them ended), altered, of an older or a newer format.
pub fn read_exchanges<R: BufRead>(input: R) -> Result<Vec<Exchange>, Flaw> {
    let mut source = Source::new(input);
    let mut found = match source.advance() {
        Err(Flaw::Altered { .. }) if !source.bytes().starts_with(HEADER_START) => Found::Whole,
        other => other?,
    };
    let mut pass = Pass::begin(&source, judge_first(&source, found));
    while found == Found::Whole {
        found = match source.advance() {
            // A stranger's lines may be as long as they like.
            Err(Flaw::Altered { .. }) if matches!(pass.first, Err(Flaw::NotARecording { .. })) => Found::Nothing,
            other => other?,
        };
        if found == Found::Whole {
            pass.take(&source);
        }
    }
    pass.judge(found, &source)
}

/// Whether the first line is a header of this format, or what is wrong with it.
fn judge_first<R: BufRead>(source: &Source<R>, found: Found) -> Result<(), Flaw> {
    let line = source.text();
    let Some(rest) = line.strip_prefix(HEADER_START) else {
        let begun = found != Found::Whole && HEADER_START.starts_with(line);
        return Err(if begun { Whole::default().incomplete() } else { Flaw::NotARecording { found: shown(line) } });
    };
    match leading_number(rest) {
        Some((version, rest)) if rest.starts_with(b",") => {
            let ours = u64::from(FORMAT_VERSION);
            if version < ours {
                Err(Flaw::OlderFormat { found: version })
            } else if version > ours {
                Err(Flaw::NewerFormat { found: version })
            } else if found == Found::Cut {
                Err(source.cut_or_altered(&Whole::default()))
            } else {
                HeaderLine::check(line).map_err(|what| source.altered(what))
            }
        }
        Some(_) | None if found == Found::Cut && rest.iter().all(u8::is_ascii_digit) => {
            Err(Whole::default().incomplete())
        }
        Some(_) | None => Err(source.altered("there is no version of its format")),
    }
}

/// What one pass over a file gathers.
struct Pass {
    first: Result<(), Flaw>,
    sum: Checksum,
    whole: Whole,
    exchanges: Vec<Exchange>,
    /// The first line that should not be where it is, and why.
    odd: Option<(u64, String)>,
    end: Option<End>,
}

/// A line that is the last one, unless another follows.
struct End {
    line: u64,
    covered: Vec<u8>,
    written: String,
    found: String,
}

impl Pass {
    fn begin<R: BufRead>(source: &Source<R>, first: Result<(), Flaw>) -> Pass {
        let sum = Checksum::default();
        let end = End::in_line(source, &sum);
        let mut pass = Pass { first, sum, whole: Whole::default(), exchanges: Vec::new(), odd: None, end };
        pass.sum.add(source.bytes());
        pass
    }

    fn take<R: BufRead>(&mut self, source: &Source<R>) {
        if let Some(end) = self.end.take() {
            self.odd(end.line + 1, "it follows the last line");
        }
        self.end = End::in_line(source, &self.sum);
        self.sum.add(source.bytes());
        if self.end.is_none() && self.first.is_ok() {
            match ExchangeLine::read(source.text()) {
                Ok(exchange) => self.keep(exchange),
                Err(what) => self.odd(source.number(), what),
            }
        }
    }

    fn keep(&mut self, exchange: Exchange) {
        self.whole.count(LineKind::Record, exchange.ended_at);
        self.exchanges.push(exchange);
    }

    fn odd(&mut self, line: u64, what: impl Into<String>) {
        self.odd.get_or_insert_with(|| (line, what.into()));
    }

    fn judge<R: BufRead>(self, found: Found, source: &Source<R>) -> Result<Vec<Exchange>, Flaw> {
        let end = self.end.as_ref().filter(|_| found == Found::Nothing);
        if let Some(End { written, found, .. }) = end.filter(|end| end.found != end.written) {
            let line = self.odd.map(|(line, _)| line);
            return Err(Flaw::Altered {
                line,
                what: format!("its checksum is {found}, and its last line says {written}"),
            });
        }
        self.first?;
        if let Some((line, what)) = self.odd {
            return Err(Flaw::Altered { line: Some(line), what });
        }
        match end {
            Some(end) => end.agrees(self.whole.records)?,
            None if self.end.is_some() => return Err(source.altered("it follows the last line")),
            None if found == Found::Cut => return Err(source.cut_or_altered(&self.whole)),
            None => return Err(self.whole.incomplete()),
        }
        let mut exchanges = self.exchanges;
        exchanges.sort_by_key(|exchange| exchange.seq);
        Ok(exchanges)
    }
}

impl End {
    /// The end in a line, if it can be the last one; `sum` is that of everything before.
    fn in_line<R: BufRead>(source: &Source<R>, sum: &Checksum) -> Option<End> {
        let (covered, written) = split_tail(source.bytes())?;
        let mut sum = sum.clone();
        sum.add(covered);
        Some(End { line: source.number(), covered: covered.to_owned(), written: written.to_owned(), found: sum.hex() })
    }

    fn agrees(&self, count: u64) -> Result<(), Flaw> {
        if self.covered == footer_start(count).as_bytes() {
            return Ok(());
        }
        let what = format!("it does not tell of {count} exchanges, and so many are there");
        Err(Flaw::Altered { line: Some(self.line), what })
    }
}
