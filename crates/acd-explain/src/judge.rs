//! What counts for which measure.

use acd_core::{CountCallAt, Direction};
use acd_scenario::Plan;

use crate::fields::Measure;
use crate::item::{Clock, Item, Kind, Met, OfferEnd, StayEnd};
use crate::verdicts::{Fate, Reason, Verdict};

/// Whether an item counts for any of the measures. What none counts is told for the first that has a reason.
pub(crate) fn judge(plan: &Plan, measures: &[Measure], item: &Item) -> Verdict {
    let mut verdict = Verdict::Apart;
    for measure in measures {
        match judge_one(plan, *measure, item) {
            Verdict::Counts => return Verdict::Counts,
            Verdict::Not(reason) if verdict == Verdict::Apart => verdict = Verdict::Not(reason),
            Verdict::Not(_) | Verdict::Apart => {}
        }
    }
    verdict
}

fn judge_one(plan: &Plan, measure: Measure, item: &Item) -> Verdict {
    match &item.kind {
        Kind::Counted => counts(measure == Measure::Calls),
        Kind::ToAnswer => counts(matches!(measure, Measure::Answers | Measure::ToAnswer)),
        Kind::Offer(end) => judge_offer(measure, *end),
        Kind::Clock(clock) => judge_clock(plan, measure, *clock, item.running),
        Kind::Life => counts(measure == Measure::Life),
        Kind::Staffed => counts(measure == Measure::Staffed),
        Kind::OtherCall(direction) => judge_other_call(measure, *direction),
        Kind::Entry(entry) => judge_entry(measure, entry.met, entry.from.is_some()),
        Kind::Stay(end) => judge_stay(plan, measure, *end, item),
    }
}

fn counts(it_does: bool) -> Verdict {
    if it_does { Verdict::Counts } else { Verdict::Apart }
}

/// Counts, or does not for a reason.
fn counts_or(it_does: bool, reason: Reason) -> Verdict {
    if it_does { Verdict::Counts } else { Verdict::Not(reason) }
}

fn judge_offer(measure: Measure, end: OfferEnd) -> Verdict {
    if measure == Measure::Ringing {
        return Verdict::Counts;
    }
    let reason = match end {
        OfferEnd::Answered => return Verdict::Apart,
        OfferEnd::RangOut => Reason::RangOut,
        OfferEnd::Rejected => Reason::Rejected,
        OfferEnd::Taken(_) => Reason::TakenByAnother,
        OfferEnd::GaveUp => Reason::GaveUpRinging,
        OfferEnd::MaxWait => Reason::WaitedTooLongRinging,
        OfferEnd::LeftReady => Reason::LeftReady,
        OfferEnd::Rings => Reason::RingsNow,
    };
    if measure == Measure::RangOut {
        return counts_or(matches!(reason, Reason::RangOut | Reason::Rejected), reason);
    }
    if matches!(measure, Measure::Calls | Measure::Answers) { Verdict::Not(reason) } else { Verdict::Apart }
}

fn judge_clock(plan: &Plan, measure: Measure, clock: Clock, running: bool) -> Verdict {
    let policy = plan.config.policies.count_call_at;
    let (own, not_counted_yet) = match clock {
        Clock::NotReady(reason) => {
            let asked = reason.map(Measure::NotReadyFor);
            return counts(measure == Measure::NotReady || asked == Some(measure));
        }
        Clock::Ready => return counts(measure == Measure::Ready),
        Clock::Talk => (Measure::Talk, Some(Reason::NotReleased).filter(|_| policy != CountCallAt::Answer)),
        Clock::Hold => (Measure::Hold, Some(Reason::NotReleased).filter(|_| policy != CountCallAt::Answer)),
        Clock::WrapUp => (Measure::WrapUp, Some(Reason::NotWrappedUp).filter(|_| policy == CountCallAt::WrapUpEnd)),
    };
    match not_counted_yet {
        Some(reason) if measure == Measure::Calls && running => Verdict::Not(reason),
        Some(_) | None if measure == Measure::Talk && clock == Clock::Hold => Verdict::Not(Reason::Hold),
        Some(_) | None => counts(measure == own),
    }
}

