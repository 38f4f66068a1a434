//! The names of things, both ways.

use acd_core::Config;
use tapi_types::{AgentId, CallHandle, GroupId, SessionId};

/// The names that a scenario gives to what is on the floor and to what comes into being in a run.
///
/// What the scenario lists (agents, groups, queues, streams, faults, reasons) is called by its name. Sessions and calls have
/// numbers; the record of their beginning says their name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Book {
    /// By [`AgentId`].
    pub agents: Vec<String>,
    /// By [`GroupId`].
    pub groups: Vec<String>,
    /// By [`tapi_types::QueueId`].
    pub queues: Vec<String>,
    /// By [`acd_core::ReasonId`].
    pub reasons: Vec<String>,
    /// By place.
    pub streams: Vec<String>,
    /// By place.
    pub faults: Vec<String>,
    /// Sessions that the scenario names, by [`SessionId`].
    pub sessions: Vec<String>,
    /// Calls that the scenario names, by [`CallHandle`].
    pub calls: Vec<String>,
}

impl Book {
    /// The names of a floor, and of the sessions and calls that its scenario names.
    pub fn new(config: &Config, sessions: &[String], calls: &[String]) -> Book {
        Book {
            agents: config.agents.iter().map(|agent| agent.name.clone()).collect(),
            groups: config.groups.clone(),
            queues: config.queues.iter().map(|queue| queue.name.clone()).collect(),
            reasons: config.reasons.clone(),
            streams: config.streams.iter().map(|stream| stream.name.clone()).collect(),
            faults: config.faults.iter().map(|fault| fault.name.clone()).collect(),
            sessions: sessions.to_vec(),
            calls: calls.to_vec(),
        }
    }

    /// What a session is called: as the scenario has it, else `<agent>/<group>/<n>` for the n-th that shifts created, else `#`
    /// and its number.
    pub fn session(&self, id: SessionId, agent: AgentId, group: GroupId, shift: Option<u32>) -> String {
        match (self.sessions.get(id.index()), shift) {
            (Some(name), _) => name.clone(),
            (None, Some(n)) => format!("{}/{}/{n}", self.agents[agent.index()], self.groups[group.index()]),
            (None, None) => format!("#{}", id.get()),
        }
    }

    /// What a call is called: as the scenario has it, else `<stream>/<n>` for a generated one, else `#` and its handle.
    pub fn call(&self, handle: Option<CallHandle>, stream: Option<(usize, u64)>) -> Option<String> {
        let named = handle.and_then(|handle| self.calls.get(handle.index()));
        match (named, stream, handle) {
            (Some(name), _, _) => Some(name.clone()),
            (None, Some((stream, n)), _) => Some(format!("{}/{n}", self.streams.get(stream)?)),
            (None, None, Some(handle)) => Some(format!("#{}", handle.get())),
            (None, None, None) => None,
        }
    }
}
