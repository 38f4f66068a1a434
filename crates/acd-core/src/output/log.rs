//! The trace as it is made: always counted, digested and kept where somebody asked.

use tapi_types::{RequestId, Span, Time};

use super::digest::Digest;
use crate::{Cause, Command, Fact, Record, Request};

/// One line of a trace: what came from outside, or what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// An outside command was taken. The records that it made follow, and name it.
    Command(LoggedCommand),
    /// A fact.
    Record(Record),
}

/// An outside command as it was taken. The same commands at the same positions give the same records again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedCommand {
    /// Its place among all commands, from 1.
    pub n: u64,
    /// When.
    pub at: Time,
    /// How many events were handled before it: a live command may come after later classes of its instant.
    pub position: u64,
    /// What.
    pub action: Action,
}

/// What somebody outside did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// [`Engine::apply`](crate::Engine::apply).
    Apply(Command),
    /// [`Engine::submit`](crate::Engine::submit).
    Submit {
        /// What was asked.
        request: Request,
        /// How long the client waits; `None`: for ever.
        limit: Option<Span>,
    },
    /// [`Engine::forget`](crate::Engine::forget).
    Forget(RequestId),
}

/// What becomes of records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    records: u64,
    commands: u64,
    digest: Option<Digest>,
    kept: Option<Vec<Entry>>,
}

impl Log {
    /// Counts a record; its place.
    pub(crate) fn count(&mut self) -> u64 {
        self.records += 1;
        self.records
    }

    /// True where somebody wants more of records than their number.
    pub(crate) fn is_read(&self) -> bool {
        self.digest.is_some() || self.kept.is_some()
    }

    /// Takes in the record that was counted last.
    pub(crate) fn note(&mut self, at: Time, cause: Cause, fact: Fact) {
        let record = Record { at, seq: self.records, cause, fact };
        if let Some(digest) = &mut self.digest {
            digest.add(&record);
        }
        if let Some(kept) = &mut self.kept {
            kept.push(Entry::Record(record));
        }
    }

    /// Notes a command from outside; its number.
    pub(crate) fn take_command(&mut self, at: Time, position: u64, action: impl FnOnce() -> Action) -> u64 {
        self.commands += 1;
        if let Some(kept) = &mut self.kept {
            kept.push(Entry::Command(LoggedCommand { n: self.commands, at, position, action: action() }));
        }
        self.commands
    }

    pub(crate) fn start_digest(&mut self) {
        self.digest.get_or_insert_default();
    }

    pub(crate) fn start_keeping(&mut self) {
        self.kept.get_or_insert_default();
    }

    /// What was kept since the last time.
    pub(crate) fn take(&mut self) -> Vec<Entry> {
        self.kept.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// What was kept since the last time, for what stands in `other`.
    pub(crate) fn swap(&mut self, other: &mut Vec<Entry>) {
        if let Some(kept) = &mut self.kept {
            std::mem::swap(kept, other);
        }
    }

    pub(crate) const fn records(&self) -> u64 {
        self.records
    }

    pub(crate) const fn commands(&self) -> u64 {
        self.commands
    }

    pub(crate) fn digest(&self) -> Option<String> {
        self.digest.as_ref().map(Digest::hex)
    }
}
