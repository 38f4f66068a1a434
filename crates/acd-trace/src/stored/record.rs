//! Records as they stand in a file.

use std::borrow::Cow;

use acd_core::{Called, Cause, Fact, Record};
use serde::Deserialize;
use tapi_types::Time;

use super::START;
use super::open::Open;
use super::table::table;
use super::values::Members;
use super::word::Word;
use crate::book::Catalog;

/// A record: one flat object, whose members depend on its type. So it is read; [`put`] writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordLine<'a> {
    t_us: u64,
    seq: u64,
    cause: Option<u64>,
    command: Option<u64>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    request: Option<u32>,
    call: Option<u64>,
    session: Option<u32>,
    #[serde(borrow)]
    #[expect(dead_code, reason = "the names of the scenario give it again")]
    name: Option<Word<'a>>,
    handle: Option<u32>,
    #[serde(borrow)]
    stream: Option<Word<'a>>,
    n: Option<u64>,
    #[serde(borrow)]
    agent: Option<Word<'a>>,
    #[serde(borrow)]
    group: Option<Word<'a>>,
    #[serde(borrow)]
    queue: Option<Word<'a>>,
    shift: Option<u32>,
    #[serde(borrow)]
    from: Option<Word<'a>>,
    #[serde(borrow)]
    to: Option<Word<'a>>,
    #[serde(borrow)]
    state: Option<Word<'a>>,
    #[serde(borrow)]
    next: Option<Word<'a>>,
    pending: Option<bool>,
    #[serde(borrow)]
    reason: Option<Word<'a>>,
    #[serde(borrow)]
    direction: Option<Word<'a>>,
    priority: Option<i64>,
    wait_us: Option<u64>,
    talk_us: Option<u64>,
    wrap_up_us: Option<u64>,
    patience_us: Option<u64>,
    limit_us: Option<u64>,
    period_s: Option<u32>,
    queued: Option<bool>,
    rejected: Option<bool>,
    ringing: Option<bool>,
    #[serde(borrow)]
    by: Option<Word<'a>>,
    #[serde(borrow)]
    disposition: Option<Word<'a>>,
    #[serde(borrow)]
    function: Option<Word<'a>>,
    #[serde(borrow)]
    fault: Option<Word<'a>>,
    new: Option<bool>,
    #[serde(borrow)]
    activity: Option<Word<'a>>,
    extension: Option<u32>,
    params: Option<[u32; 2]>,
    #[serde(borrow)]
    error: Option<Word<'a>>,
}

