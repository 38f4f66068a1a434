//! The three files.

use std::io::{self, Write};

use super::{calls, queues, sessions};

/// Where the three tables go, or what has gone there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outputs<W> {
    /// `queue_interval.csv`.
    pub queue_interval: W,
    /// `agent_interval.csv`.
    pub agent_interval: W,
    /// `calls.csv`.
    pub calls: W,
}

impl Outputs<&'static str> {
    /// The names of the files.
    pub const FILES: Outputs<&'static str> =
        Outputs { queue_interval: "queue_interval.csv", agent_interval: "agent_interval.csv", calls: "calls.csv" };
}

impl<W> Outputs<W> {
    /// The same three with something else for each.
    pub fn try_map<V, E>(self, mut to: impl FnMut(W) -> Result<V, E>) -> Result<Outputs<V>, E> {
        Ok(Outputs {
            queue_interval: to(self.queue_interval)?,
            agent_interval: to(self.agent_interval)?,
            calls: to(self.calls)?,
        })
    }
}

/// Writers with their header lines written.
#[derive(Debug)]
pub(super) struct Sheets<W: Write>(pub(super) Outputs<csv::Writer<W>>);

impl<W: Write> Sheets<W> {
    pub(super) fn new(outputs: Outputs<W>) -> io::Result<Sheets<W>> {
        let mut sheets = Outputs {
            queue_interval: csv::Writer::from_writer(outputs.queue_interval),
            agent_interval: csv::Writer::from_writer(outputs.agent_interval),
            calls: csv::Writer::from_writer(outputs.calls),
        };
        sheets.queue_interval.write_record(queues::COLUMNS)?;
        sheets.agent_interval.write_record(sessions::COLUMNS)?;
        sheets.calls.write_record(calls::COLUMNS)?;
        Ok(Sheets(sheets))
    }

    /// Flushes all three and hands them back.
    pub(super) fn finish(self) -> io::Result<Outputs<W>> {
        let inner = |writer: csv::Writer<W>| writer.into_inner().map_err(csv::IntoInnerError::into_error);
        Ok(Outputs {
            queue_interval: inner(self.0.queue_interval)?,
            agent_interval: inner(self.0.agent_interval)?,
            calls: inner(self.0.calls)?,
        })
    }
}
