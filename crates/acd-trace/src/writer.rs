//! Recordings, written while a run goes on.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

use acd_core::{Digest, Entry};
use tapi_types::Time;

use crate::book::Catalog;
use crate::checksum::Checksum;
use crate::source::{HEADER_BYTES_MAX, LINE_BYTES_MAX};
use crate::stored::{self, FooterLine, HeaderLine};
use crate::{Book, Header};

/// Bytes that are gathered before they are handed on: a run makes millions of short lines.
const GATHERED_BYTES: usize = 1 << 16;

/// A recording under way.
///
/// Its memory does not grow with the run. Dropped, it hands on what it has, and the recording stays incomplete:
/// [`Writer::finish`] closes it.
pub struct Writer<W: Write> {
    /// `None` after the end, and after an error: what follows a gap is worth nothing.
    out: Option<W>,
    names: Catalog<'static>,
    gathered: Vec<u8>,
    sum: Checksum,
    digest: Digest,
    records: u64,
    commands: u64,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// When.
    pub ended_at: Time,
    /// How many events the engine has handled.
    pub events: u64,
    /// Why the engine stood still, if it did.
    pub halted: Option<String>,
}

impl<W: Write> Writer<W> {
    /// Begins a recording with its header, which is handed on at once.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn new(out: W, header: &Header, book: Book) -> io::Result<Self> {
        let mut writer = Writer {
            out: Some(out),
            names: Catalog::new(Cow::Owned(book)),
            gathered: Vec::with_capacity(GATHERED_BYTES),
            sum: Checksum::default(),
            digest: Digest::default(),
            records: 0,
            commands: 0,
        };
        serde_json::to_writer(&mut writer.gathered, &HeaderLine::new(header))?;
        writer.end_line(0, HEADER_BYTES_MAX)?;
        writer.hand_on()?;
        Ok(writer)
    }

    /// Writes the next line; `step` is the place of the step that gave a command, where one did.
    ///
    /// # Errors
    /// What keeps it from being written. Nothing more is written from then on.
    pub fn write(&mut self, entry: &Entry, step: Option<usize>) -> io::Result<()> {
        if self.out.is_none() {
            return Err(broken_off());
        }
        let start = self.gathered.len();
        stored::put(&mut self.gathered, entry, step, &self.names)?;
        self.end_line(start, LINE_BYTES_MAX)?;
        match entry {
            Entry::Record(record) => {
                self.digest.add(record);
                self.records += 1;
            }
            Entry::Command(_) => self.commands += 1,
        }
        if self.gathered.len() < GATHERED_BYTES { Ok(()) } else { self.hand_on() }
    }

    /// The digest of the records so far, 32 hexadecimal digits.
    pub fn digest(&self) -> String {
        self.digest.hex()
    }

    /// Closes the recording, hands everything on and flushes it.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn finish(mut self, end: End) -> io::Result<W> {
        let footer = FooterLine {
            records: self.records,
            commands: self.commands,
            events: end.events,
            ended_at_us: end.ended_at.as_micros(),
            digest: self.digest.hex().into(),
            halted: end.halted,
            checksum: Cow::Borrowed(""),
        };
        self.hand_on()?;
        serde_json::to_writer(&mut self.gathered, &footer)?;
        self.gathered.pop();
        self.sum.add(&self.gathered);
        self.gathered.extend_from_slice(self.sum.tail().as_bytes());
        if self.gathered.len() > LINE_BYTES_MAX {
            return Err(self.too_long(0, LINE_BYTES_MAX));
        }
        self.write_gathered()?;
        let mut out = self.out.take().ok_or_else(broken_off)?;
        out.flush()?;
        Ok(out)
    }

    fn end_line(&mut self, start: usize, limit: usize) -> io::Result<()> {
        self.gathered.push(b'\n');
        if self.gathered.len() - start <= limit { Ok(()) } else { Err(self.too_long(start, limit)) }
    }

    /// A line that nobody could read is not written, and nothing after it.
    fn too_long(&mut self, start: usize, limit: usize) -> io::Error {
        self.gathered.truncate(start);
        let _ = self.hand_on();
        self.out = None;
        io::Error::new(io::ErrorKind::InvalidInput, format!("a line of the recording is longer than {limit} bytes"))
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.sum.add(&self.gathered);
        self.write_gathered()
    }

    fn write_gathered(&mut self) -> io::Result<()> {
        let written = self.out.as_mut().ok_or_else(broken_off).and_then(|out| out.write_all(&self.gathered));
        self.gathered.clear();
        if written.is_err() {
            self.out = None;
        }
        written
    }
}

fn broken_off() -> io::Error {
    io::Error::other("the recording broke off before")
}

impl<W: Write> Drop for Writer<W> {
    /// Hands on what there is: the record of a run that broke off is worth something.
    fn drop(&mut self) {
        if let Some(out) = &mut self.out {
            let _ = out.write_all(&self.gathered).and_then(|()| out.flush());
        }
    }
}

impl<W: Write> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (records, commands) = (self.records, self.commands);
        f.debug_struct("Writer").field("records", &records).field("commands", &commands).finish_non_exhaustive()
    }
}
