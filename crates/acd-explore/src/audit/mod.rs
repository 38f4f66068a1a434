//! An independent follower of a trace: from the facts alone it works out what should come of them, and says where the trace, or
//! the engine's rows at the end, say something else.
//!
//! It shares no code with the engine and asks it nothing until the end. It counts on the way what came about
//! ([`crate::Coverage`]).

mod calls;
mod debts;
mod draws;
mod offers;
mod presence;
mod ranks;
mod requests;
mod rows;
mod rule;
mod sessions;
mod state;
mod talks;
mod ties;
mod views;

use std::collections::BTreeMap;

use acd_core::{Action, CallNo, Cause, Command, Config, Engine, Entry, Fact, LoggedCommand, Next, Record, Request};
use tapi_types::{AgentState, CallHandle, FaultBook, GroupId, QueueId, RequestId, SessionId, SessionState, Time};

use self::debts::{Debt, Gone};
use self::draws::Draws;
use self::state::{Agent, Asked, Call, Group, Queue, Rank, Session};
use crate::coverage::{self, Coverage, Kind, Place, Point};

pub use self::rule::{Finding, Rule};
pub use self::ties::{Happening, NearMiss};

/// So many findings are kept: what follows from a wrong state is wrong as well.
const FINDINGS_KEPT: usize = 20;

/// So many happenings of one instant are held against each other.
const TIED_AT_MOST: usize = 16;

/// Follows one run.
#[derive(Debug, Clone)]
pub struct Audit<'c> {
    config: &'c Config,
    at: Time,
    seq: u64,
    /// The last command from outside.
    command: Option<LoggedCommand>,
    position: u64,
    sessions: BTreeMap<SessionId, Box<Session>>,
    agents: Vec<Agent>,
    groups: Vec<Group>,
    queues: Vec<Queue>,
    /// Those under way, and those that somebody outside names.
    calls: BTreeMap<CallNo, Box<Call>>,
    /// Those that somebody outside names.
    named: BTreeMap<CallHandle, CallNo>,
    waiting: BTreeMap<Rank, CallNo>,
    /// Ranks given out so far.
    places: u64,
    /// By stream: calls so far.
    streamed: Vec<u64>,
    /// Calls of streams that may have been refused, and those that were passed over in the numbers.
    refused_calls: u64,
    skipped_calls: u64,
    requests: BTreeMap<RequestId, Asked>,
    /// Requests by the record of their submission.
    submissions: BTreeMap<u64, RequestId>,
    proxy_closed: bool,
    faults: FaultBook,
    draws: Draws,
    /// By group: the record that ended its last session.
    emptied: BTreeMap<GroupId, u64>,
    debts: Vec<Debt>,
    happenings: Vec<Happening>,
    findings: Vec<Finding>,
    coverage: Coverage,
}

impl<'c> Audit<'c> {
    /// Before anything has happened on a floor, under a seed that need not be the floor's own.
    pub fn new(config: &'c Config, seed: u64) -> Audit<'c> {
        Audit {
            config,
            at: Time::ZERO,
            seq: 0,
            command: None,
            position: 0,
            sessions: BTreeMap::new(),
            agents: presence::agents(config),
            groups: presence::groups(config),
            queues: presence::queues(config),
            refused_calls: 0,
            skipped_calls: 0,
            calls: BTreeMap::new(),
            named: BTreeMap::new(),
            waiting: BTreeMap::new(),
            places: 0,
            streamed: vec![0; config.streams.len()],
            requests: BTreeMap::new(),
            submissions: BTreeMap::new(),
            proxy_closed: false,
            faults: FaultBook::new(config.faults.len()),
            draws: Draws::new(config, seed),
            emptied: BTreeMap::new(),
            debts: Vec::new(),
            happenings: Vec::new(),
            findings: Vec::new(),
            coverage: Coverage::default(),
        }
    }

    /// The same floor under another seed, before anything has happened. What comes about is counted in `coverage`.
    pub(crate) fn begin(&self, seed: u64, coverage: Coverage) -> Audit<'c> {
        let mut audit = self.clone();
        audit.draws.begin(self.config, seed);
        audit.coverage = coverage;
        audit
    }

    /// The next entry of the trace.
    pub fn take(&mut self, entry: &Entry) {
        match entry {
            Entry::Command(command) => self.command(command),
            Entry::Record(record) => self.record(record),
        }
    }

    /// What was found so far, in order; twenty at most.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The run is over: holds the engine's rows against what should have come of it. All findings, in order.
    pub fn close(&mut self, engine: &Engine) -> Vec<Finding> {
        self.pass_to(engine.now());
        self.settle_debts();
        self.count_ties();
        self.nothing_is_overdue();
        self.hold_rows(engine);
        self.findings.clone()
    }

    /// What came about.
    pub fn into_coverage(self) -> Coverage {
        self.coverage
    }

