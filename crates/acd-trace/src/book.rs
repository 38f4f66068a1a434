//! The names of things, both ways.

use std::borrow::Cow;
use std::collections::HashMap;

use acd_core::{Called, Config};
use tapi_types::{AgentId, CallHandle, GroupId, SessionId};

/// The names that a scenario gives to what is on the floor and to what comes into being in a run.
///
/// What the scenario lists (agents, groups, queues, activities, streams, faults, reasons) is called by its name; agents made in
/// the run have numbers. Sessions and calls have numbers too; the record of their beginning says their name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Book {
    /// By [`AgentId`].
    pub agents: Vec<String>,
    /// By [`GroupId`].
    pub groups: Vec<String>,
    /// By [`tapi_types::QueueId`].
    pub queues: Vec<String>,
    /// By [`tapi_types::ActivityId`].
    pub activities: Vec<String>,
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
            activities: config.activities.clone(),
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
        self.called_session(id, agent, group, shift).to_string()
    }

    /// What a call is called: as the scenario has it, else `<stream>/<n>` for a generated one, else `#` and its handle.
    pub fn call(&self, handle: Option<CallHandle>, stream: Option<(usize, u64)>) -> Option<String> {
        self.called_call(handle, stream).map(|called| called.to_string())
    }

    pub(crate) fn called_session(
        &self,
        id: SessionId,
        agent: AgentId,
        group: GroupId,
        shift: Option<u32>,
    ) -> Called<'_> {
        let names = || Some((self.agents.get(agent.index())?, self.groups.get(group.index())?));
        let shift = shift.and_then(|n| names().map(|(agent, group)| (agent.as_str(), group.as_str(), n)));
        Called::session(id, shift, &self.sessions)
    }

    pub(crate) fn called_call(&self, handle: Option<CallHandle>, stream: Option<(usize, u64)>) -> Option<Called<'_>> {
        let stream = stream.and_then(|(place, n)| Some((self.streams.get(place)?.as_str(), n)));
        Called::call(handle, stream, &self.calls)
    }
}

/// A book in which a name is looked up as fast as a place.
#[derive(Debug, Clone)]
pub(crate) struct Catalog<'b> {
    pub(crate) book: Cow<'b, Book>,
    pub(crate) agents: Index,
    pub(crate) groups: Index,
    pub(crate) queues: Index,
    pub(crate) activities: Index,
    pub(crate) reasons: Index,
    pub(crate) streams: Index,
    pub(crate) faults: Index,
}

impl<'b> Catalog<'b> {
    pub(crate) fn new(book: Cow<'b, Book>) -> Catalog<'b> {
        Catalog {
            agents: Index::new(&book.agents),
            groups: Index::new(&book.groups),
            queues: Index::new(&book.queues),
            activities: Index::new(&book.activities),
            reasons: Index::new(&book.reasons),
            streams: Index::new(&book.streams),
            faults: Index::new(&book.faults),
            book,
        }
    }
}

/// The place of each name of a list.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    places: HashMap<String, usize>,
    /// A scenario gives each name once; a floor that was made by hand may not.
    unique: bool,
}

impl Index {
    fn new(names: &[String]) -> Index {
        let mut places = HashMap::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            places.entry(name.clone()).or_insert(place);
        }
        Index { unique: places.len() == names.len(), places }
    }

    /// The place of a name.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// True where a name stands for this place and for no other.
    pub(crate) fn tells(&self, name: &str, place: usize) -> bool {
        self.unique || self.place(name) == Some(place)
    }
}
