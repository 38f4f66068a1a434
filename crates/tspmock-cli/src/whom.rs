//! Whom a line of a recording is about, by name: what `explain` is to be asked about it.

use acd_core::{About, Action, CallNo, Command, Entry, Fact, Record};
use acd_trace::{Line, Names};
use tapi_types::{CallHandle, SessionId};

use crate::recording::Recording;

/// The part of the floor that a line is mainly about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    Of(About),
    /// A call that may be over, by its session.
    CallAt(CallNo, SessionId),
    /// A call that somebody outside named.
    Named(CallHandle),
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
        Whom::Of(About::Session(id)) => ("--session", names.session(id)?),
        Whom::Of(About::Agent(id)) => ("--agent", book.agents.get(id.index())?.clone()),
        Whom::Of(About::Queue(id)) => ("--queue", book.queues.get(id.index())?.clone()),
        Whom::Of(About::Call(no)) => ("--call", names.call(no)?),
        Whom::CallAt(no, session) => ("--call", names.call_at(no, session)?),
        Whom::Named(handle) => ("--call", book.calls.get(handle.index())?.clone()),
        Whom::Of(About::Request(id)) => ("--request", format!("#{}", id.get())),
        Whom::Of(About::Nobody) => return None,
    };
    Some([option.to_owned(), name])
}

fn of_action(action: &Action) -> Whom {
    let command = match action {
        Action::Apply(command) => command,
        Action::Forget(request) => return Whom::Of(About::Request(*request)),
        // It has its number when it is submitted.
        Action::Submit { .. } => return Whom::Of(About::Nobody),
    };
    match *command {
        Command::SetSessionState { session, .. } | Command::Answer { session } | Command::Reject { session } => {
            Whom::Of(About::Session(session))
        }
        Command::CreateSession { agent, .. }
        | Command::SetAgentState { agent, .. }
        | Command::ReleaseAgent { agent }
        | Command::SetAgentActivity { agent, .. }
        | Command::SetAgentPeriod { agent, .. } => Whom::Of(About::Agent(agent)),
        Command::SetQueuePeriod { queue, .. } | Command::AddQueue { queue } | Command::RemoveQueue { queue } => {
            Whom::Of(About::Queue(queue))
        }
        Command::Arrive { handle: Some(call), .. }
        | Command::NonAcdCall { handle: Some(call), .. }
        | Command::HangUp { call, .. }
        | Command::Hold { call }
        | Command::Retrieve { call }
        | Command::Transfer { call, .. } => Whom::Named(call),
        Command::Arrive { handle: None, .. }
        | Command::NonAcdCall { handle: None, .. }
        | Command::CreateAgent { .. }
        | Command::AddGroup { .. }
        | Command::RemoveGroup { .. }
        | Command::AgentSpecific { .. }
        | Command::CloseProxy
        | Command::OpenProxy => Whom::Of(About::Nobody),
    }
}

fn of_record(record: &Record) -> Whom {
    if let Fact::CallCounted { call, session } | Fact::WrapUpEnded { call, session, .. } = record.fact {
        return Whom::CallAt(call, session);
    }
    Whom::Of(record.fact.about())
}
