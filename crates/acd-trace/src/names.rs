//! Who is who, learnt from the lines of a run as they pass.

use std::collections::{BTreeMap, VecDeque};

use acd_core::{CallNo, Entry, Fact};
use tapi_types::{AgentId, CallHandle, GroupId, SessionId};

use crate::{Book, Line};

/// So many calls that are over are remembered, for lines that are told when others have passed.
const ENDED_KEPT: usize = 16;

/// The names of sessions and calls, learnt from the lines of a run as they pass.
///
/// Sessions are kept. A call is forgotten soon after its end, and by its last session when that answers another one. So its
/// memory follows what is under way.
#[derive(Debug, Clone)]
pub struct Names<'b> {
    pub(crate) book: &'b Book,
    sessions: BTreeMap<SessionId, Session>,
    calls: BTreeMap<CallNo, Call>,
    /// In order of their ends.
    ended: VecDeque<CallNo>,
}

/// What a session's name is made of, and its last call: wrap-ups and counts come after the end of a call.
#[derive(Debug, Clone, Copy)]
struct Session {
    agent: AgentId,
    group: GroupId,
    shift: Option<u32>,
    last: Option<(CallNo, Call)>,
}

/// What a call's name is made of.
#[derive(Debug, Clone, Copy)]
struct Call {
    handle: Option<CallHandle>,
    stream: Option<(usize, u64)>,
}

impl<'b> Names<'b> {
    /// Nothing has passed yet.
    pub fn new(book: &'b Book) -> Names<'b> {
        Names { book, sessions: BTreeMap::new(), calls: BTreeMap::new(), ended: VecDeque::new() }
    }

    /// Learns from the next line.
    pub fn learn(&mut self, line: &Line) {
        let Entry::Record(record) = &line.entry else { return };
        if let Fact::SessionCreated { session, agent, group, shift } = record.fact {
            self.sessions.insert(session, Session { agent, group, shift, last: None });
        } else if let Fact::CallArrived { call, handle, stream, .. } = record.fact {
            self.calls.insert(call, Call { handle, stream });
        } else if let Fact::OtherCallStarted { call, handle, .. } = record.fact {
            self.calls.insert(call, Call { handle, stream: None });
        } else if let Fact::CallAnswered { call, session, .. } = record.fact {
            let known = self.calls.get(&call).map(|known| (call, *known));
            if let Some(session) = self.sessions.get_mut(&session) {
                session.last = known;
            }
        } else if let Fact::CallEnded { call, .. } | Fact::OtherCallEnded { call, .. } = record.fact {
            self.retire(call);
        }
    }

    /// A call is over; what was over long ago is forgotten.
    fn retire(&mut self, call: CallNo) {
        self.ended.push_back(call);
        if self.ended.len() > ENDED_KEPT
            && let Some(first) = self.ended.pop_front()
        {
            self.calls.remove(&first);
        }
    }

    /// The name of a session that has been created.
    pub fn session(&self, id: SessionId) -> Option<String> {
        let Session { agent, group, shift, .. } = self.sessions.get(&id)?;
        Some(self.book.session(id, *agent, *group, *shift))
    }

    /// The agent of a session that has been created.
    pub fn agent_of(&self, id: SessionId) -> Option<AgentId> {
        self.sessions.get(&id).map(|session| session.agent)
    }

    /// The name of a call that is under way.
    pub fn call(&self, no: CallNo) -> Option<String> {
        self.calls.get(&no).and_then(|call| call.name(self.book))
    }

    /// The name of a call that is under way, or was the last one of a session.
    pub fn call_at(&self, no: CallNo, session: SessionId) -> Option<String> {
        let last = || self.sessions.get(&session)?.last.filter(|(last, _)| *last == no);
        self.call(no).or_else(|| last()?.1.name(self.book))
    }
}

impl Call {
    fn name(self, book: &Book) -> Option<String> {
        book.call(self.handle, self.stream)
    }
}
