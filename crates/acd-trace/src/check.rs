//! Is this a recording, whole and unaltered?

use std::io::BufRead;

use crate::checksum::{Checksum, split_tail};
use crate::source::{First, Found, Source, Whole};
use crate::stored::{footer, peek};
use crate::{Flaw, Footer, Header};

/// What a sound recording says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// What it is of.
    pub header: Header,
    /// The version of tspmock that wrote it.
    pub tspmock: String,
    /// What is in it.
    pub footer: Footer,
}

/// Tells whether this is a recording, whole, unaltered, of this format and of this engine, in one pass over its bytes.
///
/// What its lines say is for a [`Reader`](crate::Reader) to find out, who knows the names in them.
///
/// # Errors
/// What is wrong with it. An altered byte is told from another version of the format, since the checksum has its place in all
/// of them.
pub fn check<R: BufRead>(input: R) -> Result<Sound, Flaw> {
    let mut source = Source::new(input);
    let first = source.first()?;
    let mut pass = Pass::default();
    let mut found = pass.take_first(&source);
    while found == Found::Whole {
        found = match source.advance() {
            Err(Flaw::Altered { .. }) if matches!(first, First::Other(_)) => Found::Nothing,
            other => other?,
        };
        if found == Found::Whole {
            pass.take(&source);
        }
    }
    match pass.end.take_if(|_| found == Found::Nothing) {
        Some(end) => end.judge(first, &pass),
        None => Err(pass.judge_open(first, found, &source)),
    }
}

/// What one pass over a recording gathers.
#[derive(Debug, Default)]
struct Pass {
    sum: Checksum,
    whole: Whole,
    /// The first line that should not be where it is.
    odd: Option<u64>,
    end: Option<End>,
}

/// A line that is the last one, unless another follows.
#[derive(Debug)]
struct End {
    line: u64,
    written: String,
    found: String,
    footer: Result<Footer, String>,
}

impl Pass {
    fn take_first<R: BufRead>(&mut self, source: &Source<R>) -> Found {
        let found = if source.bytes().ends_with(b"\n") { Found::Whole } else { Found::Cut };
        self.end = End::in_line(source, &self.sum);
        self.sum.add(source.bytes());
        found
    }

    fn take<R: BufRead>(&mut self, source: &Source<R>) {
        if let Some(end) = self.end.take() {
            self.odd.get_or_insert(end.line + 1);
        }
        self.end = End::in_line(source, &self.sum);
        match peek(source.bytes()) {
            Some((kind, at)) => self.whole.count(kind, at),
            None if self.end.is_some() => {}
            None => _ = self.odd.get_or_insert(source.number()),
        }
        self.sum.add(source.bytes());
    }

    /// What is wrong with a recording without a last line.
    fn judge_open<R: BufRead>(&self, first: First, found: Found, source: &Source<R>) -> Flaw {
        let odd = self.odd.or(self.end.as_ref().map(|end| end.line + 1));
        match (first.header(), odd, found) {
            (Err(flaw), _, _) => flaw,
            (Ok(_), Some(odd), _) => {
                Flaw::Altered { line: Some(odd), what: "neither a record nor a command nor the last line".to_owned() }
            }
            (Ok(_), None, Found::Cut) => source.cut_or_altered(&self.whole),
            (Ok(_), None, Found::Nothing | Found::Whole) => self.whole.incomplete(),
        }
    }
}

impl End {
    /// The end in a line, if it can be the last one; `sum` is that of everything before.
    fn in_line<R: BufRead>(source: &Source<R>, sum: &Checksum) -> Option<End> {
        let (covered, written) = split_tail(source.bytes())?;
        let mut sum = sum.clone();
        sum.add(covered);
        let footer = footer(source.text());
        Some(End { line: source.number(), written: written.to_owned(), found: sum.hex(), footer })
    }

    fn judge(self, first: First, pass: &Pass) -> Result<Sound, Flaw> {
        if self.found != self.written {
            let what = format!("its checksum is {}, and its last line says {}", self.found, self.written);
            return Err(Flaw::Altered { line: pass.odd, what });
        }
        let (header, maker) = first.header()?;
        let altered = |what| Flaw::Altered { line: Some(self.line), what };
        let footer = self.footer.map_err(altered)?;
        pass.whole.agrees(&footer).map_err(altered)?;
        Ok(Sound { header, tspmock: maker.tspmock, footer })
    }
}
