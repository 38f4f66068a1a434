//! One handler's messages, and the events that they mean.

use std::fmt;

use tapi_types::line::{
    AgentSessionStatus, AgentStatusEx, GroupStatus, MessageNumber, ProxyRequestType, ProxyStatus, QueueStatus,
};
use tapi_types::{AgentId, AgentState, Bits, GroupId, Message, QueueId, SessionId, SessionState, tapi3};
use tsp_provider::{MessageFilter, Messages, Received};

use super::groups::Groups;
use crate::event::{AcdGroupEvent, AgentEvent, AgentHandlerEvent, AgentSessionEvent, QueueEvent};
use crate::handler::is_needed;
use crate::line::Line;
use crate::{AcdGroup, Agent, AgentHandler, AgentSession, Event, Queue, TapiError};

/// The messages that mean events.
const WANTED: MessageFilter = MessageFilter::LEAST
    .with(MessageNumber::AgentStatusEx)
    .with(MessageNumber::AgentSessionStatus)
    .with(MessageNumber::QueueStatus)
    .with(MessageNumber::GroupStatus)
    .with(MessageNumber::ProxyStatus);

/// One handler, to whom somebody listens.
pub(super) struct Source {
    pub(super) line: Line,
    pub(super) messages: Messages,
    pub(super) groups: Groups,
    /// Not all proxies are there that TAPI 3 needs.
    is_gone: bool,
}

/// What a message comes to.
pub(super) enum Heard {
    /// These events, before any filter.
    Events(Vec<Event>),
    /// Groups came or went: the list tells which.
    Groups(Bits<GroupStatus>),
}

impl Source {
    pub(super) fn new(line: Line, capacity: usize) -> Self {
        let messages = line.provider.messages(WANTED, capacity);
        let is_gone = !AgentHandler::new(line.clone()).is_there();
        Source { line, messages, groups: Groups::default(), is_gone }
    }

    /// Takes note of what was received.
    pub(super) fn hear(&mut self, received: Received) -> Heard {
        let message = match received {
            Received::Message(message) => message,
            Received::Missed(messages) => {
                self.line.book.lost_messages();
                return Heard::Events(vec![Event::Missed(messages)]);
            }
        };
        Heard::Events(match message {
            Message::AgentStatusEx { agent, what, state } => self.agent(agent, what, state),
            Message::AgentSessionStatus { session, what, state } => self.session(session, what, state),
            Message::QueueStatus { queue, what } => self.queue(queue, what),
            Message::GroupStatus { what } => return Heard::Groups(what),
            Message::ProxyStatus { status, request } => self.proxy(status, request),
            Message::Close
            | Message::Reply { .. }
            | Message::AgentSpecific { .. }
            | Message::AgentStatus { .. }
            | Message::ProxyRequest { .. } => Vec::new(),
        })
    }

    fn agent(&self, agent: AgentId, what: Bits<AgentStatusEx>, state: Option<AgentState>) -> Vec<Event> {
        if !what.contains(AgentStatusEx::State) {
            return Vec::new();
        }
        // A released agent has no state in TAPI 3.
        let state = state.and_then(tapi3::AgentState::of).unwrap_or(tapi3::AgentState::Unknown);
        self.line.book.agent_is(agent, state.into());
        vec![Event::Agent(AgentEvent::new(Agent::new(self.line.clone(), agent), state.into()))]
    }

    fn session(&self, session: SessionId, what: Bits<AgentSessionStatus>, state: Option<SessionState>) -> Vec<Event> {
        let event = |event| {
            let session = AgentSession::new(self.line.clone(), session);
            Event::AgentSession(AgentSessionEvent::new(session, event))
        };
        let mut events = Vec::new();
        if what.contains(AgentSessionStatus::NewSession) {
            if let Some(entry) = self.line.provider.session_entry(session) {
                self.line.book.heard_of_session(session, entry);
            }
            events.push(event(tapi3::AgentSessionEvent::NewSession));
        }
        if what.contains(AgentSessionStatus::State) {
            if let Some(state) = state {
                self.line.book.session_is(session, state);
                events.push(event(tapi3::AgentSessionState::from(state).into()));
            } else {
                // The one state that has no value here is RELEASED.
                self.line.book.released_session(session);
            }
        }
        events
    }

    fn queue(&self, queue: QueueId, what: Bits<QueueStatus>) -> Vec<Event> {
        let event = |event| Event::Queue(QueueEvent::new(Queue::new(self.line.clone(), queue), event));
        let mut events = Vec::new();
        if what.contains(QueueStatus::NewQueue) {
            self.line.book.new_queue(queue);
            events.push(event(tapi3::AcdQueueEvent::NewQueue));
        }
        if what.contains(QueueStatus::QueueRemoved) {
            self.line.book.removed_queue(queue);
            events.push(event(tapi3::AcdQueueEvent::QueueRemoved));
        }
        events
    }

    /// The handler comes with the last proxy that TAPI 3 needs and goes with the first.
    fn proxy(&mut self, status: ProxyStatus, request: Option<ProxyRequestType>) -> Vec<Event> {
        let event = match status {
            ProxyStatus::Open => None,
            ProxyStatus::Close if self.is_gone || !request.is_none_or(is_needed) => None,
            ProxyStatus::Close => Some(tapi3::AgentHandlerEvent::AgentHandlerRemoved),
            ProxyStatus::AllOpenForAcd => Some(tapi3::AgentHandlerEvent::NewAgentHandler),
        };
        let Some(event) = event else { return Vec::new() };
        self.is_gone = event == tapi3::AgentHandlerEvent::AgentHandlerRemoved;
        vec![Event::AgentHandler(AgentHandlerEvent::new(AgentHandler::new(self.line.clone()), event))]
    }

    /// What a new list of groups tells that the last one did not.
    pub(super) fn compare(&mut self, what: Bits<GroupStatus>, list: Result<Vec<GroupId>, TapiError>) -> Vec<Event> {
        let Ok(list) = list else { return vec![Event::Missed(1)] };
        let change = self.groups.compare(what, list);
        let event = |group, event| Event::AcdGroup(AcdGroupEvent::new(AcdGroup::new(self.line.clone(), group), event));
        let mut events = Vec::new();
        for group in change.removed {
            self.line.book.removed_group(group);
            events.push(event(group, tapi3::AcdGroupEvent::GroupRemoved));
        }
        events.extend(change.new.into_iter().map(|group| event(group, tapi3::AcdGroupEvent::NewGroup)));
        if change.untold > 0 {
            events.push(Event::Missed(change.untold));
        }
        events
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("line", &self.line).field("is_gone", &self.is_gone).finish_non_exhaustive()
    }
}