    fn command(&mut self, command: &LoggedCommand) {
        self.settle_debts();
        self.pass_to(command.at);
        let last = self.command.as_ref().map_or(0, |last| last.n);
        let ordered = command.n == last + 1 && command.position >= self.position;
        self.check(Rule::InOrder, ordered, || format!("command {} after {last}", command.n));
        self.position = self.position.max(command.position);
        self.coverage.add(Point::new(Kind::Step, coverage::action(&command.action)));
        match &command.action {
            Action::Apply(Command::SetAgentState { agent, state: Some(state), next, .. })
                if settable(*state) && may_be_next(*next) =>
            {
                if self.agents.get(agent.index()).is_some_and(|agent| agent.here && agent.own != *state) {
                    self.owe(Debt::Agent(*agent, *state, Rule::AsAsked));
                }
            }
            Action::Apply(Command::Hold { call }) => self.turn_is_due(*call, true),
            Action::Apply(Command::Retrieve { call }) => self.turn_is_due(*call, false),
            Action::Submit { .. } => self.owe(Debt::Submission),
            Action::Apply(command) => self.coming_and_going_is_due(command),
            Action::Forget(_) => {}
        }
        self.command = Some(command.clone());
        self.happens(Happening::Command);
    }

    fn record(&mut self, record: &Record) {
        let in_order = record.seq == self.seq + 1 && record.at >= self.at;
        let (at, seq) = (self.at, self.seq);
        self.pass_to(record.at);
        self.seq = record.seq;
        self.check(Rule::InOrder, in_order, || format!("record {} at {} after {seq} at {at}", record.seq, record.at));
        let known = match record.cause {
            Cause::Plan => true,
            Cause::Command(n) => self.command.as_ref().is_some_and(|command| n <= command.n),
            Cause::Record(cause) => (1..record.seq).contains(&cause),
        };
        self.check(Rule::CauseComesFirst, known, || format!("{:?}", record.cause));
        self.coverage.note(Place::fact(&record.fact));
        self.follow(record.cause, &record.fact);
    }

    fn follow(&mut self, cause: Cause, fact: &Fact) {
        match *fact {
            Fact::SessionCreated { session, agent, group, shift } => {
                self.session_created(cause, session, agent, group, shift);
            }
            Fact::SessionState { session, from, to, reason } => self.session_state(cause, session, (from, to), reason),
            Fact::SessionNextState { session, next, pending } => self.session_next(cause, session, next, pending),
            Fact::AgentState { agent, state, .. } => self.agent_state(cause, agent, state),
            Fact::AgentNextState { agent, next } => self.agents[agent.index()].next = next,
            Fact::CallArrived { .. } => self.call_arrived(cause, fact),
            Fact::CallEntered { call, queue, from, queued } => self.call_entered(call, queue, from, queued),
            Fact::CallBlocked { call, queue } => self.call_blocked(call, queue),
            Fact::CallUnstaffed { call, queue, wait } => self.call_unstaffed(call, queue, wait),
            Fact::CallOffered { call, session } => self.call_offered(call, session),
            Fact::OfferRangOut { call, session, rejected } => self.rang_out(cause, call, session, rejected),
            Fact::OfferWithdrawn { call, session } => self.withdrawn(call, session),
            Fact::CallReturned { call, queue } => self.call_returned(call, queue),
            Fact::CallAnswered { call, session, queue, wait } => self.call_answered(cause, call, session, queue, wait),
            Fact::CallHeld { call } => self.call_held(call, true),
            Fact::CallRetrieved { call } => self.call_held(call, false),
            Fact::CallTransferred { .. } => self.call_transferred(cause, fact),
            Fact::CallReleased { call, session, by } => self.call_released(cause, call, session, by),
            Fact::CallAbandoned { call, queue, wait, ringing } => {
                self.call_abandoned(cause, call, queue, (wait, ringing));
            }
            Fact::CallTimedOut { call, queue, wait } => self.call_timed_out(cause, call, queue, wait),
            Fact::CallFlowedOut { call, queue, to, wait } => self.call_flowed_out(cause, call, (queue, to), wait),
            Fact::CallCounted { call, session } => self.call_counted(call, session),
            Fact::CallEnded { call, disposition } => self.call_ended(call, disposition),
            Fact::WrapUpEnded { call, session, wrap_up } => self.wrap_up_ended(cause, call, session, wrap_up),
            Fact::OtherCallStarted { .. } => self.other_call_started(fact),
            Fact::OtherCallEnded { call, agent, by } => self.other_call_ended(cause, call, agent, by),
            Fact::AgentPeriodSet { .. } | Fact::QueuePeriodSet { .. } => {}
            Fact::AgentCreated { agent, new } => self.agent_created(cause, agent, new),
            Fact::AgentReleased { agent } => self.agent_released(agent),
            Fact::AgentActivity { agent, activity } => self.agent_activity(cause, agent, activity),
            Fact::GroupAdded { group } => self.group_added(group),
            Fact::GroupRemoved { group } => self.group_removed(group),
            Fact::QueueAdded { queue } => self.queue_added(queue),
            Fact::QueueRemoved { queue } => self.queue_removed(queue),
            Fact::AgentSpecific { .. } => self.is_owed(fact),
            Fact::ProxyClosed => self.proxy_closed(cause),
            Fact::ProxyOpened => self.proxy_closed = false,
            Fact::RequestSubmitted { request, .. } => self.request_submitted(request),
            Fact::FaultFired { fault, request } => self.fault_fired(fault, request),
            Fact::RequestHandled { request, error } => self.request_handled(request, error),
            Fact::RequestReplied { request, error } => self.request_replied(request, error),
            Fact::RequestTimedOut { request } => self.request_timed_out(request),
            Fact::RequestDropped { request } => self.request_dropped(request),
            Fact::ReplyLate { request } => self.reply_late(request),
            Fact::ReplyLost { request } => self.reply_lost(request),
            Fact::CommandRefused { error } => self.refused(cause, error),
        }
    }

