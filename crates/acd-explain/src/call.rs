//! A call's way from its arrival to its end.

use std::collections::BTreeMap;

use acd_core::{About, CallNo, Fact, Record};
use acd_scenario::Lines;
use tapi_types::{CallHandle, GroupId, Time};

use crate::ExplainError;
use crate::chain::{Chain, refused_call};
use crate::explanation::Explanation;
use crate::instant::Instant;
use crate::item::{Item, Kind};
use crate::standing::Standing;
use crate::words::describe;
use crate::world::{Stage, World};

/// A question about a call, answered as its facts come.
#[derive(Debug)]
pub(crate) struct CallTrail {
    name: String,
    found: Option<(CallNo, Option<CallHandle>)>,
    chain: Chain,
    /// The event of this instant with which it took its place in a queue.
    took_place: Option<usize>,
    /// Where it rang, and how that ended.
    rang: Vec<String>,
}

/// So many sessions are named where a call waits for them.
const NAMED_MAX: usize = 5;

impl CallTrail {
    pub(crate) fn new(name: String) -> CallTrail {
        CallTrail { name, found: None, chain: Chain::default(), took_place: None, rang: Vec::new() }
    }

    /// Looks at a fact that the world has taken in.
    pub(crate) fn take(&mut self, world: &World<'_>, lines: &Lines, instant: &Instant, record: &Record) {
        if self.found.is_none()
            && let Fact::CallArrived { call, handle, .. } | Fact::OtherCallStarted { call, handle, .. } = record.fact
            && *world.call_name(call) == *self.name
        {
            self.found = Some((call, handle));
        }
        let Some((no, handle)) = self.found else { return };
        let refused = refused_call(instant, record).is_some_and(|refused| Some(refused) == handle);
        if record.fact.about() == About::Call(no) || refused {
            let blocked = matches!(record.fact, Fact::CallBlocked { .. });
            let details = if blocked { why_it_waits(world, no) } else { Vec::new() };
            self.chain.add(world, lines, instant, record, details);
            if matches!(record.fact, Fact::CallEntered { .. } | Fact::CallReturned { .. }) {
                self.took_place = self.chain.events.len().checked_sub(1);
            }
        }
        self.rang.extend(world.items.iter().filter_map(|item| rang(world, no, item)));
    }

    /// The instant is over: what the call has to wait for is known.
    pub(crate) fn end_instant(&mut self, world: &World<'_>) {
        let Some((no, _)) = self.found else { return };
        let waits = world.calls.get(&no).is_some_and(|call| call.stage == Stage::Waiting);
        if let Some(event) = self.took_place.take().filter(|_| waits).and_then(|place| self.chain.events.get_mut(place))
        {
            event.details = why_it_waits(world, no);
        }
    }

    pub(crate) fn close(mut self, world: &World<'_>, at: Time) -> Result<Explanation, ExplainError> {
        let Some((no, _)) = self.found else { return Err(self.unknown(world, at)) };
        self.end_instant(world);
        let mut notes = Vec::new();
        if !self.rang.is_empty() {
            notes.push(format!("rang at {}", self.rang.join("; ")));
        }
        if let Some(call) = world.calls.get(&no).filter(|call| !call.ended) {
            let stands = match call.stage {
                Stage::Between | Stage::Waiting => "it still waits".to_owned(),
                Stage::Ringing => "it still rings".to_owned(),
                Stage::With(session) => format!("it is still with {}", world.session_name(session)),
                Stage::Other => "it is still under way".to_owned(),
            };
            notes.push(format!("{stands} at {at}"));
        }
        Ok(Explanation {
            title: format!("call {}", self.name),
            at,
            clock: world.clock(at),
            overview: false,
            figures: Vec::new(),
            events: self.chain.events,
            notes,
        })
    }

    fn unknown(&self, world: &World<'_>, at: Time) -> ExplainError {
        if world.plan.call_names.contains(&self.name) {
            return ExplainError::NotYet { kind: "call", name: self.name.clone(), at };
        }
        let streams = world.book.streams.iter().zip(&world.generated).filter(|(_, n)| **n > 0);
        let streams = streams.map(|(stream, n)| format!("{stream}/1 … {stream}/{n}"));
        ExplainError::unknown("call", &self.name, world.plan.call_names.iter().cloned().chain(streams).collect())
    }
}

/// An offer of the call that came to its end.
fn rang(world: &World<'_>, no: CallNo, item: &Item) -> Option<String> {
    let own = matches!(item.kind, Kind::Offer(_)) && item.call.as_ref().is_some_and(|(call, _)| *call == no);
    let session = world.session_name(item.session.filter(|_| own)?);
    let when =
        if item.from == item.at { format!("at {}", item.at) } else { format!("from {} to {}", item.from, item.at) };
    Some(format!("{session} {when}: {}", describe(world, item)))
}

/// Who is busy with what while a call has to wait, and who goes before it.
fn why_it_waits(world: &World<'_>, no: CallNo) -> Vec<String> {
    let group = world.calls.get(&no).and_then(|call| call.queue).and_then(|queue| world.group_of(queue));
    let mut details = group.map(|group| staff(world, group)).unwrap_or_default();
    let ahead = world.ahead_of(no);
    if ahead > 0 {
        details.push(format!("{ahead} waiting before it"));
    }
    details
}

/// The sessions of a group: each by name where they are few, else how many stand how.
fn staff(world: &World<'_>, group: GroupId) -> Vec<String> {
    let mut standings: BTreeMap<Standing, u32> = BTreeMap::new();
    let mut named = Vec::new();
    for (id, session) in world.staff(group) {
        let Some(standing) = world.standing(id) else { continue };
        *standings.entry(standing).or_default() += 1;
        if named.len() <= NAMED_MAX {
            named.push(format!("{} is {}", session.name, world.standing_words(id)));
        }
    }
    if named.is_empty() {
        return vec![format!("{} has no session", world.book.groups.get(group.index()).map_or("?", String::as_str))];
    }
    if named.len() <= NAMED_MAX {
        return named;
    }
    standings.iter().map(|(standing, count)| format!("{count} sessions are {}", standing.words())).collect()
}
