//! Lines for people.

mod commands;

use std::borrow::Cow;
use std::fmt::Display;

use acd_core::{CallNo, CallTimes, Cause, Direction, Entry, Fact, Party, ReasonId};
use tapi_types::{
    ActivityId, AgentId, CallHandle, Function, GroupId, LineError, ObjectFilter, QueueId, RequestId, SessionId, Span,
};

use crate::stored::{direction_name, party_name};
use crate::{Line, Names};

impl Names<'_> {
    /// A line for people, once it has been learnt:
    /// `17s500ms  #17  call 3 (c1) answered by s1 (anna) after 12s500ms  <- #16`.
    ///
    /// The time, the record's place, what happened, and what made it happen.
    pub fn say(&self, line: &Line) -> String {
        in_one_line(self.say_line(line))
    }

    fn say_line(&self, line: &Line) -> String {
        let at = line.at();
        match &line.entry {
            Entry::Command(command) => {
                let step = line.step.map(|step| format!("  (step {step})")).unwrap_or_default();
                format!("{at}  command {}  {}{step}", command.n, self.say_action(&command.action))
            }
            Entry::Record(record) => {
                let cause = match record.cause {
                    Cause::Plan => String::new(),
                    Cause::Command(n) => format!("  <- command {n}"),
                    Cause::Record(seq) => format!("  <- #{seq}"),
                };
                format!("{at}  #{}  {}{cause}", record.seq, self.say_fact(&record.fact))
            }
        }
    }

    /// What happened.
    fn say_fact(&self, fact: &Fact) -> String {
        match *fact {
            Fact::SessionCreated { session, group, .. } => {
                format!("{} created in {}", self.label(session), self.group(group))
            }
            Fact::SessionState { session, from, to, reason } => {
                format!("{} {from} -> {to}{}", self.label(session), self.because(reason))
            }
            Fact::SessionNextState { session, next, pending } => {
                let kind = if pending { "pending" } else { "next" };
                format!("{} {kind} state: {}", self.label(session), some(next, "none"))
            }
            Fact::AgentState { agent, state, reason } => {
                format!("{} is {state}{}", self.agent(agent), self.because(reason))
            }
            Fact::AgentNextState { agent, next } => format!("{} next state: {}", self.agent(agent), some(next, "none")),
            Fact::CallArrived { call, talk, wrap_up, patience, priority, .. } => {
                format!("{} arrived{}", self.call_label(call), times(CallTimes { talk, wrap_up, patience }, priority))
            }
            Fact::CallEntered { call, queue, from, queued } => self.say_entered(call, queue, from, queued),
            Fact::CallBlocked { call, queue } => format!("{} blocked at {}", self.call_label(call), self.queue(queue)),
            Fact::CallUnstaffed { call, queue, wait } => {
                format!("{} found no staff for {} after {wait}", self.call_label(call), self.queue(queue))
            }
            Fact::CallOffered { call, session } => {
                format!("{} offered to {}", self.call_label(call), self.label(session))
            }
            Fact::OfferRangOut { call, session, rejected } => self.say_rang_out(call, session, rejected),
            Fact::OfferWithdrawn { call, session } => {
                format!("{} no longer offered to {}", self.call_label(call), self.label(session))
            }
            Fact::CallReturned { call, queue } => {
                format!("{} waits in {} again", self.call_label(call), self.queue(queue))
            }
            Fact::CallAnswered { call, session, wait, .. } => {
                format!("{} answered by {} after {wait}", self.call_label(call), self.label(session))
            }
            Fact::CallHeld { call } => format!("{} put on hold", self.call_label(call)),
            Fact::CallRetrieved { call } => format!("{} taken off hold", self.call_label(call)),
            Fact::CallTransferred { call, queue, session, .. } => {
                format!("{} transferred to {}", self.call_label(call), self.aim(queue, session))
            }
            Fact::CallReleased { call, session, by } => {
                format!("{} released by {}{}", self.call_label_at(call, session), self.label(session), hung_up(by))
            }
            Fact::CallAbandoned { call, queue, wait, ringing } => {
                let ringing = if ringing { " while ringing" } else { "" };
                format!("{} abandoned in {}{ringing} after {wait}", self.call_label(call), self.queue(queue))
            }
            Fact::CallTimedOut { call, queue, wait } => {
                format!("{} timed out in {} after {wait}", self.call_label(call), self.queue(queue))
            }
            Fact::CallFlowedOut { call, queue, to, wait } => {
                let (call, queue, to) = (self.call_label(call), self.queue(queue), self.queue(to));
                format!("{call} flowed out of {queue} to {to} after {wait}")
            }
            Fact::CallCounted { call, session } => {
                format!("{} counts for {}", self.call_label_at(call, session), self.label(session))
            }
            Fact::CallEnded { call, disposition } => {
                format!("{} is over: {}", self.call_label(call), disposition.name())
            }
            Fact::WrapUpEnded { call, session, wrap_up } => {
                format!("{} wrapped up by {} in {wrap_up}", self.call_label_at(call, session), self.label(session))
            }
            Fact::OtherCallStarted { call, agent, direction, talk, .. } => {
                self.say_other_call(call, agent, direction, talk)
            }
            Fact::OtherCallEnded { call, agent, by } => {
                format!("{} of {} is over{}", self.call_label(call), self.agent(agent), hung_up(by))
            }
            Fact::AgentPeriodSet { agent, period_s } => format!("period of {} set to {period_s}s", self.agent(agent)),
            Fact::QueuePeriodSet { queue, period_s } => format!("period of {} set to {period_s}s", self.queue(queue)),
            Fact::ProxyClosed => "proxy closed".to_owned(),
            Fact::ProxyOpened => "proxy opened".to_owned(),
            Fact::RequestSubmitted { request, function, object, limit } => {
                self.say_submitted(request, function, object, limit)
            }
            Fact::FaultFired { fault, request } => {
                format!("fault {} fired on request {}", named(&self.book.faults, fault), request.get())
            }
            Fact::RequestHandled { request, error } => format!("request {} handled{}", request.get(), with(error)),
            Fact::RequestReplied { request, error } => format!("request {} replied{}", request.get(), with(error)),
            Fact::RequestTimedOut { request } => format!("request {} timed out", request.get()),
            Fact::RequestDropped { request } => format!("request {} dropped", request.get()),
            Fact::ReplyLate { request } => format!("reply to request {} came when nobody waited", request.get()),
            Fact::ReplyLost { request } => format!("reply to request {} lost", request.get()),
            Fact::CommandRefused { error } => format!("refused: {}", error.name()),
            Fact::AgentCreated { agent, new: true } => format!("{} is a new agent", self.agent(agent)),
            Fact::AgentCreated { agent, new: false } => format!("{} comes", self.agent(agent)),
            Fact::AgentReleased { agent } => format!("{} was sent away", self.agent(agent)),
            Fact::AgentActivity { agent, activity } => {
                format!("{} is at {}", self.agent(agent), self.activity(activity))
            }
            Fact::GroupAdded { group } => format!("group {} is there", self.group(group)),
            Fact::GroupRemoved { group } => format!("group {} is gone", self.group(group)),
            Fact::QueueAdded { queue } => format!("queue {} is there", self.queue(queue)),
            Fact::QueueRemoved { queue } => format!("queue {} is gone", self.queue(queue)),
            Fact::AgentSpecific { extension, params } => say_extension(extension, params),
        }
    }

    fn say_rang_out(&self, call: CallNo, session: SessionId, rejected: bool) -> String {
        let how = if rejected { "rejected by" } else { "rang out at" };
        format!("{} {how} {}", self.call_label(call), self.label(session))
    }

    fn say_entered(&self, call: CallNo, queue: QueueId, from: Option<QueueId>, queued: bool) -> String {
        let from = from.map(|from| format!(" from {}", self.queue(from))).unwrap_or_default();
        let queued = if queued { ", queued" } else { "" };
        format!("{} entered {}{from}{queued}", self.call_label(call), self.queue(queue))
    }

    fn say_other_call(&self, call: CallNo, agent: AgentId, direction: Direction, talk: Option<Span>) -> String {
        let (call, agent, direction) = (self.call_label(call), self.agent(agent), direction_name(direction));
        format!("{call} of {agent}, {direction} and not the ACD's, started{}", length(", talk ", talk))
    }

    fn say_submitted(
        &self,
        request: RequestId,
        function: Function,
        object: ObjectFilter,
        limit: Option<Span>,
    ) -> String {
        let (function, object, limit) = (function.name(), self.object(object), length(", limit ", limit));
        format!("request {} submitted: {function}{object}{limit}", request.get())
    }

    /// Where a transfer goes: to a session, else into a queue.
    fn aim(&self, queue: QueueId, session: Option<SessionId>) -> String {
        session.map_or_else(|| self.queue(queue).into_owned(), |session| self.label(session))
    }

    /// A session with its agent.
    fn label(&self, id: SessionId) -> String {
        match (self.session(id), self.agent_of(id)) {
            (Some(name), Some(agent)) => format!("{name} ({})", self.agent(agent)),
            (Some(_) | None, Some(_) | None) => self.planned(id),
        }
    }

    /// A session that may not have been created.
    fn planned(&self, id: SessionId) -> String {
        named(&self.book.sessions, id.index()).into_owned()
    }

    /// A call that is under way.
    fn call_label(&self, no: CallNo) -> String {
        call_label(no, self.call(no))
    }

    /// A call that may be over, but for what a session still has to do with it.
    fn call_label_at(&self, no: CallNo, session: SessionId) -> String {
        call_label(no, self.call_at(no, session))
    }

    fn handle(&self, call: CallHandle) -> String {
        format!("call {}", named(&self.book.calls, call.index()))
    }

    fn agent(&self, id: AgentId) -> Cow<'_, str> {
        named(&self.book.agents, id.index())
    }

    fn group(&self, id: GroupId) -> Cow<'_, str> {
        named(&self.book.groups, id.index())
    }

    fn queue(&self, id: QueueId) -> Cow<'_, str> {
        named(&self.book.queues, id.index())
    }

    fn activity(&self, id: ActivityId) -> Cow<'_, str> {
        named(&self.book.activities, id.index())
    }

    fn because(&self, reason: Option<ReasonId>) -> String {
        reason.map(|reason| format!(", {}", named(&self.book.reasons, reason.0 as usize))).unwrap_or_default()
    }

    fn object(&self, object: ObjectFilter) -> String {
        match object {
            ObjectFilter::Any => String::new(),
            ObjectFilter::Session(session) => format!(" of {}", self.label(session)),
            ObjectFilter::Agent(agent) => format!(" of {}", self.agent(agent)),
            ObjectFilter::Queue(queue) => format!(" of {}", self.queue(queue)),
        }
    }
}

