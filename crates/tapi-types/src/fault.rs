//! Faults as pure data: which requests a rule is about, what it does to them, and which rule acts.
//!
//! The ACD's core and the provider decorators share these rules and the counting; the moment and the number
//! that a probability asks for are theirs to give.

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

/// How often each rule of a list has matched and fired so far: what decides which of them acts.
///
/// Each rule counts its own matches. Of those that fire the first of the list acts, and only it uses up its
/// `times`.
///
/// ```
/// use tapi_types::{Effect, FaultBook, FaultRule, Function, ObjectFilter, Time};
///
/// let second_is_lost = FaultRule {
///     function: Some(Function::GetQueueInfo),
///     object: ObjectFilter::Any,
///     from: Time::ZERO,
///     to: None,
///     nth: Some(2),
///     times: None,
///     percent: None,
///     effect: Effect::DropReply,
/// };
/// let rules = [second_is_lost];
/// let mut book = FaultBook::new(rules.len());
/// let mut ask = || book.act(&rules, Function::GetQueueInfo, ObjectFilter::Any, Time::ZERO, |_| 0.0);
/// assert_eq!([ask(), ask(), ask()], [None, Some((0, Effect::DropReply)), None]);
/// assert_eq!(book.fired(0), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FaultBook {
    counts: Vec<Count>,
}

/// What one rule has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Count {
    matches: u64,
    fired: u64,
}

impl FaultBook {
    /// The book of so many rules, none of which has matched anything.
    pub fn new(rules: usize) -> FaultBook {
        FaultBook { counts: vec![Count::default(); rules] }
    }

    /// The rule that acts on a request for `function` about `object`, submitted at `at`: its place in the list,
    /// and its effect. The list must always be the one that the book was made for.
    ///
    /// `chance` gives a number from 0 up to but not including 100 for the rule at a place. It is called once for
    /// each rule that matches, has a probability and is kept from firing by nothing else, also where an earlier
    /// rule acts already.
    pub fn act<'a>(
        &mut self,
        rules: impl IntoIterator<Item = &'a FaultRule>,
        function: Function,
        object: ObjectFilter,
        at: Time,
        mut chance: impl FnMut(usize) -> f64,
    ) -> Option<(usize, Effect)> {
        let mut acting = None;
        for (place, (rule, count)) in rules.into_iter().zip(&mut self.counts).enumerate() {
            if !rule.matches(function, object, at) {
                continue;
            }
            count.matches += 1;
            if rule.fires(count.matches, count.fired, || chance(place)) && acting.is_none() {
                count.fired += 1;
                acting = Some((place, rule.effect));
            }
        }
        acting
    }

    /// How often the rule at a place has acted; zero where there is none.
    pub fn fired(&self, place: usize) -> u64 {
        self.counts.get(place).map_or(0, |count| count.fired)
    }
}

#[cfg(test)]
mod tests;
