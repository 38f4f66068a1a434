//! The digest of a trace: XXH3-128 over every record in order, each as a row of words.
//!
//! It depends on the facts alone, not on how a file writes them.

use tapi_types::{AgentState, Function, LineError, ObjectFilter, SessionState, Span};
use twox_hash::XxHash3_128;

use crate::state::origin::Origin;
use crate::{CallNo, Cause, Direction, Disposition, Fact, Party, ReasonId, Record};

/// A digest in the making: whoever has the records can make it anew.
#[derive(Clone)]
pub struct Digest(Box<XxHash3_128>);

impl Default for Digest {
    fn default() -> Self {
        Digest(Box::new(XxHash3_128::with_seed(0)))
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Digest({})", self.hex())
    }
}

impl Digest {
    /// Takes the next record.
    pub fn add(&mut self, record: &Record) {
        let row = row_of(record);
        let mut bytes = [0; 8 * ROW_WORDS];
        for (place, word) in bytes.chunks_exact_mut(8).zip(row.words) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        self.0.write(&bytes[..8 * row.len]);
    }

    /// The digest of the records so far, 32 hexadecimal digits.
    pub fn hex(&self) -> String {
        format!("{:032x}", self.0.finish_128())
    }
}

/// Time, place with the kind of fact above it, cause; then the fields of the fact.
const HEAD_WORDS: usize = 3;
const FIELDS_MAX: usize = 8;
const ROW_WORDS: usize = HEAD_WORDS + FIELDS_MAX;
/// Places have 56 bits below the kind of fact.
const KIND_SHIFT: u32 = 56;

/// A record as words: how many there are depends on the kind of fact alone.
struct Row {
    words: [u64; ROW_WORDS],
    len: usize,
}

fn row_of(record: &Record) -> Row {
    let Fields { kind, words, len } = fields(&record.fact);
    let mut row = Row { words: [0; ROW_WORDS], len: HEAD_WORDS + len };
    row.words[..HEAD_WORDS].copy_from_slice(&[
        record.at.as_micros(),
        kind << KIND_SHIFT | record.seq,
        record.cause.word(),
    ]);
    row.words[HEAD_WORDS..].copy_from_slice(&words);
    row
}

/// The kind of a fact, and its fields in the order of their declaration.
struct Fields {
    kind: u64,
    words: [u64; FIELDS_MAX],
    len: usize,
}

/// What can stand in a row: every value of a kind as a number of its own, absence as zero.
trait Word {
    fn word(self) -> u64;
}

macro_rules! words_by {
    ($($kind:ty: $value:ident => $word:expr;)+) => {$(
        impl Word for $kind {
            fn word(self) -> u64 {
                let $value = self;
                $word
            }
        }
    )+};
}

words_by! {
    u32: number => u64::from(number);
    u64: number => number;
    i64: number => number.cast_unsigned();
    bool: flag => u64::from(flag);
    Span: span => span.as_micros();
    CallNo: call => call.0;
    ReasonId: reason => u64::from(reason.0) + 1;
    Cause: cause => Origin::of(cause).word();
    tapi_types::AgentId: id => u64::from(id.get());
    tapi_types::SessionId: id => u64::from(id.get());
    tapi_types::QueueId: id => u64::from(id.get());
    tapi_types::GroupId: id => u64::from(id.get());
    tapi_types::ActivityId: id => u64::from(id.get());
    tapi_types::RequestId: id => u64::from(id.get());
    tapi_types::CallHandle: id => u64::from(id.get());
    SessionState: state => u64::from(state.line());
    AgentState: state => u64::from(state.line());
    LineError: error => u64::from(error.code());
    Function: function => function_word(function);
    Direction: direction => match direction { Direction::Incoming => 1, Direction::Outgoing => 2 };
    Party: party => match party { Party::Caller => 1, Party::Agent => 2 };
    Disposition: disposition => match disposition {
        Disposition::InProgress => 1,
        Disposition::Answered => 2,
        Disposition::Abandoned => 3,
        Disposition::Blocked => 4,
        Disposition::Unstaffed => 5,
        Disposition::TimedOut => 6,
    };
    ObjectFilter: object => match object {
        ObjectFilter::Any => 0,
        ObjectFilter::Session(id) => 1 << 32 | u64::from(id.get()),
        ObjectFilter::Agent(id) => 2 << 32 | u64::from(id.get()),
        ObjectFilter::Queue(id) => 3 << 32 | u64::from(id.get()),
    };
}

