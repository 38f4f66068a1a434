//! Whom a line of a recording is about, by name: what `explain` is to be asked about it.

use acd_core::{Action, CallNo, Command, Entry, Fact, Record};
use acd_trace::{Line, Names};
use tapi_types::{AgentId, CallHandle, QueueId, RequestId, SessionId};

use crate::recording::Recording;

/// The part of the floor that a line is mainly about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    Session(SessionId),
    Agent(AgentId),
    Queue(QueueId),
    Call(CallNo),
    /// A call that may be over, by its session.
    CallAt(CallNo, SessionId),
    /// A call that somebody outside named.
    Named(CallHandle),
    Request(RequestId),
    /// The whole floor, or something outside.
    Nobody,
}

/// The option and its value that ask about a line's subject; nothing where there is nobody to ask about.
///
/// The recording is read again up to the line, since names come with the records.
pub(crate) fn asked(recording: &Recording, wanted: &Line) -> Option<[String; 2]> {
    let mut names = Names::new(&recording.book);
    let before = |line: &Line| match (&line.entry, &wanted.entry) {
        (Entry::Record(read), Entry::Record(wanted)) => read.seq < wanted.seq,
        (Entry::Command(read), Entry::Command(wanted)) => read.n < wanted.n,
        (Entry::Record(_), Entry::Command(_)) | (Entry::Command(_), Entry::Record(_)) => true,
    };
    for line in recording.lines().ok()?.map_while(Result::ok).take_while(before) {
        names.learn(&line);
    }
    names.learn(wanted);
    let whom = match &wanted.entry {
        Entry::Record(record) => of_record(record),
        Entry::Command(command) => of_action(&command.action),
    };
    option(whom, &names, recording)
}

fn option(whom: Whom, names: &Names<'_>, recording: &Recording) -> Option<[String; 2]> {
    let book = &recording.book;
    let (option, name) = match whom {
        Whom::Session(id) => ("--session", names.session(id)?),
        Whom::Agent(id) => ("--agent", book.agents.get(id.index())?.clone()),
        Whom::Queue(id) => ("--queue", book.queues.get(id.index())?.clone()),
        Whom::Call(no) => ("--call", names.call(no)?),
        Whom::CallAt(no, session) => ("--call", names.call_at(no, session)?),
        Whom::Named(handle) => ("--call", book.calls.get(handle.index())?.clone()),
        Whom::Request(id) => ("--request", format!("#{}", id.get())),
        Whom::Nobody => return None,
    };
    Some([option.to_owned(), name])
}

fn of_action(action: &Action) -> Whom {
    let command = match action {
        Action::Apply(command) => command,
        Action::Forget(request) => return Whom::Request(*request),
        // It has its number when it is submitted.
        Action::Submit { .. } => return Whom::Nobody,
    };
    match *command {
        Command::SetSessionState { session, .. } | Command::Answer { session } | Command::Reject { session } => {
            Whom::Session(session)
        }
        Command::CreateSession { agent, .. }
        | Command::SetAgentState { agent, .. }
        | Command::SetAgentPeriod { agent, .. } => Whom::Agent(agent),
        Command::SetQueuePeriod { queue, .. } => Whom::Queue(queue),
        Command::Arrive { handle: Some(call), .. }
        | Command::NonAcdCall { handle: Some(call), .. }
        | Command::HangUp { call, .. }
        | Command::Hold { call }
        | Command::Retrieve { call }
        | Command::Transfer { call, .. } => Whom::Named(call),
        Command::Arrive { handle: None, .. }
        | Command::NonAcdCall { handle: None, .. }
        | Command::CloseProxy
        | Command::OpenProxy => Whom::Nobody,
    }
}

fn of_record(record: &Record) -> Whom {
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
