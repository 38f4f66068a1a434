//! What can be wrong with a run, and when two runs are wrong in the same way.

use std::fmt;

use tapi_types::LineError;

use crate::audit::Rule;

/// Why a run failed. Two runs with the same reason fail in the same way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A law of the engine is broken: a mistake of ours.
    Law(&'static str),
    /// The engine panicked: a mistake of ours.
    Panic,
    /// The trace does not follow from its own facts: a mistake of ours.
    Audit(Rule),
    /// Two runs of the same plan and seed differ: a mistake of ours.
    Differs,
    /// The run goes round for ever.
    GoesRound,
    /// A step was refused with this error, which it does not expect.
    Refused(LineError),
    /// A step expects this refusal, which did not come.
    NotRefused(LineError),
    /// An expectation was not met: its place in the plan, from 0.
    Expectation(usize),
}

impl Reason {
    /// A mistake of the engine, whatever the scenario says.
    pub fn is_ours(&self) -> bool {
        match self {
            Reason::Law(_) | Reason::Panic | Reason::Audit(_) | Reason::Differs => true,
            Reason::GoesRound | Reason::Refused(_) | Reason::NotRefused(_) | Reason::Expectation(_) => false,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Law(law) => write!(f, "the law \"{law}\" is broken"),
            Reason::Panic => f.write_str("the engine panicked"),
            Reason::Audit(rule) => write!(f, "the audit found that \"{rule}\" does not hold"),
            Reason::Differs => f.write_str("two runs of the same scenario and seed differ"),
            Reason::GoesRound => f.write_str("the run goes round for ever"),
            Reason::Refused(error) => write!(f, "a step was refused unexpectedly with {}", error.name()),
            Reason::NotRefused(error) => write!(f, "a step expects {}, and it was not refused", error.name()),
            Reason::Expectation(place) => write!(f, "expectation {place} was not met"),
        }
    }
}

/// A run that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The root of its random streams.
    pub seed: u64,
    /// In which way.
    pub reason: Reason,
    /// What happened, in words.
    pub text: String,
}
