//! Faults as pure data: which requests a rule is about, and what it does to them.
//!
//! The ACD's core and the provider decorators share these rules; who counts matches and draws the
//! probability is theirs.

use crate::{AgentId, Function, LineError, QueueId, SessionId, Span, Time};

/// One rule. A request that meets all conditions *matches*; matches are counted from 1 for each rule.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRule {
    /// The function, or any.
    pub function: Option<Function>,
    /// The request's own object, or any.
    pub object: ObjectFilter,
    /// Matches from this moment on.
    pub from: Time,
    /// Matches before this moment; `None`: to the end.
    pub to: Option<Time>,
    /// Only the n-th match fires, n from 1.
    pub nth: Option<u64>,
    /// Fires at most so many times.
    pub times: Option<u64>,
    /// Fires with this probability, in percent; `None`: always.
    pub percent: Option<f64>,
    /// What happens to the request.
    pub effect: Effect,
}

/// The object that a request must be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ObjectFilter {
    /// Whatever it is about.
    #[default]
    Any,
    /// This session.
    Session(SessionId),
    /// This agent.
    Agent(AgentId),
    /// This queue.
    Queue(QueueId),
}

/// What a fault does to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// The request is handled and its reply lost.
    DropReply,
    /// The reply comes later by this much.
    DelayReply(Span),
    /// A second reply follows the first after this much.
    DuplicateReply(Span),
    /// The request is not carried out; its reply is this error.
    Fail(LineError),
    /// The request is refused at submission with this error and never handled.
    FailAtSubmit(LineError),
    /// A getter's reply is the record taken last time.
    Stale,
    /// A getter's reply is LINEERR_STRUCTURETOOSMALL.
    StructureTooSmall,
    /// The proxy closes when the request is handled.
    CloseProxy,
}

impl FaultRule {
    /// True where a request for `function` about `object`, submitted at `at`, meets every condition.
    pub fn matches(&self, function: Function, object: ObjectFilter, at: Time) -> bool {
        self.function.is_none_or(|wanted| wanted == function)
            && (self.object == ObjectFilter::Any || self.object == object)
            && self.from <= at
            && self.to.is_none_or(|to| at < to)
    }

    /// True where the rule fires at its `count`-th match (from 1), having fired `fired` times before.
    /// `chance` is called at most once, for a number from 0 up to but not including 100.
    pub fn fires(&self, count: u64, fired: u64, chance: impl FnOnce() -> f64) -> bool {
        self.nth.is_none_or(|nth| nth == count)
            && self.times.is_none_or(|times| fired < times)
            && self.percent.is_none_or(|percent| chance() < percent)
    }
}
