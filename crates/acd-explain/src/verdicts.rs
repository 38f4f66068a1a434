//! Whether something counts for a figure, and why not.

use crate::standing::Standing;

/// Whether an item counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Counts,
    /// One might have expected it to.
    Not(Reason),
    /// It is about something else.
    Apart,
}

/// Why something does not count, in the order in which reasons are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    NotReleased,
    NotWrappedUp,
    RangOut,
    Rejected,
    TakenByAnother,
    GaveUpRinging,
    WaitedTooLongRinging,
    LeftReady,
    RingsNow,
    PassedOver(Choice),
    AnsweredWhile(Standing),
    LostWhile(Fate, Standing),
    NotAcd,
    Fate(Fate),
    OverThreshold,
    NotShort,
    WhileWaiting,
    AtOnce,
    FromOutside,
    Hold,
    WarmUp,
    EarlierPeriod,
}

/// Why a call went to another session though this one was free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Choice {
    Transfer,
    RangOutHere,
    Level,
    Strategy,
}

/// What became of a call in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    Answered,
    Abandoned,
    Blocked,
    /// No session at entry, or the last one ended.
    Unstaffed,
    TimedOut,
    FlowedOut,
    Waits,
    Rings,
}

impl Reason {
    /// One word, for programs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Reason::NotReleased => "not_released",
            Reason::NotWrappedUp => "not_wrapped_up",
            Reason::RangOut => "rang_out",
            Reason::Rejected => "rejected",
            Reason::TakenByAnother => "taken_by_another",
            Reason::GaveUpRinging => "gave_up_ringing",
            Reason::WaitedTooLongRinging => "max_wait_ringing",
            Reason::LeftReady => "left_ready",
            Reason::RingsNow => "rings_now",
            Reason::PassedOver(Choice::Transfer) => "transferred_to_another",
            Reason::PassedOver(Choice::RangOutHere) => "rang_out_before",
            Reason::PassedOver(Choice::Level) => "lower_level_first",
            Reason::PassedOver(Choice::Strategy) => "strategy",
            Reason::AnsweredWhile(_) => "answered_by_another",
            Reason::LostWhile(fate, _) | Reason::Fate(fate) => fate.name(),
            Reason::NotAcd => "non_acd",
            Reason::OverThreshold => "over_threshold",
            Reason::NotShort => "not_short",
            Reason::WhileWaiting => "while_waiting",
            Reason::AtOnce => "at_once",
            Reason::FromOutside => "from_outside",
            Reason::Hold => "hold",
            Reason::WarmUp => "warm_up",
            Reason::EarlierPeriod => "earlier_period",
        }
    }

    /// The end of a sentence that begins with a number.
    pub(crate) fn why(self) -> String {
        let fixed = match self {
            Reason::NotReleased => "answered here and not released yet",
            Reason::NotWrappedUp => "answered here, with a wrap-up that is not over yet",
            Reason::RangOut => "offered here and rang out",
            Reason::Rejected => "offered here and rejected",
            Reason::TakenByAnother => "offered here and taken by another session that rang too",
            Reason::GaveUpRinging => "offered here, and the caller gave up while it rang",
            Reason::WaitedTooLongRinging => "offered here, and max_wait ended while it rang",
            Reason::LeftReady => "offered here, and the session left READY while it rang",
            Reason::RingsNow => "on offer here and not answered yet",
            Reason::PassedOver(Choice::Transfer) => "transferred to another session by name",
            Reason::PassedOver(Choice::RangOutHere) => "answered by another session; it had rung out here",
            Reason::PassedOver(Choice::Level) => "answered by another session, whose level goes first",
            Reason::PassedOver(Choice::Strategy) => "answered by another session, which the strategy chose",
            Reason::AnsweredWhile(standing) => {
                return format!("answered by another session; this one was {}", standing.words());
            }
            Reason::LostWhile(fate, standing) => {
                return format!("{}; this one was {}", fate.words(), standing.words());
            }
            Reason::NotAcd => "not the ACD's",
            Reason::Fate(fate) => fate.words(),
            Reason::OverThreshold => "ended over the threshold",
            Reason::NotShort => "abandoned, but not shorter than short_abandon",
            Reason::WhileWaiting => "abandoned while waiting, not while ringing",
            Reason::AtOnce => "entered when a session could take it at once",
            Reason::FromOutside => "came from outside, not from another queue",
            Reason::Hold => "on hold",
            Reason::WarmUp => "of a call that came before the warm-up was over",
            Reason::EarlierPeriod => "before the present measurement period",
        };
        fixed.to_owned()
    }
}

impl Fate {
    fn name(self) -> &'static str {
        match self {
            Fate::Answered => "answered",
            Fate::Abandoned => "abandoned",
            Fate::Blocked => "blocked",
            Fate::Unstaffed => "unstaffed",
            Fate::TimedOut => "timed_out",
            Fate::FlowedOut => "flowed_out",
            Fate::Waits => "waiting",
            Fate::Rings => "ringing",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Fate::Answered => "answered",
            Fate::Abandoned => "abandoned",
            Fate::Blocked => "blocked: the queue was full",
            Fate::Unstaffed => "unstaffed: the group had no session",
            Fate::TimedOut => "timed out: waited max_wait",
            Fate::FlowedOut => "flowed out to another queue",
            Fate::Waits => "still waiting",
            Fate::Rings => "still ringing",
        }
    }
}