fn call_label(no: CallNo, name: Option<String>) -> String {
    match name {
        Some(name) => format!("call {} ({name})", no.0),
        None => format!("call {}", no.0),
    }
}

/// Names may hold anything; what would break the line or move the cursor is shown by its code.
fn in_one_line(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    let shown = |char: char| if char.is_control() { char.escape_default().to_string() } else { char.to_string() };
    text.chars().map(shown).collect()
}

/// The name at a place of a list; its number, where it has none.
fn named(names: &[String], place: usize) -> Cow<'_, str> {
    match names.get(place) {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Owned(format!("#{}", place.saturating_add(1))),
    }
}

fn some(value: Option<impl Display>, none: &str) -> String {
    value.map_or_else(|| none.to_owned(), |value| value.to_string())
}

fn length(before: &str, span: Option<Span>) -> String {
    span.map(|span| format!("{before}{span}")).unwrap_or_default()
}

fn with(error: Option<LineError>) -> String {
    error.map(|error| format!(" with {}", error.name())).unwrap_or_default()
}

fn hung_up(by: Option<Party>) -> String {
    by.map(|by| format!(", the {} hung up", party_name(by))).unwrap_or_default()
}

fn times(times: CallTimes, priority: i64) -> String {
    let (talk, patience) = (length(", talk ", times.talk), length(", patience ", times.patience));
    let wrap_up = length(", wrap-up ", Some(times.wrap_up).filter(|wrap_up| !wrap_up.is_zero()));
    let priority = if priority == 0 { String::new() } else { format!(", priority {priority}") };
    format!("{talk}{wrap_up}{patience}{priority}")
}

fn say_extension(extension: u32, [first, second]: [u32; 2]) -> String {
    format!("extension {extension} say {first} and {second}")
}