    fn refused(&mut self, cause: Cause, error: tapi_types::LineError) {
        self.refused_calls += u64::from(cause == Cause::Plan && error == tapi_types::LineError::INVALPARAM);
        let of_stream = self.is_of_stream(error);
        let what = match (cause, &self.command) {
            (Cause::Command(n), Some(command)) if command.n == n => coverage::action(&command.action),
            (Cause::Plan, _) if of_stream => {
                self.happens(Happening::Arrival);
                "stream"
            }
            (Cause::Plan, _) => {
                self.happens(Happening::Shift);
                "shift"
            }
            (Cause::Command(_) | Cause::Record(_), _) => "something else",
        };
        self.coverage.add(Point::pair(Kind::Refusal, what, error.name()));
    }

    /// Time moves on.
    fn pass_to(&mut self, at: Time) {
        if at > self.at {
            self.settle_debts();
            self.count_ties();
            self.at = at;
        }
    }

    /// Counts a rule that had something to say, and notes where it does not hold.
    fn check(&mut self, rule: Rule, holds: bool, what: impl FnOnce() -> String) {
        self.coverage.note(Place::rule(rule));
        if !holds && self.findings.len() < FINDINGS_KEPT {
            self.findings.push(Finding { rule, seq: self.seq, at: self.at, what: what() });
        }
    }

    /// Something of a class of its own happens now.
    fn happens(&mut self, happening: Happening) {
        if self.happenings.len() < TIED_AT_MOST {
            self.happenings.push(happening);
        }
    }

    fn nearly(&mut self, miss: NearMiss) {
        self.coverage.note(Place::miss(miss));
    }

    fn count_ties(&mut self) {
        if self.happenings.len() > 1 {
            let mut ties: Vec<Place> = Vec::new();
            for (place, one) in self.happenings.iter().enumerate() {
                for tie in self.happenings[place + 1..].iter().map(|other| Place::tie(*one, *other)) {
                    if !ties.contains(&tie) {
                        ties.push(tie);
                        self.coverage.note(tie);
                    }
                }
            }
        }
        self.happenings.clear();
    }

    /// The command that is the cause, if it is the last one.
    fn commanded(&self, cause: Cause) -> Option<&Command> {
        let Cause::Command(n) = cause else { return None };
        match self.command.as_ref().filter(|command| command.n == n).map(|command| &command.action) {
            Some(Action::Apply(command)) => Some(command),
            Some(Action::Submit { .. } | Action::Forget(_)) | None => None,
        }
    }

    /// The request whose submission is the cause.
    fn requested(&self, cause: Cause) -> Option<&Request> {
        let Cause::Record(seq) = cause else { return None };
        let id = self.submissions.get(&seq)?;
        self.requests.get(id).map(|asked| &asked.request)
    }

    /// The state that somebody asked for, if that is the cause.
    fn asked_state(&self, cause: Cause, of: SessionId) -> Option<SessionState> {
        if let Some(Command::SetSessionState { session, state, .. }) = self.commanded(cause) {
            return state.filter(|_| *session == of);
        }
        match self.requested(cause) {
            Some(Request::SetAgentSessionState { session, state, .. }) if *session == of => *state,
            Some(request) => self.asked_by_address(request, of),
            None => None,
        }
    }

    fn queue(&mut self, queue: QueueId) -> &mut Queue {
        &mut self.queues[queue.index()]
    }

    fn group_of(&self, queue: QueueId) -> GroupId {
        self.config.queues[queue.index()].group
    }
}

/// An agent's own state can be set to these.
const fn settable(state: AgentState) -> bool {
    matches!(state, AgentState::Ready | AgentState::NotReady)
}

/// No next state, or one that can be.
const fn may_be_next(next: Option<Next<AgentState>>) -> bool {
    match next {
        Some(Next::Set(state)) => settable(state),
        Some(Next::Clear) | None => true,
    }
}
