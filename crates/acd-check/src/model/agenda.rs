//! What is due: a plain list, searched for its minimum.

use acd_core::{Class, Moment};
use tapi_types::{RequestId, Time};

/// What can fall due. Sessions and calls are places in the model's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    TalkEnds { call: usize },
    OtherCallEnds { call: usize },
    WrapUpEnds { session: usize },
    Shift { task: usize },
    Arrival { stream: usize },
    Answer { call: usize, session: usize },
    PatienceEnds { call: usize },
    MaxWaitEnds { call: usize },
    RingsOut { call: usize },
    Handle { request: RequestId },
    Reply { request: RequestId },
    Deadline { request: RequestId },
}

impl What {
    const fn class(self) -> Class {
        match self {
            What::TalkEnds { .. } | What::OtherCallEnds { .. } | What::WrapUpEnds { .. } => Class::Release,
            What::Shift { .. } => Class::Command,
            What::Arrival { .. } => Class::Arrival,
            What::Answer { .. } => Class::Answer,
            What::PatienceEnds { .. } | What::MaxWaitEnds { .. } | What::RingsOut { .. } => Class::GiveUp,
            What::Handle { .. } => Class::Handle,
            What::Reply { .. } => Class::Reply,
            What::Deadline { .. } => Class::Deadline,
        }
    }

    /// True for a timer of this call, whatever it does.
    pub(super) fn is_about_call(self, wanted: usize) -> bool {
        match self {
            What::TalkEnds { call }
            | What::OtherCallEnds { call }
            | What::Answer { call, .. }
            | What::PatienceEnds { call }
            | What::MaxWaitEnds { call }
            | What::RingsOut { call } => call == wanted,
            What::WrapUpEnds { .. }
            | What::Shift { .. }
            | What::Arrival { .. }
            | What::Handle { .. }
            | What::Reply { .. }
            | What::Deadline { .. } => false,
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    pub(super) at: Time,
    pub(super) what: What,
    /// Streams that meet go in file order, everything else in the order of scheduling.
    place: (usize, u64),
}

impl Due {
    fn moment(&self) -> Moment {
        Moment { at: self.at, class: self.what.class() }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Agenda {
    due: Vec<Due>,
    scheduled: u64,
}

impl Agenda {
    pub(super) fn add(&mut self, at: Time, what: What) {
        self.scheduled += 1;
        let stream = match what {
            What::Arrival { stream } => stream,
            What::TalkEnds { .. }
            | What::OtherCallEnds { .. }
            | What::WrapUpEnds { .. }
            | What::Shift { .. }
            | What::Answer { .. }
            | What::PatienceEnds { .. }
            | What::MaxWaitEnds { .. }
            | What::RingsOut { .. }
            | What::Handle { .. }
            | What::Reply { .. }
            | What::Deadline { .. } => 0,
        };
        self.due.push(Due { at, what, place: (stream, self.scheduled) });
    }

    /// Strikes out what the predicate names.
    pub(super) fn cancel(&mut self, is_meant: impl Fn(What) -> bool) {
        self.due.retain(|due| !is_meant(due.what));
    }

    /// When this falls due.
    pub(super) fn time_of(&self, what: What) -> Option<Time> {
        self.due.iter().find(|due| due.what == what).map(|due| due.at)
    }

    /// The first thing due, if its moment is not after the last one allowed.
    pub(super) fn take_first(&mut self, last: Moment) -> Option<Due> {
        let first = *self.due.iter().min_by_key(|due| (due.moment(), due.place))?;
        if first.moment() > last {
            return None;
        }
        self.due.retain(|due| due.place != first.place);
        Some(first)
    }

    pub(super) fn next_time(&self) -> Option<Time> {
        self.due.iter().map(|due| due.at).min()
    }
}
