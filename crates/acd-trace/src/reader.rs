//! Recordings, line by line.

use std::borrow::Cow;
use std::io::BufRead;

use acd_core::{Cause, Digest, Entry};
use tapi_types::Time;

use crate::book::Catalog;
use crate::checksum::{Checksum, split_tail};
use crate::source::{Found, Source, Whole};
use crate::stored::{self, FOOTER_START, LineKind, footer};
use crate::{Book, Flaw, Footer, Header, Line};

/// A recording whose header has been read.
///
/// It takes a header at its word. Whoever wants to know beforehand whether a recording is sound asks
/// [`check`](crate::check()); on the way through its lines everything is held against its last line once more.
#[derive(Debug)]
pub struct Reader<R> {
    source: Source<R>,
    header: Header,
    tspmock: String,
    sum: Checksum,
}

impl<R: BufRead> Reader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(input: R) -> Result<Reader<R>, Flaw> {
        let mut source = Source::new(input);
        let (header, maker) = source.first()?.header()?;
        let mut sum = Checksum::default();
        sum.add(source.bytes());
        Ok(Reader { source, header, tspmock: maker.tspmock, sum })
    }

    /// What the recording is of.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The version of tspmock that wrote it.
    pub fn tspmock(&self) -> &str {
        &self.tspmock
    }

    /// The lines in order, with the names that its scenario gives.
    ///
    /// A recording that breaks off gives every line that is whole, and then [`Flaw::Incomplete`]: whoever can use the beginning
    /// of a run takes the lines up to there.
    pub fn lines(self, book: &Book) -> Lines<'_, R> {
        Lines {
            source: self.source,
            names: Catalog::new(Cow::Borrowed(book)),
            spare: Vec::new(),
            sum: self.sum,
            digest: Digest::default(),
            whole: Whole::default(),
            position: 0,
            footer: None,
            is_over: false,
        }
    }
}

/// The lines of a recording after its header. After the first error there are no more.
#[derive(Debug)]
pub struct Lines<'b, R> {
    source: Source<R>,
    names: Catalog<'b>,
    spare: Vec<u8>,
    sum: Checksum,
    digest: Digest,
    whole: Whole,
    /// Of the last command.
    position: u64,
    footer: Option<Footer>,
    is_over: bool,
}

impl<R> Lines<'_, R> {
    /// The footer, once every line has been read and found to agree with it.
    pub fn footer(&self) -> Option<&Footer> {
        self.footer.as_ref()
    }
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Result<Line, Flaw>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let line = self.read();
        self.is_over = !matches!(line, Ok(Some(_)));
        line.transpose()
    }
}

impl<R: BufRead> Lines<'_, R> {
    fn read(&mut self) -> Result<Option<Line>, Flaw> {
        match self.source.advance()? {
            Found::Nothing => Err(self.whole.incomplete()),
            Found::Cut => Err(self.source.cut_or_altered(&self.whole)),
            Found::Whole if self.source.bytes().starts_with(FOOTER_START) => self.close().map(|()| None),
            Found::Whole => self.read_line().map(Some),
        }
    }

    fn read_line(&mut self) -> Result<Line, Flaw> {
        let line = stored::get(self.source.text(), &self.names, &mut self.spare)
            .and_then(|line| self.follows(&line).map(|()| line))
            .map_err(|what| self.source.altered(what))?;
        self.sum.add(self.source.bytes());
        let kind = match &line.entry {
            Entry::Record(record) => {
                self.digest.add(record);
                LineKind::Record
            }
            Entry::Command(command) => {
                self.position = command.position;
                LineKind::Command
            }
        };
        self.whole.count(kind, line.at());
        Ok(line)
    }

    /// Whether a line can come after those before it, or why not.
    fn follows(&self, line: &Line) -> Result<(), String> {
        let Whole { records, commands, until } = self.whole;
        if let Some(until) = until.filter(|until| line.at() < *until) {
            return Err(format!("at {}, and the line before it at {until}", line.at()));
        }
        if line.at() > Time::MAX {
            return Err(format!("at {}, and no run goes on longer than {}", line.at(), Time::MAX));
        }
        match &line.entry {
            Entry::Record(record) if record.seq != records + 1 => {
                Err(format!("record {}, and {} is the next", record.seq, records + 1))
            }
            Entry::Record(record) => match record.cause {
                Cause::Record(seq) if seq == 0 || seq >= record.seq => {
                    Err(format!("caused by record {seq}, which is later"))
                }
                Cause::Command(n) if n == 0 || n > commands => Err(format!("caused by command {n}, which is later")),
                Cause::Plan | Cause::Record(_) | Cause::Command(_) => Ok(()),
            },
            Entry::Command(command) if command.n != commands + 1 => {
                Err(format!("command {}, and {} is the next", command.n, commands + 1))
            }
            Entry::Command(command) if command.position < self.position => {
                Err(format!("at position {}, and the command before it at {}", command.position, self.position))
            }
            Entry::Command(_) => Ok(()),
        }
    }

    /// Holds the last line against all before it.
    fn close(&mut self) -> Result<(), Flaw> {
        let footer = self.agreed_footer().map_err(|what| self.source.altered(what))?;
        if self.source.advance()? != Found::Nothing {
            return Err(self.source.altered("it follows the last line"));
        }
        self.footer = Some(footer);
        Ok(())
    }

    fn agreed_footer(&mut self) -> Result<Footer, String> {
        let (covered, _) = split_tail(self.source.bytes()).ok_or("the last line does not end with a checksum")?;
        self.sum.add(covered);
        let footer = footer(self.source.text())?;
        if footer.checksum != self.sum.hex() {
            return Err(format!("the checksum of the recording is {}, not {}", self.sum.hex(), footer.checksum));
        }
        self.whole.agrees(&footer)?;
        if footer.digest != self.digest.hex() {
            return Err(format!("the digest of the records is {}, not {}", self.digest.hex(), footer.digest));
        }
        match self.whole.until {
            Some(until) if footer.ended_at < until => {
                Err(format!("ended at {}, and a line is at {until}", footer.ended_at))
            }
            Some(_) | None if footer.ended_at > Time::MAX => {
                Err(format!("ended at {}, and no run goes on longer than {}", footer.ended_at, Time::MAX))
            }
            Some(_) | None => Ok(footer),
        }
    }
}
