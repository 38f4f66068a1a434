//! What happens at one instant, and what nearly did.

use crate::coverage::{Kind, Point};

/// What an event is, as far as a trace tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Happening {
    TalkEnds,
    WrapUpEnds,
    Shift,
    Command,
    Arrival,
    Answer,
    Patience,
    MaxWait,
    RingOut,
    Handle,
    Reply,
    Deadline,
}

impl Happening {
    /// In the order of their classes.
    pub const ALL: [Happening; 12] = [
        Happening::TalkEnds,
        Happening::WrapUpEnds,
        Happening::Shift,
        Happening::Command,
        Happening::Arrival,
        Happening::Answer,
        Happening::Patience,
        Happening::MaxWait,
        Happening::RingOut,
        Happening::Handle,
        Happening::Reply,
        Happening::Deadline,
    ];

    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Happening::TalkEnds => "talk ends",
            Happening::WrapUpEnds => "wrap-up ends",
            Happening::Shift => "shift",
            Happening::Command => "command",
            Happening::Arrival => "arrival",
            Happening::Answer => "answer",
            Happening::Patience => "patience ends",
            Happening::MaxWait => "maximum wait ends",
            Happening::RingOut => "ring-out",
            Happening::Handle => "handle",
            Happening::Reply => "reply",
            Happening::Deadline => "deadline",
        }
    }

    /// The point of both at one instant.
    pub(crate) fn tie(self, other: Happening) -> Point {
        let (one, other) = (self.min(other), self.max(other));
        Point::pair(Kind::Tie, one.name(), other.name())
    }
}

/// Two things were due for one call or request at one instant, and the first of them kept the other from happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum NearMiss {
    AnswerBeforePatience,
    AnswerBeforeMaxWait,
    AnswerBeforeRingOut,
    PatienceBeforeMaxWait,
    PatienceBeforeRingOut,
    MaxWaitBeforeRingOut,
    ReplyBeforeDeadline,
}

impl NearMiss {
    /// All of them.
    pub const ALL: [NearMiss; 7] = [
        NearMiss::AnswerBeforePatience,
        NearMiss::AnswerBeforeMaxWait,
        NearMiss::AnswerBeforeRingOut,
        NearMiss::PatienceBeforeMaxWait,
        NearMiss::PatienceBeforeRingOut,
        NearMiss::MaxWaitBeforeRingOut,
        NearMiss::ReplyBeforeDeadline,
    ];

    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            NearMiss::AnswerBeforePatience => "answer just before the end of patience",
            NearMiss::AnswerBeforeMaxWait => "answer just before the maximum wait",
            NearMiss::AnswerBeforeRingOut => "answer just before the ring-out",
            NearMiss::PatienceBeforeMaxWait => "patience just before the maximum wait",
            NearMiss::PatienceBeforeRingOut => "patience just before the ring-out",
            NearMiss::MaxWaitBeforeRingOut => "maximum wait just before the ring-out",
            NearMiss::ReplyBeforeDeadline => "reply just before the deadline",
        }
    }

    pub(crate) const fn point(self) -> Point {
        Point::new(Kind::NearMiss, self.name())
    }
}
