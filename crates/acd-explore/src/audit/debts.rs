//! What must follow from what has happened.

use acd_core::{CallNo, Fact};
use tapi_types::{AgentId, AgentState, RequestId, SessionId, SessionState};

use super::{Audit, Rule};

/// Something that must come before time moves on, or anything else is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Debt {
    /// A session enters a state.
    State(SessionId, SessionState, Rule),
    /// A call counts.
    Count(CallNo, SessionId),
    /// An agent's own state changes.
    Agent(AgentId, AgentState, Rule),
    /// A request that the proxy closed upon, or that came too late for it, ends for its client.
    Reply(RequestId),
    /// A request that somebody made is submitted.
    Submission,
    /// This fault acts on a request.
    Fault(usize, RequestId),
    /// A request fails at its submission.
    Failure(RequestId),
    /// A reply is lost.
    Loss(RequestId),
    /// A call at which nobody rings any more is back at its place; where the last session was only withdrawn, it may also leave
    /// the queue.
    Return(CallNo, Gone),
    /// Somebody or something comes, goes or has something to say.
    Fact(Fact),
    /// A call on its way comes to a queue.
    Entry(CallNo),
    /// A call leaves a queue that was removed.
    Leave(CallNo),
    /// A call is put on hold, or taken off.
    Turn(CallNo, bool),
}

/// How the last session of an offer stopped ringing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// It let the call ring out, or rejected it.
    Blamed,
    /// For another reason.
    Withdrawn,
}

impl Audit<'_> {
    pub(super) fn owe(&mut self, debt: Debt) {
        self.debts.push(debt);
    }

    /// True where it was owed.
    pub(super) fn pay(&mut self, debt: Debt) -> bool {
        let place = self.debts.iter().position(|owed| *owed == debt);
        place.map(|place| self.debts.remove(place)).is_some()
    }

    /// Nothing may be owed any more.
    pub(super) fn settle_debts(&mut self) {
        if self.debts.is_empty() {
            return;
        }
        for debt in std::mem::take(&mut self.debts) {
            match debt {
                Debt::State(session, state, rule) => {
                    self.check(rule, false, || format!("{session:?} does not become {state}"));
                }
                Debt::Count(call, session) => {
                    self.check(Rule::CallCounts, false, || format!("{call:?} is not counted for {session:?}"));
                }
                Debt::Agent(agent, state, rule) => {
                    self.check(rule, false, || format!("{agent:?} does not become {state}"));
                }
                Debt::Reply(request) => {
                    self.check(Rule::ProxyIsClosed, false, || format!("{request:?} is not replied to"));
                }
                Debt::Submission => self.check(Rule::RequestGoesOn, false, || "no request is submitted".to_owned()),
                Debt::Fault(fault, request) => {
                    let name = &self.config.faults[fault].name;
                    self.check(Rule::FaultActs, false, || format!("{name} does not act on {request:?}"));
                }
                Debt::Return(call, _) | Debt::Entry(call) => {
                    self.check(Rule::CallGoesOn, false, || format!("{call:?} is nowhere"));
                }
                Debt::Turn(call, hold) => {
                    self.check(Rule::HoldAndRetrieve, false, || format!("{call:?} was to be on hold: {hold}"));
                }
                Debt::Fact(fact) => self.check(Rule::ComesAndGoes, false, || format!("{fact:?} does not come about")),
                Debt::Leave(call) => {
                    self.check(Rule::RemovedQueueEmpties, false, || format!("{call:?} stays in a queue that has gone"));
                }
                Debt::Failure(request) | Debt::Loss(request) => {
                    self.check(Rule::FaultActs, false, || format!("nothing comes of the fault on {request:?}"));
                }
            }
        }
    }

    /// What is owed of this kind.
    pub(super) fn owed<T>(&self, of: impl Fn(&Debt) -> Option<T>) -> Option<T> {
        self.debts.iter().find_map(of)
    }
}