fn judge_other_call(measure: Measure, direction: Direction) -> Verdict {
    let own = match direction {
        Direction::Incoming => Measure::Incoming,
        Direction::Outgoing => Measure::Outgoing,
    };
    let expected = matches!(measure, Measure::Calls | Measure::Answers);
    if expected { Verdict::Not(Reason::NotAcd) } else { counts(measure == own) }
}

fn judge_entry(measure: Measure, met: Met, flowed: bool) -> Verdict {
    if measure == Measure::Offered {
        return Verdict::Counts;
    }
    if measure == Measure::FlowedIn {
        let refused = counts_or(met != Met::Full, Reason::Fate(Fate::Blocked));
        return if flowed { refused } else { Verdict::Not(Reason::FromOutside) };
    }
    let (own, fate) = match met {
        Met::Free | Met::Line if measure == Measure::Queued => return counts_or(met == Met::Line, Reason::AtOnce),
        Met::Free | Met::Line => return counts(measure == Measure::Entered),
        Met::Full => (Measure::Blocked, Fate::Blocked),
        Met::Nobody => (Measure::Unstaffed, Fate::Unstaffed),
    };
    let expected = is_count_of_ends(measure) || matches!(measure, Measure::Entered | Measure::Queued);
    if measure == own || expected { counts_or(measure == own, Reason::Fate(fate)) } else { Verdict::Apart }
}

fn judge_stay(plan: &Plan, measure: Measure, end: StayEnd, item: &Item) -> Verdict {
    let config = item.queue.and_then(|queue| plan.config.queues.get(queue.index()));
    let within = config.is_some_and(|queue| item.span() <= queue.threshold);
    let short = config.is_some_and(|queue| item.span() < queue.short_abandon);
    let ringing = end == StayEnd::Abandoned { ringing: true };
    let fate = fate_of(end);
    let own = match (fate, measure) {
        (_, Measure::AnyStay) => return Verdict::Counts,
        (Fate::Answered, Measure::AnsweredWithin) | (Fate::Abandoned, Measure::AbandonedWithin) => {
            return counts_or(within, Reason::OverThreshold);
        }
        (Fate::Abandoned, Measure::AbandonedShort) => return counts_or(short, Reason::NotShort),
        (Fate::Abandoned, Measure::AbandonedRinging) => return counts_or(ringing, Reason::WhileWaiting),
        (Fate::Abandoned, Measure::AbandonedLate) => return counts(!within),
        (Fate::Abandoned, Measure::AbandonedLong) => return counts(!short),
        (Fate::Answered, _) => [Measure::Answered, Measure::ClosedStay].contains(&measure),
        (Fate::Abandoned, _) => [Measure::Abandoned, Measure::ClosedStay].contains(&measure),
        (Fate::TimedOut, _) => [Measure::TimedOut, Measure::ClosedStay, Measure::OtherStay].contains(&measure),
        (Fate::FlowedOut, _) => [Measure::FlowedOut, Measure::ClosedStay, Measure::OtherStay].contains(&measure),
        (Fate::Unstaffed, _) => [Measure::Unstaffed, Measure::OtherStay].contains(&measure),
        (Fate::Waits, _) => measure == Measure::Waiting,
        (Fate::Rings, _) => measure == Measure::RingingNow,
        (Fate::Blocked, _) => false,
    };
    let expected = is_count_of_ends(measure) || (measure == Measure::ClosedStay && fate == Fate::Unstaffed);
    if own || expected { counts_or(own, Reason::Fate(fate)) } else { Verdict::Apart }
}

/// Measures for which the calls that ended otherwise are told.
fn is_count_of_ends(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Answered
            | Measure::AnsweredWithin
            | Measure::Abandoned
            | Measure::AbandonedRinging
            | Measure::AbandonedWithin
            | Measure::AbandonedShort
            | Measure::Blocked
            | Measure::Unstaffed
            | Measure::TimedOut
            | Measure::FlowedOut
    )
}

/// What became of a call in a queue.
pub(crate) fn fate_of(end: StayEnd) -> Fate {
    match end {
        StayEnd::Answered(_) => Fate::Answered,
        StayEnd::Abandoned { .. } => Fate::Abandoned,
        StayEnd::FlowedOut(_) => Fate::FlowedOut,
        StayEnd::TimedOut => Fate::TimedOut,
        StayEnd::Unstaffed => Fate::Unstaffed,
        StayEnd::Waits => Fate::Waits,
        StayEnd::Rings => Fate::Rings,
    }
}