table! {
    write write, load load: Fact in RecordLine;
    "session.created" = SessionCreated { session: session, agent: agent, group: group, shift: shift };
    "session.state_changed" = SessionState { session: session, from: from, to: to, reason: reason };
    "session.next_state_set" = SessionNextState { session: session, next: next, pending: pending };
    "agent.state_changed" = AgentState { agent: agent, state: state, reason: reason };
    "agent.next_state_set" = AgentNextState { agent: agent, next: next };
    "call.arrived" = CallArrived {
        call: call, handle: handle, stream: stream + n, priority: priority,
        talk: talk_us, wrap_up: wrap_up_us, patience: patience_us
    };
    "call.entered" = CallEntered { call: call, queue: queue, from: from, queued: queued };
    "call.blocked" = CallBlocked { call: call, queue: queue };
    "call.found_no_staff" = CallUnstaffed { call: call, queue: queue, wait: wait_us };
    "call.offered" = CallOffered { call: call, session: session };
    "offer.rang_out" = OfferRangOut { call: call, session: session, rejected: rejected };
    "offer.withdrawn" = OfferWithdrawn { call: call, session: session };
    "call.returned" = CallReturned { call: call, queue: queue };
    "call.answered" = CallAnswered { call: call, session: session, queue: queue, wait: wait_us };
    "call.held" = CallHeld { call: call };
    "call.retrieved" = CallRetrieved { call: call };
    "call.transferred" = CallTransferred {
        call: call, session: session, queue: queue, talk: talk_us, wrap_up: wrap_up_us, patience: patience_us
    };
    "call.released" = CallReleased { call: call, session: session, by: by };
    "call.abandoned" = CallAbandoned { call: call, queue: queue, wait: wait_us, ringing: ringing };
    "call.timed_out" = CallTimedOut { call: call, queue: queue, wait: wait_us };
    "call.flowed_out" = CallFlowedOut { call: call, queue: queue, to: to, wait: wait_us };
    "call.counted" = CallCounted { call: call, session: session };
    "call.ended" = CallEnded { call: call, disposition: disposition };
    "wrap_up.ended" = WrapUpEnded { call: call, session: session, wrap_up: wrap_up_us };
    "other_call.started" = OtherCallStarted {
        call: call, handle: handle, agent: agent, direction: direction, talk: talk_us
    };
    "other_call.ended" = OtherCallEnded { call: call, agent: agent, by: by };
    "agent_period.set" = AgentPeriodSet { agent: agent, period_s: period_s };
    "queue_period.set" = QueuePeriodSet { queue: queue, period_s: period_s };
    "proxy.closed" = ProxyClosed {};
    "proxy.opened" = ProxyOpened {};
    "request.submitted" = RequestSubmitted {
        request: request, object: session + agent + queue, limit: limit_us, function: function
    };
    "fault.fired" = FaultFired { request: request, fault: fault };
    "request.handled" = RequestHandled { request: request, error: error };
    "request.replied" = RequestReplied { request: request, error: error };
    "request.timed_out" = RequestTimedOut { request: request };
    "request.dropped" = RequestDropped { request: request };
    "reply.came_late" = ReplyLate { request: request };
    "reply.lost" = ReplyLost { request: request };
    "command.refused" = CommandRefused { error: error };
    "agent.created" = AgentCreated { agent: agent, new: new };
    "agent.released" = AgentReleased { agent: agent };
    "agent.activity_set" = AgentActivity { agent: agent, activity: activity };
    "group.added" = GroupAdded { group: group };
    "group.removed" = GroupRemoved { group: group };
    "queue.added" = QueueAdded { queue: queue };
    "queue.removed" = QueueRemoved { queue: queue };
    "extension.spoke" = AgentSpecific { extension: extension, params: params };
}

/// Adds a record to a buffer.
pub(crate) fn put(out: &mut Vec<u8>, record: &Record, names: &Catalog<'_>) -> serde_json::Result<()> {
    let mut line = Open::new(out, START);
    line.value(&record.at.as_micros())?;
    line.add(",\"seq\":");
    line.value(&record.seq)?;
    let (cause, command) = match record.cause {
        Cause::Plan => (None, None),
        Cause::Command(n) => (None, Some(n)),
        Cause::Record(seq) => (Some(seq), None),
    };
    line.add(",\"cause\":");
    line.value(&cause)?;
    line.member(",\"command\":", command)?;
    line.name_after_next(beginner(&record.fact, names));
    write(&record.fact, &mut line, names)?;
    line.close();
    Ok(())
}

impl RecordLine<'_> {
    /// Back, or what is wrong with it. The name is not looked at: the names of the scenario give it again.
    pub(crate) fn record(mut self, names: &Catalog<'_>) -> Result<Record, String> {
        let cause = match (self.cause, self.command) {
            (None, None) => Cause::Plan,
            (None, Some(n)) => Cause::Command(n),
            (Some(seq), None) => Cause::Record(seq),
            (Some(_), Some(_)) => return Err("caused by both a record and a command".to_owned()),
        };
        let kind = std::mem::take(&mut self.kind);
        let fact = load(&kind, &mut self, names)?;
        Ok(Record { at: Time::from_micros(self.t_us), seq: self.seq, cause, fact })
    }
}

/// The name of the session or the call that begins with a fact.
fn beginner<'a>(fact: &Fact, names: &'a Catalog<'_>) -> Option<Called<'a>> {
    if let Fact::SessionCreated { session, agent, group, shift } = *fact {
        Some(names.book.called_session(session, agent, group, shift))
    } else if let Fact::CallArrived { handle, stream, .. } = *fact {
        names.book.called_call(handle, stream)
    } else if let Fact::OtherCallStarted { handle, .. } = *fact {
        names.book.called_call(handle, None)
    } else {
        None
    }
}
