//! Agent sessions: state, clocks and totals.

use tapi_types::{AddressId, AgentId, CallHandle, GroupId, QueueId, SessionId, SessionState, Span, Time};

use crate::state::call::CallKey;
use crate::state::timers::Timer;
use crate::{CallNo, ReasonId};

/// A session. Ended ones stay readable.
///
/// In this order in memory: what a call reads and writes stands together, in the first two lines of the cache. On a large floor
/// most of what a call costs is waiting for these lines.
#[derive(Debug, Clone)]
#[repr(C, align(64))]
pub(crate) struct Session {
    /// Up to here its totals are settled.
    pub(crate) settled: Time,
    /// When it entered READY last.
    pub(crate) ready_since: Time,
    pub(crate) id: SessionId,
    pub(crate) agent: AgentId,
    pub(crate) group: GroupId,
    /// Of the agent in the group; lower goes first.
    pub(crate) level: u32,
    pub(crate) state: SessionState,
    /// It is among those who can take calls.
    pub(crate) benched: bool,
    pub(crate) next: Option<NextSlot>,
    pub(crate) work: Work,
    pub(crate) totals: SessionTotals,
    pub(crate) ring: Option<Ring>,
    /// Why it is NOT_READY.
    pub(crate) reason: Option<ReasonId>,
    /// Time in NOT_READY by reason.
    pub(crate) reasons: Vec<(ReasonId, Span)>,
    /// Where its calls ring.
    pub(crate) address: AddressId,
    pub(crate) shift_n: Option<u32>,
    pub(crate) created: Time,
    pub(crate) ended: Option<Time>,
}

/// The one slot that a pending state and an explicit next state share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NextSlot {
    pub(crate) state: SessionState,
    pub(crate) kind: NextKind,
    pub(crate) reason: Option<ReasonId>,
}

/// How what stands in the slot came there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NextKind {
    /// A change of state that waits for the end of call and wrap-up.
    Pending,
    /// A next state: takes effect when a call ends, in place of the wrap-up.
    Explicit,
}

/// What a session is busy with.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    Idle,
    Call(CallKey),
    WrapUp(WrapUp),
}

/// After-call work.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrapUp {
    pub(crate) call: CallNo,
    pub(crate) handle: Option<CallHandle>,
    pub(crate) queue: QueueId,
    /// The queues' rows count the call.
    pub(crate) counted: bool,
    pub(crate) from: Time,
    /// `None`: until it is left.
    pub(crate) end: Option<Timer>,
}

/// A call that rings at a session.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ring {
    pub(crate) call: CallKey,
    pub(crate) since: Time,
    /// `None`: by hand.
    pub(crate) answer: Option<Timer>,
}

/// Sums since the creation of a session. They only grow. Those that every call changes come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct SessionTotals {
    pub(crate) ready: Span,
    pub(crate) talk: Span,
    /// Under the counting policy.
    pub(crate) calls: u64,
    pub(crate) answers: u64,
    pub(crate) longest_to_answer: Span,
    pub(crate) sum_to_answer: Span,
    pub(crate) wrap_up: Span,
    pub(crate) ringing: Span,
    pub(crate) hold: Span,
    pub(crate) not_ready: Span,
    pub(crate) rang_out: u64,
    /// Of calls that the queues' rows leave out.
    pub(crate) answers_before_warm_up: u64,
}

impl Session {
    pub(crate) fn duration(&self, now: Time) -> Span {
        self.ended.unwrap_or(now) - self.created
    }

    /// Charges the running clock of a session that is READY.
    #[inline]
    pub(crate) fn settle_ready(&mut self, now: Time) {
        self.totals.ready += now - self.settled;
        self.settled = now;
    }

    /// Charges time in NOT_READY, and to the reason for it.
    #[inline(never)]
    pub(crate) fn add_not_ready(&mut self, span: Span) {
        self.totals.not_ready += span;
        if let Some(reason) = self.reason {
            match self.reasons.binary_search_by_key(&reason, |(known, _)| *known) {
                Ok(at) => self.reasons[at].1 += span,
                Err(at) => self.reasons.insert(at, (reason, span)),
            }
        }
    }

    /// It answers a call, which the queues' rows count or leave out.
    pub(crate) fn count_answer(&mut self, to_answer: Span, counted: bool) {
        let totals = &mut self.totals;
        totals.answers += 1;
        if !counted {
            totals.answers_before_warm_up += 1;
        }
        totals.longest_to_answer = totals.longest_to_answer.max(to_answer);
        totals.sum_to_answer += to_answer;
    }

    pub(crate) fn is_live(&self) -> bool {
        self.ended.is_none()
    }
}

/// What a session's time is charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    NotReady,
    Ready,
    Talk,
    Hold,
    WrapUp,
    /// The session has ended.
    Stopped,
}
