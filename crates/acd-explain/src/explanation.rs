//! Answers as plain data.

use tapi_types::{Span, Time};

/// The answer to a question. A figure has `figures`, a call or a request has `events`. Its `Display` is for a terminal of a
/// hundred columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What was asked.
    pub title: String,
    /// The moment that it is about: the one asked for, or the end of the run.
    pub at: Time,
    /// That moment on the clock of the scenario's zone, where the scenario has an epoch of its own.
    pub clock: Option<String>,
    /// True where every figure of the row is told in short: without what it is made of.
    pub overview: bool,
    /// One figure, or all of a row.
    pub figures: Vec<Figure>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What else there is to say.
    pub notes: Vec<String>,
}

/// A figure of a row and what made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The member of the report's row, dotted where it stands in a block.
    pub field: String,
    /// What the report says.
    pub value: Value,
    /// How the value comes from what it is made of.
    pub working: String,
    /// What counted, in order. For a quotient: what stands above the line. For a longest time: that one alone.
    pub made_of: Vec<Part>,
    /// For a quotient: what stands below the line; `None`: it is none.
    pub over: Option<Vec<Part>>,
    /// What one might have expected and why it did not count.
    pub not_counted: Vec<NotCounted>,
    /// Rules that decided.
    pub rules: Vec<String>,
}

/// The value of a figure, as the report has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A count.
    Count(u64),
    /// Whole seconds, rounded down.
    Seconds(u64),
    /// Microseconds.
    Micros(u64),
    /// Ten-thousandths of calls an hour.
    RateE4(i64),
    /// A share; null where `of` is zero.
    Share {
        /// Above the line.
        part: u64,
        /// Below the line.
        of: u64,
    },
    /// A name: a state, an agent, a group.
    Name(String),
    /// True or false.
    Flag(bool),
    /// Null.
    Null,
}

/// Something that counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which call; `None`: no call's.
    pub call: Option<String>,
    /// Where a stretch of time began.
    pub from: Option<Time>,
    /// The moment that counted; for a stretch its end.
    pub at: Time,
    /// What it gives to the figure: a stretch its length, as far as it counts.
    pub span: Option<Span>,
    /// The record that made it count, or that began what still runs.
    pub seq: u64,
    /// It still ran at the moment of the figure, which cut it.
    pub running: bool,
    /// What it was.
    pub what: String,
}

/// Calls or times that did not count for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCounted {
    /// The reason in one word, for programs.
    pub reason: &'static str,
    /// The reason as a sentence's end: so many calls *rang out here*.
    pub why: String,
    /// How many.
    pub count: u64,
    /// The first of them.
    pub listed: Vec<Part>,
}

/// Something that happened to a call or a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Time,
    /// On the clock of the scenario's zone, where the scenario has an epoch of its own.
    pub clock: Option<String>,
    /// The place of its record; `None`: there is no record of it.
    pub seq: Option<u64>,
    /// What.
    pub what: String,
    /// What made it happen.
    pub because: Option<Because>,
    /// Where the first cause stands in the scenario: its step, stream or fault, with its line where that is known.
    pub origin: Option<String>,
    /// More about it: who was busy with what.
    pub details: Vec<String>,
}

/// What made something happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The place of its record; `None`: a step, a shift or a stream.
    pub seq: Option<u64>,
    /// What it was, in few words.
    pub what: String,
    /// How much earlier it was, where it set a time going; `None`: at the same moment.
    pub earlier: Option<Span>,
}
