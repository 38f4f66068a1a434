//! Calls that went past a session: they waited in a queue of its group while it existed and never rang at it.

use std::collections::{BTreeMap, BTreeSet};

use acd_core::{CallNo, Fact};
use acd_scenario::strategy_name;
use tapi_types::{QueueId, SessionId};

use crate::bin::part;
use crate::explanation::Part;
use crate::item::{Item, Kind, Met, StayEnd};
use crate::judge::fate_of;
use crate::standing::Standing;
use crate::verdicts::{Choice, Fate, Reason};
use crate::world::World;

/// What is known of the calls under way that may go past a session.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    /// They rang at it in their present stay: what became of that is told by the offer.
    rang: BTreeSet<CallNo>,
    /// They were offered to another session: why not to this one, and how it stood.
    elsewhere: BTreeMap<CallNo, (Reason, String)>,
}

impl Passed {
    /// Looks at a fact that the world has taken in.
    pub(crate) fn note(&mut self, world: &World<'_>, own: SessionId, fact: &Fact) {
        let Fact::CallOffered { call, session } = *fact else { return };
        if session == own {
            self.rang.insert(call);
        } else if is_of_group(world, own, world.calls.get(&call).and_then(|call| call.queue)) {
            self.elsewhere.insert(call, why_not(world, own, session, call));
        }
    }

    /// The reason why a call that an item tells the end of went past the session, if it did.
    pub(crate) fn miss(&mut self, world: &World<'_>, own: SessionId, item: &Item) -> Option<(Reason, Part)> {
        let (call, _) = item.call.as_ref()?;
        let (fate, by) = match &item.kind {
            Kind::Stay(StayEnd::Answered(by)) => (Fate::Answered, Some(*by)),
            Kind::Stay(end) => (fate_of(*end), None),
            Kind::Entry(entry) if entry.met == Met::Full => (Fate::Blocked, None),
            Kind::Entry(entry) if entry.met == Met::Nobody => (Fate::Unstaffed, None),
            Kind::Entry(_)
            | Kind::Counted
            | Kind::ToAnswer
            | Kind::Offer(_)
            | Kind::Clock(_)
            | Kind::Life
            | Kind::Staffed
            | Kind::OtherCall(_) => return None,
        };
        let rang = self.rang.remove(call);
        let offered = self.elsewhere.remove(call);
        let standing = world.standing(own).filter(|standing| *standing != Standing::Ended)?;
        if rang || by == Some(own) || !is_of_group(world, own, item.queue) {
            return None;
        }
        let now = || world.standing_words(own);
        let (reason, stood) = match (by, offered) {
            (Some(_), Some((reason, stood))) => (reason, stood),
            (Some(_), None) => (Reason::AnsweredWhile(standing), now()),
            (None, Some((_, stood))) if standing == Standing::Free => (Reason::LostWhile(fate, standing), stood),
            (None, _) => (Reason::LostWhile(fate, standing), now()),
        };
        let told = part(world, item);
        let what = format!("{}; {} was {stood}", told.what, world.session_name(own));
        Some((reason, Part { what, ..told }))
    }
}

fn is_of_group(world: &World<'_>, own: SessionId, queue: Option<QueueId>) -> bool {
    let group = world.sessions.get(&own).map(|session| session.group);
    group.is_some() && queue.and_then(|queue| world.group_of(queue)) == group
}

/// Why a call is offered to another session.
fn why_not(world: &World<'_>, own: SessionId, other: SessionId, no: CallNo) -> (Reason, String) {
    match world.standing(own) {
        Some(Standing::Free) => {
            let (choice, words) = why_chosen(world, own, other, no);
            (Reason::PassedOver(choice), words)
        }
        Some(standing) => (Reason::AnsweredWhile(standing), world.standing_words(own)),
        None => (Reason::AnsweredWhile(Standing::Ended), "not there yet".to_owned()),
    }
}

/// What put another session before this one, though this one was free.
fn why_chosen(world: &World<'_>, own: SessionId, other: SessionId, no: CallNo) -> (Choice, String) {
    let Some(call) = world.calls.get(&no) else { return (Choice::Strategy, "free".to_owned()) };
    let rang_out = |id: SessionId| call.rang_out.iter().find(|(at, _)| *at == id).map_or(0, |(_, times)| *times);
    let (level, first) = (world.level(own), world.level(other));
    if call.meant_for == Some(other) {
        (Choice::Transfer, "free".to_owned())
    } else if rang_out(own) > rang_out(other) {
        (Choice::RangOutHere, "free".to_owned())
    } else if level > first {
        (Choice::Level, format!("free, at level {level} and not {first}"))
    } else {
        let strategy = call.queue.and_then(|queue| world.plan.config.queues.get(queue.index()));
        (Choice::Strategy, format!("free ({})", strategy.map_or("", |queue| strategy_name(queue.strategy))))
    }
}
