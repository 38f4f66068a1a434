//! The figures of a run at one moment, row by row: what reports print and expectations look at.
//!
//! Rows are pictures. They hold exact integers in microseconds; what TAPI carries in whole seconds is in
//! the records of `tapi-types`.

use tapi_types::{
    AddressId, AgentId, AgentInfo, AgentSessionInfo, CallHandle, Currency, GroupId, QueueId, QueueInfo, SessionId,
    Span, Time,
};

use crate::{CallNo, ReasonId};

/// A session, since its creation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Which.
    pub session: SessionId,
    /// Whose.
    pub agent: AgentId,
    /// In which group.
    pub group: GroupId,
    /// Where its calls ring.
    pub address: AddressId,
    /// The n-th session (from 1) that shifts created for this agent in this group; `None`: no shift created it.
    pub shift_n: Option<u32>,
    /// READY, and its agent free, as matching sees it.
    pub available: bool,
    /// What LINEAGENTSESSIONINFO says.
    pub info: AgentSessionInfo,
    /// Offers that rang out at it or that it rejected.
    pub rang_out: u64,
    /// Time in READY, ringing included.
    pub ready: Span,
    /// Time in NOT_READY.
    pub not_ready: Span,
    /// Time with a call on offer.
    pub ringing: Span,
    /// Connected time without hold.
    pub talk: Span,
    /// Time on hold.
    pub hold: Span,
    /// Time in wrap-up.
    pub wrap_up: Span,
    /// Time in NOT_READY by reason, times above zero only, in order of [`ReasonId`].
    pub not_ready_reasons: Vec<(ReasonId, Span)>,
}

/// An agent, over the whole run, and its measurement period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentRow {
    /// Which.
    pub agent: AgentId,
    /// It can be asked about now: it is there from the start or was brought in, and was not released.
    pub present: bool,
    /// Calls an hour of the union of its session times.
    pub overall_call_rate: Currency,
    /// ACD calls under the counting policy.
    pub number_of_acd_calls: u64,
    /// Incoming calls that were not the ACD's.
    pub number_of_incoming_calls: u64,
    /// Outgoing calls that were not the ACD's.
    pub number_of_outgoing_calls: u64,
    /// Connected time without hold, on ACD calls.
    pub talk: Span,
    /// Time on hold, on ACD calls.
    pub hold: Span,
    /// Time in wrap-up.
    pub wrap_up: Span,
    /// What LINEAGENTINFO says: state, next state, and the period's figures.
    pub period: AgentInfo,
}

/// A queue, over the whole run (calls whose first entry is before the warm-up left out), and its period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Which.
    pub queue: QueueId,
    /// It can be asked about now.
    pub present: bool,
    /// Its figures.
    pub figures: QueueFigures,
    /// What LINEQUEUEINFO says.
    pub period: QueueInfo,
}

/// A queue's figures since the start of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueFigures {
    /// Entries.
    pub offered: u64,
    /// Stays that ended with an answer.
    pub answered: u64,
    /// Stays that the caller ended, while waiting or ringing.
    pub abandoned: u64,
    /// Those of them while ringing.
    pub abandoned_ringing: u64,
    /// Entries that found the queue full.
    pub blocked: u64,
    /// Stays that ended because the group had no session.
    pub unstaffed: u64,
    /// Stays that reached the maximum wait with nowhere to go on.
    pub timed_out: u64,
    /// Entries from another queue that were not blocked.
    pub flowed_in: u64,
    /// Stays that went on to another queue by overflow.
    pub flowed_out: u64,
    /// Waiting now.
    pub waiting: u64,
    /// On offer now.
    pub ringing: u64,
    /// Entries that no session could take at once, blocked and unstaffed ones left out.
    pub queued: u64,
    /// Answered stays up to and including the threshold.
    pub answered_within: u64,
    /// Abandoned stays up to and including the threshold.
    pub abandoned_within: u64,
    /// Abandoned stays shorter than `short_abandon`.
    pub abandoned_short: u64,
    /// Sum of answered stays.
    pub wait_answered: Span,
    /// Sum of abandoned stays.
    pub wait_abandoned: Span,
    /// Sum of stays that ended in another way.
    pub wait_other: Span,
    /// The longest stay, running ones included.
    pub longest_wait: Span,
    /// Time that sessions talked on its calls.
    pub talk: Span,
    /// Time that its calls were on hold.
    pub hold: Span,
    /// Time in wrap-up after its calls.
    pub wrap_up: Span,
}

/// A call that somebody outside names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// Which.
    pub call: CallHandle,
    /// The queue that it was last offered to.
    pub queue: QueueId,
    /// How it ended, or how it stands.
    pub disposition: Disposition,
    /// The session that answered last.
    pub session: Option<SessionId>,
    /// From the first entry to the first answer, to the end, or to now.
    pub wait: Span,
    /// Connected time without hold, over all sessions.
    pub talk: Span,
    /// Time on hold, over all sessions.
    pub hold: Span,
    /// Wrap-up after it, over all sessions.
    pub wrap_up: Span,
    /// How often it was answered.
    pub answers: u64,
    /// How many offers of it came back.
    pub rang_out: u64,
}

/// How a call ended, or how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// Waiting or ringing.
    InProgress,
    /// Answered, whatever came later.
    Answered,
    /// The caller gave up.
    Abandoned,
    /// The queue was full.
    Blocked,
    /// The group had no session.
    Unstaffed,
    /// It waited its maximum.
    TimedOut,
}

impl Disposition {
    /// All of them.
    pub const ALL: [Disposition; 6] = [
        Disposition::InProgress,
        Disposition::Answered,
        Disposition::Abandoned,
        Disposition::Blocked,
        Disposition::Unstaffed,
        Disposition::TimedOut,
    ];

    /// The name in scenarios and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Disposition::InProgress => "in_progress",
            Disposition::Answered => "answered",
            Disposition::Abandoned => "abandoned",
            Disposition::Blocked => "blocked",
            Disposition::Unstaffed => "unstaffed",
            Disposition::TimedOut => "timed_out",
        }
    }
}

/// A call under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCall {
    /// Its number in order of arrival.
    pub call: CallNo,
    /// Its handle, if somebody outside holds one.
    pub handle: Option<CallHandle>,
    /// The queue of its present or last stay; `None` for a call that is not the ACD's.
    pub queue: Option<QueueId>,
    /// What it is doing.
    pub doing: Doing,
    /// When it entered its first queue, or the one after a transfer.
    pub entered: Time,
}

/// What a call under way is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// It waits at its place.
    Waiting,
    /// It rings at these sessions, in creation order.
    Ringing(Vec<SessionId>),
    /// It talks with this session.
    Talking(SessionId),
    /// It is on hold at this session.
    OnHold(SessionId),
    /// It is not the ACD's, and this agent talks on it.
    Other(AgentId),
}
