//! Whom a line of a recording is about, by name: what `explain` is to be asked about it.

use acd_core::{CallNo, Entry, Fact, Record};
use acd_trace::{Line, Names};
use tapi_types::{AgentId, QueueId, RequestId, SessionId};

use crate::recording::Recording;

/// The part of the floor that a fact is mainly about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    Session(SessionId),
    Agent(AgentId),
    Queue(QueueId),
    Call(CallNo),
    /// A call that may be over, by its session.
    CallAt(CallNo, SessionId),
    Request(RequestId),
    /// The whole floor, or something outside.
    Nobody,
}

/// The option and its value that ask about a line's subject; nothing where there is nobody to ask about.
///
/// The recording is read again up to the line, since names come with the records.
pub(crate) fn asked(recording: &Recording, wanted: &Line) -> Option<[String; 2]> {
    let Entry::Record(record) = &wanted.entry else { return None };
    let mut names = Names::new(&recording.book);
    for line in recording.lines().ok()?.map_while(Result::ok) {
        let Entry::Record(read) = &line.entry else { continue };
        if read.seq >= record.seq {
            break;
        }
        names.learn(&line);
    }
    // The line may be of another run, which is the same up to there.
    names.learn(wanted);
    option(whom(record), &names, recording)
}

fn option(whom: Whom, names: &Names<'_>, recording: &Recording) -> Option<[String; 2]> {
    let book = &recording.book;
    let (option, name) = match whom {
        Whom::Session(id) => ("--session", names.session(id)?),
        Whom::Agent(id) => ("--agent", book.agents.get(id.index())?.clone()),
        Whom::Queue(id) => ("--queue", book.queues.get(id.index())?.clone()),
        Whom::Call(no) => ("--call", names.call(no)?),
        Whom::CallAt(no, session) => ("--call", names.call_at(no, session)?),
        Whom::Request(id) => ("--request", format!("#{}", id.get())),
        Whom::Nobody => return None,
    };
    Some([option.to_owned(), name])
}

fn whom(record: &Record) -> Whom {
    match record.fact {
        Fact::SessionCreated { session, .. }
        | Fact::SessionState { session, .. }
        | Fact::SessionNextState { session, .. } => Whom::Session(session),
        Fact::AgentState { agent, .. } | Fact::AgentNextState { agent, .. } | Fact::AgentPeriodSet { agent, .. } => {
            Whom::Agent(agent)
        }
        Fact::QueuePeriodSet { queue, .. } => Whom::Queue(queue),
        Fact::CallArrived { call, .. }
        | Fact::CallEntered { call, .. }
        | Fact::CallBlocked { call, .. }
        | Fact::CallUnstaffed { call, .. }
        | Fact::CallOffered { call, .. }
        | Fact::OfferRangOut { call, .. }
        | Fact::OfferWithdrawn { call, .. }
        | Fact::CallReturned { call, .. }
        | Fact::CallAnswered { call, .. }
        | Fact::CallHeld { call }
        | Fact::CallRetrieved { call }
        | Fact::CallTransferred { call, .. }
        | Fact::CallReleased { call, .. }
        | Fact::CallAbandoned { call, .. }
        | Fact::CallTimedOut { call, .. }
        | Fact::CallFlowedOut { call, .. }
        | Fact::CallEnded { call, .. }
        | Fact::OtherCallStarted { call, .. }
        | Fact::OtherCallEnded { call, .. } => Whom::Call(call),
        Fact::CallCounted { call, session } | Fact::WrapUpEnded { call, session, .. } => Whom::CallAt(call, session),
        Fact::RequestSubmitted { request, .. }
        | Fact::FaultFired { request, .. }
        | Fact::RequestHandled { request, .. }
        | Fact::RequestReplied { request, .. }
        | Fact::RequestTimedOut { request }
        | Fact::RequestDropped { request }
        | Fact::ReplyLate { request }
        | Fact::ReplyLost { request } => Whom::Request(request),
        Fact::ProxyClosed | Fact::ProxyOpened | Fact::CommandRefused { .. } => Whom::Nobody,
    }
}
