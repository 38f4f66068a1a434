//! Items, facts and commands in words.

mod commands;
mod facts;
mod requests;

use acd_core::CountCallAt;

use crate::item::{Clock, Item, Kind, Met, OfferEnd, StayEnd};
use crate::standing::direction_words;
use crate::world::World;

pub(crate) use commands::{action_words, call_of_action};
pub(crate) use facts::fact_words;
pub(crate) use requests::effect_words;

/// What counted, or did not.
pub(crate) fn describe(world: &World<'_>, item: &Item) -> String {
    let fixed = match &item.kind {
        Kind::Counted => match world.plan.config.policies.count_call_at {
            CountCallAt::Answer => "answered",
            CountCallAt::Release => "released",
            CountCallAt::WrapUpEnd => "wrap-up over",
        },
        Kind::ToAnswer => "answered",
        Kind::Offer(end) => return describe_offer(world, item, *end),
        Kind::Clock(clock) => match clock {
            Clock::NotReady(Some(reason)) => return format!("not ready ({})", world.reason(*reason)),
            Clock::NotReady(None) => "not ready",
            Clock::Ready => "ready",
            Clock::Talk => "talk",
            Clock::Hold => "hold",
            Clock::WrapUp => "wrap-up",
        },
        Kind::Life => "session",
        Kind::Staffed => "with a session",
        Kind::OtherCall(direction) => direction_words(*direction),
        Kind::Entry(entry) => {
            let met = match entry.met {
                Met::Free => "entered; a session could take it",
                Met::Line => "entered; no session could take it",
                Met::Full => "blocked: the queue was full",
                Met::Nobody => "unstaffed: the group had no session",
            };
            return match entry.from {
                Some(from) => format!("{met}; from {}", world.queue_name(from)),
                None => met.to_owned(),
            };
        }
        Kind::Stay(end) => match end {
            StayEnd::Answered(by) => return format!("answered by {}", world.session_name(*by)),
            StayEnd::Abandoned { ringing: false } => "abandoned",
            StayEnd::Abandoned { ringing: true } => "abandoned while it rang",
            StayEnd::FlowedOut(to) => return format!("flowed out to {}", world.queue_name(*to)),
            StayEnd::TimedOut => "timed out",
            StayEnd::Unstaffed => "unstaffed: the last session ended",
            StayEnd::Waits => "waits",
            StayEnd::Rings => "rings",
        },
    };
    fixed.to_owned()
}

fn describe_offer(world: &World<'_>, item: &Item, end: OfferEnd) -> String {
    let fixed = match end {
        OfferEnd::Answered => "answered",
        OfferEnd::RangOut => "rang out",
        OfferEnd::Rejected => "rejected",
        OfferEnd::Taken(by) => return format!("{} answered", world.session_name(by)),
        OfferEnd::GaveUp => "the caller gave up while it rang",
        OfferEnd::MaxWait => "max_wait ended while it rang",
        OfferEnd::LeftReady => {
            let standing = item.session.map(|id| world.standing_words(id)).unwrap_or_default();
            return format!("rang until the session was {standing}");
        }
        OfferEnd::Rings => "rings",
    };
    fixed.to_owned()
}
