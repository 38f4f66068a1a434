//! The present instant: its records and commands, which may still be named as causes. Older causes belong to the same call or
//! request as what they cause.

use std::collections::BTreeMap;

use acd_core::{Action, Cause, Entry, Fact, Record};
use acd_trace::Line;
use tapi_types::Time;

/// What has happened at the present moment.
#[derive(Debug, Default)]
pub(crate) struct Instant {
    pub(crate) at: Time,
    records: BTreeMap<u64, Record>,
    commands: BTreeMap<u64, Given>,
}

/// An outside command.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) n: u64,
    pub(crate) action: Action,
    /// The step of the scenario that gave it.
    pub(crate) step: Option<usize>,
}

/// Where a chain of causes begins.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Root<'i> {
    /// A shift, or the next call of a stream.
    Plan,
    Given(&'i Given),
    /// Something that was set going at an earlier moment.
    Earlier,
}

impl Instant {
    pub(crate) fn move_to(&mut self, at: Time) {
        if at > self.at {
            *self = Instant { at, ..Instant::default() };
        }
    }

    pub(crate) fn take(&mut self, line: &Line) {
        match &line.entry {
            Entry::Command(command) => {
                let given = Given { n: command.n, action: command.action.clone(), step: line.step };
                self.commands.insert(command.n, given);
            }
            Entry::Record(record) => {
                self.records.insert(record.seq, *record);
            }
        }
    }

    pub(crate) fn record(&self, seq: u64) -> Option<&Record> {
        self.records.get(&seq)
    }

    pub(crate) fn command(&self, n: u64) -> Option<&Given> {
        self.commands.get(&n)
    }

    /// True where a cause is that a session or an agent changed its state.
    pub(crate) fn is_change_of_state(&self, cause: Cause) -> bool {
        let Cause::Record(seq) = cause else { return false };
        let record = self.records.get(&seq);
        record.is_some_and(|record| matches!(record.fact, Fact::SessionState { .. } | Fact::AgentState { .. }))
    }

    /// Where a chain of causes begins.
    pub(crate) fn root(&self, mut cause: Cause) -> Root<'_> {
        loop {
            match cause {
                Cause::Plan => return Root::Plan,
                Cause::Command(n) => return self.commands.get(&n).map_or(Root::Earlier, Root::Given),
                // A cause comes before its consequence; a recording in which it does not is nobody's.
                Cause::Record(seq) => match self.records.get(&seq) {
                    Some(record) if record.cause < cause => cause = record.cause,
                    Some(_) | None => return Root::Earlier,
                },
            }
        }
    }
}
