//! What an application knows of the handler's objects, from its replies and messages.

use std::collections::{BTreeMap, BTreeSet};

use tapi_types::line::QueueStatus;
use tapi_types::{AgentId, AgentState, GroupId, Message, QueueId, SessionId, SessionState};

use crate::messages::Handle;
use crate::{
    AgentEntry, Answer, Ask, Client, GroupEntry, ListedGroup, ListedQueue, ListedSession, QueueEntry, SessionEntry,
};

/// The notes of one line, in the order in which its proxies spoke.
#[derive(Default)]
pub(super) struct Known {
    sessions: BTreeMap<SessionId, ListedSession>,
    session_states: BTreeMap<SessionId, SessionState>,
    agents: BTreeMap<AgentId, (Option<String>, String)>,
    agent_states: BTreeMap<AgentId, AgentState>,
    queues: BTreeMap<QueueId, QueueEntry>,
    groups: BTreeMap<GroupId, GroupEntry>,
    heard: BTreeSet<Handle>,
}

impl Known {
    /// A session that nothing was heard of since its creation is NOT_READY, as it began.
    pub(super) fn session(&self, session: SessionId) -> Option<SessionEntry> {
        let ListedSession { agent, group, address, .. } = *self.sessions.get(&session)?;
        let state = self.session_states.get(&session).copied().unwrap_or(SessionState::NotReady);
        Some(SessionEntry { agent, group, address, state })
    }

    /// An agent that nothing was heard of since its creation is READY, as it began.
    pub(super) fn agent(&self, agent: AgentId) -> Option<AgentEntry> {
        let (id, user) = self.agents.get(&agent)?.clone();
        let state = self.agent_states.get(&agent).copied().unwrap_or(AgentState::Ready);
        Some(AgentEntry { id, user, state })
    }

    pub(super) fn queue(&self, queue: QueueId) -> Option<QueueEntry> {
        self.queues.get(&queue).cloned()
    }

    pub(super) fn group(&self, group: GroupId) -> Option<GroupEntry> {
        self.groups.get(&group).cloned()
    }

    /// True where a message or a reply named the handle.
    pub(super) fn has_heard_of(&self, handle: Handle) -> bool {
        self.heard.contains(&handle)
    }

    pub(super) fn take_message(&mut self, message: Message) {
        self.heard.extend(Handle::of(message));
        if let Message::AgentSessionStatus { session, state: Some(state), .. } = message {
            self.session_states.insert(session, state);
        }
        if let Message::AgentStatusEx { agent, state: Some(state), .. } = message {
            self.agent_states.insert(agent, state);
        }
        if let Message::QueueStatus { queue, what } = message
            && let Some(queue) = self.queues.get_mut(&queue)
        {
            queue.removed |= what.contains(QueueStatus::QueueRemoved);
            queue.removed &= !what.contains(QueueStatus::NewQueue);
        }
    }

    pub(super) fn take_reply(&mut self, client: &Client, ask: &Ask, answer: &Answer) {
        match answer {
            Answer::Session(session) => {
                if let Ask::CreateAgentSession { agent, group, address, .. } = *ask {
                    self.add_session(ListedSession { session: *session, agent, group, address });
                }
            }
            Answer::Agent(agent) => {
                if let Ask::CreateAgent(login) = ask {
                    self.heard.insert(Handle::Agent(*agent));
                    self.agents.insert(*agent, (login.id.clone(), client.user.clone()));
                }
            }
            Answer::Sessions(sessions) => sessions.iter().for_each(|session| self.add_session(*session)),
            Answer::Queues(queues) => {
                if let Ask::GetQueueList(group) = ask {
                    self.take_queues(*group, queues);
                }
            }
            Answer::Groups(groups) => self.take_groups(matches!(ask, Ask::GetGroupList), groups),
            Answer::AgentStatus(status) => self.take_groups(false, &status.groups),
            Answer::AgentSessionInfo(info) => {
                if let Ask::GetAgentSessionInfo(session) = ask {
                    self.session_states.insert(*session, info.state);
                }
            }
            Answer::AgentInfo(info) => {
                if let Ask::GetAgentInfo(agent) = ask {
                    self.agent_states.insert(*agent, info.state);
                }
            }
            Answer::QueueInfo(_)
            | Answer::Done
            | Answer::Activities(_)
            | Answer::AgentCaps(_)
            | Answer::Params(_)
            | Answer::GroupEntry(_)
            | Answer::Addresses(_)
            | Answer::SessionEntry(_)
            | Answer::AgentEntry(_)
            | Answer::QueueEntry(_) => {}
        }
    }

    fn add_session(&mut self, session: ListedSession) {
        self.heard.insert(Handle::Session(session.session));
        self.sessions.insert(session.session, session);
    }

    /// What is no longer in the list of its group is gone.
    fn take_queues(&mut self, group: GroupId, listed: &[ListedQueue]) {
        self.queues.values_mut().filter(|queue| queue.group == group).for_each(|queue| queue.removed = true);
        for ListedQueue { queue, name } in listed {
            self.queues.insert(*queue, QueueEntry { name: name.clone(), group, removed: false });
        }
    }

    /// What is no longer in the list of all groups is gone.
    fn take_groups(&mut self, all: bool, listed: &[ListedGroup]) {
        self.groups.values_mut().for_each(|group| group.removed |= all);
        for ListedGroup { group, name } in listed {
            self.groups.insert(*group, GroupEntry { name: name.clone(), removed: false });
        }
    }
}