/// Absence is zero, which no id, state or error is. A span may be: it counts from one here.
impl Word for Option<Span> {
    fn word(self) -> u64 {
        self.map_or(0, |span| span.as_micros().saturating_add(1))
    }
}

macro_rules! optional_words {
    ($($kind:ty),+) => {$(
        impl Word for Option<$kind> {
            fn word(self) -> u64 {
                self.map_or(0, Word::word)
            }
        }
    )+};
}

optional_words!(
    u32,
    tapi_types::QueueId,
    tapi_types::SessionId,
    tapi_types::CallHandle,
    ReasonId,
    SessionState,
    AgentState,
    LineError,
    Party
);

fn row<const N: usize>(kind: u64, fields: [u64; N]) -> Fields {
    const { assert!(N <= FIELDS_MAX) };
    let mut words = [0; FIELDS_MAX];
    words[..N].copy_from_slice(&fields);
    Fields { kind, words, len: N }
}

fn fields(fact: &Fact) -> Fields {
    match *fact {
        Fact::SessionCreated { session, agent, group, shift } => {
            row(1, [session.word(), agent.word(), group.word(), shift.word()])
        }
        Fact::SessionState { session, from, to, reason } => {
            row(2, [session.word(), from.word(), to.word(), reason.word()])
        }
        Fact::SessionNextState { session, next, pending } => row(3, [session.word(), next.word(), pending.word()]),
        Fact::AgentState { agent, state, reason } => row(4, [agent.word(), state.word(), reason.word()]),
        Fact::AgentNextState { agent, next } => row(5, [agent.word(), next.word()]),
        Fact::CallArrived { call, handle, stream, priority, talk, wrap_up, patience } => {
            let (stream, n) = stream.map_or((0, 0), |(stream, n)| (stream as u64 + 1, n));
            let (talk, wrap_up, patience) = (talk.word(), wrap_up.word(), patience.word());
            row(6, [call.word(), handle.word(), stream, n, priority.word(), talk, wrap_up, patience])
        }
        Fact::CallEntered { call, queue, from, queued } => {
            row(7, [call.word(), queue.word(), from.word(), queued.word()])
        }
        Fact::CallBlocked { call, queue } => row(8, [call.word(), queue.word()]),
        Fact::CallUnstaffed { call, queue, wait } => row(9, [call.word(), queue.word(), wait.word()]),
        Fact::CallOffered { call, session } => row(10, [call.word(), session.word()]),
        Fact::OfferRangOut { call, session, rejected } => row(11, [call.word(), session.word(), rejected.word()]),
        Fact::OfferWithdrawn { call, session } => row(12, [call.word(), session.word()]),
        Fact::CallReturned { call, queue } => row(13, [call.word(), queue.word()]),
        Fact::CallAnswered { call, session, queue, wait } => {
            row(14, [call.word(), session.word(), queue.word(), wait.word()])
        }
        Fact::CallHeld { call } => row(15, [call.word()]),
        Fact::CallRetrieved { call } => row(16, [call.word()]),
        Fact::CallTransferred { call, queue, session, talk, wrap_up, patience } => {
            row(17, [call.word(), queue.word(), session.word(), talk.word(), wrap_up.word(), patience.word()])
        }
        Fact::CallReleased { call, session, by } => row(18, [call.word(), session.word(), by.word()]),
        Fact::CallAbandoned { call, queue, wait, ringing } => {
            row(19, [call.word(), queue.word(), wait.word(), ringing.word()])
        }
        Fact::CallTimedOut { call, queue, wait } => row(20, [call.word(), queue.word(), wait.word()]),
        Fact::CallFlowedOut { call, queue, to, wait } => row(21, [call.word(), queue.word(), to.word(), wait.word()]),
        Fact::CallCounted { call, session } => row(22, [call.word(), session.word()]),
        Fact::CallEnded { call, disposition } => row(23, [call.word(), disposition.word()]),
        Fact::WrapUpEnded { call, session, wrap_up } => row(24, [call.word(), session.word(), wrap_up.word()]),
        Fact::OtherCallStarted { call, handle, agent, direction, talk } => {
            row(25, [call.word(), handle.word(), agent.word(), direction.word(), talk.word()])
        }
        Fact::OtherCallEnded { call, agent, by } => row(26, [call.word(), agent.word(), by.word()]),
        Fact::AgentPeriodSet { agent, period_s } => row(27, [agent.word(), period_s.word()]),
        Fact::QueuePeriodSet { queue, period_s } => row(28, [queue.word(), period_s.word()]),
        Fact::ProxyClosed => row(29, []),
        Fact::ProxyOpened => row(30, []),
        Fact::RequestSubmitted { request, function, object, limit } => {
            row(31, [request.word(), function.word(), object.word(), limit.word()])
        }
        Fact::FaultFired { fault, request } => row(32, [fault as u64 + 1, request.word()]),
        Fact::RequestHandled { request, error } => row(33, [request.word(), error.word()]),
        Fact::RequestReplied { request, error } => row(34, [request.word(), error.word()]),
        Fact::RequestTimedOut { request } => row(35, [request.word()]),
        Fact::RequestDropped { request } => row(36, [request.word()]),
        Fact::ReplyLate { request } => row(37, [request.word()]),
        Fact::ReplyLost { request } => row(38, [request.word()]),
        Fact::CommandRefused { error } => row(39, [error.word()]),
        Fact::AgentCreated { agent, new } => row(40, [agent.word(), new.word()]),
        Fact::AgentReleased { agent } => row(41, [agent.word()]),
        Fact::AgentActivity { agent, activity } => row(42, [agent.word(), activity.word()]),
        Fact::GroupAdded { group } => row(43, [group.word()]),
        Fact::GroupRemoved { group } => row(44, [group.word()]),
        Fact::QueueAdded { queue } => row(45, [queue.word()]),
        Fact::QueueRemoved { queue } => row(46, [queue.word()]),
        Fact::AgentSpecific { extension, params: [second, third] } => {
            row(47, [extension.word(), second.word(), third.word()])
        }
    }
}

/// The first eight are those that the engine answered first, in alphabetical order; their numbers stay.
const fn function_word(function: Function) -> u64 {
    match function {
        Function::CreateAgentSession => 1,
        Function::GetAgentInfo => 2,
        Function::GetAgentSessionInfo => 3,
        Function::GetQueueInfo => 4,
        Function::SetAgentMeasurementPeriod => 5,
        Function::SetAgentSessionState => 6,
        Function::SetAgentStateEx => 7,
        Function::SetQueueMeasurementPeriod => 8,
        Function::AgentSpecific => 9,
        Function::CreateAgent => 10,
        Function::GetAgentActivityList => 11,
        Function::GetAgentCaps => 12,
        Function::GetAgentGroupList => 13,
        Function::GetAgentSessionList => 14,
        Function::GetAgentStatus => 15,
        Function::GetGroupList => 16,
        Function::GetQueueList => 17,
        Function::SetAgentActivity => 18,
        Function::SetAgentGroup => 19,
        Function::SetAgentState => 20,
        Function::GetProxyStatus => 21,
        Function::ProxyMessage => 22,
        Function::ProxyResponse => 23,
    }
}
