//! What a client has heard of a handler's objects, beside what the provider knows without a request.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tapi_types::{AgentId, AgentState, GroupId, QueueId, SessionId, SessionState};
use tsp_provider::{ListedGroup, ListedQueue, ListedSession, SessionEntry};

/// The notes about one handler, shared by everything that was had from one call centre.
///
/// A provider that answers from its entries is believed first. What stands here is for one that does not: a proxy that
/// somebody else wrote tells a client what it has made and listed, and later what has changed.
#[derive(Debug, Default)]
pub(crate) struct Book {
    notes: Mutex<Notes>,
}

#[derive(Debug, Default)]
struct Notes {
    handler: Option<String>,
    agents: BTreeMap<AgentId, AgentNote>,
    sessions: BTreeMap<SessionId, SessionEntry>,
    /// Of each agent, in the order in which they were heard of.
    sessions_of: BTreeMap<AgentId, Vec<SessionId>>,
    groups: BTreeMap<GroupId, String>,
    queues: BTreeMap<QueueId, String>,
    removed_groups: BTreeSet<GroupId>,
    removed_queues: BTreeSet<QueueId>,
}

/// What is known of an agent that the client made.
#[derive(Debug, Clone)]
pub(crate) struct AgentNote {
    pub(crate) id: Option<String>,
    pub(crate) state: AgentState,
}

impl Book {
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn handler(&self) -> Option<String> {
        self.notes().handler.clone()
    }

    pub(crate) fn set_handler(&self, name: String) {
        self.notes().handler = Some(name);
    }

    pub(crate) fn agent(&self, agent: AgentId) -> Option<AgentNote> {
        self.notes().agents.get(&agent).cloned()
    }

    /// An agent was made, with this id. What state it is in, the first message about it tells.
    pub(crate) fn made_agent(&self, agent: AgentId, id: Option<String>) {
        self.notes().agents.entry(agent).or_insert(AgentNote { id, state: AgentState::Unknown });
    }

    pub(crate) fn agent_is(&self, agent: AgentId, state: AgentState) {
        if let Some(note) = self.notes().agents.get_mut(&agent) {
            note.state = state;
        }
    }

    pub(crate) fn session(&self, session: SessionId) -> Option<SessionEntry> {
        self.notes().sessions.get(&session).copied()
    }

    pub(crate) fn sessions_of(&self, agent: AgentId) -> Vec<SessionId> {
        self.notes().sessions_of.get(&agent).cloned().unwrap_or_default()
    }

    /// A session was heard of for the first time, or again. It starts `NOT_READY` where nothing was heard of its state.
    pub(crate) fn heard_of_session(&self, session: SessionId, entry: SessionEntry) {
        let notes = &mut *self.notes();
        if let Entry::Vacant(new) = notes.sessions.entry(session) {
            new.insert(entry);
            notes.sessions_of.entry(entry.agent).or_default().push(session);
        }
    }

    pub(crate) fn listed_sessions(&self, listed: &[ListedSession]) {
        for &ListedSession { session, agent, group, address } in listed {
            let state = SessionState::NotReady;
            self.heard_of_session(session, SessionEntry { agent, group, address, state });
        }
    }

    pub(crate) fn session_is(&self, session: SessionId, state: SessionState) {
        if let Some(entry) = self.notes().sessions.get_mut(&session) {
            entry.state = state;
        }
    }

    /// The proxy has let go of a session.
    pub(crate) fn released_session(&self, session: SessionId) {
        let notes = &mut *self.notes();
        if let Some(entry) = notes.sessions.remove(&session)
            && let Some(sessions) = notes.sessions_of.get_mut(&entry.agent)
        {
            sessions.retain(|&of_agent| of_agent != session);
        }
    }

    pub(crate) fn group(&self, group: GroupId) -> Option<String> {
        self.notes().groups.get(&group).cloned()
    }

    /// What is in a list is there.
    pub(crate) fn listed_groups(&self, listed: &[ListedGroup]) {
        let notes = &mut *self.notes();
        for entry in listed {
            notes.groups.insert(entry.group, entry.name.clone());
            notes.removed_groups.remove(&entry.group);
        }
    }

    pub(crate) fn queue(&self, queue: QueueId) -> Option<String> {
        self.notes().queues.get(&queue).cloned()
    }

    pub(crate) fn listed_queues(&self, listed: &[ListedQueue]) {
        let notes = &mut *self.notes();
        for entry in listed {
            notes.queues.insert(entry.queue, entry.name.clone());
            notes.removed_queues.remove(&entry.queue);
        }
    }

    pub(crate) fn group_is_removed(&self, group: GroupId) -> bool {
        self.notes().removed_groups.contains(&group)
    }

    pub(crate) fn removed_group(&self, group: GroupId) {
        self.notes().removed_groups.insert(group);
    }

    pub(crate) fn queue_is_removed(&self, queue: QueueId) -> bool {
        self.notes().removed_queues.contains(&queue)
    }

    pub(crate) fn new_queue(&self, queue: QueueId) {
        self.notes().removed_queues.remove(&queue);
    }

    pub(crate) fn removed_queue(&self, queue: QueueId) {
        self.notes().removed_queues.insert(queue);
    }

    /// Messages are lost: what was removed may have come back since.
    pub(crate) fn lost_messages(&self) {
        let notes = &mut *self.notes();
        notes.removed_groups.clear();
        notes.removed_queues.clear();
    }
}
