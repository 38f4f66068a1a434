//! Agents: own state, what keeps them busy, totals, measurement period.

use smallvec::SmallVec;
use tapi_types::{ActivityId, AgentState, Span, Time};

use crate::state::call::CallKey;
use crate::state::period::Period;
use crate::state::table::SessionNo;
use crate::{Presence, Stream};

/// An agent. What a call reads and writes comes first, as in [`Session`](crate::state::session::Session).
#[derive(Debug, Clone)]
#[repr(C, align(64))]
pub(crate) struct Agent {
    pub(crate) presence: Presence,
    /// READY or NOT_READY.
    pub(crate) own: AgentState,
    pub(crate) next: Option<AgentState>,
    /// The session with an ACD call or a wrap-up.
    pub(crate) busy: Option<SessionNo>,
    /// The session with a ringing offer.
    pub(crate) ringing: Option<SessionNo>,
    /// A call that is not the ACD's.
    pub(crate) other_call: Option<CallKey>,
    /// The end of the last call or wrap-up.
    pub(crate) idle_from: Time,
    /// Sessions that are not ENDED, in creation order.
    pub(crate) sessions: SmallVec<[SessionNo; 2]>,
    pub(crate) answers: Answers,
    pub(crate) totals: AgentTotals,
    pub(crate) period: Period<AgentTotals>,
    /// Since when it has had a session without a break.
    pub(crate) staffed_from: Option<Time>,
    /// What it is doing besides calls; over with its last session.
    pub(crate) activity: Option<ActivityId>,
}

/// When an agent picks up.
#[derive(Debug, Clone)]
pub(crate) enum Answers {
    /// When told.
    ByHand,
    /// Always after so long.
    After(Span),
    /// After what is drawn from here.
    Drawn(Box<Stream>),
}

impl Answers {
    /// Where times to answer are drawn from, if they are drawn.
    pub(crate) fn stream(&self) -> Option<&Stream> {
        match self {
            Answers::Drawn(stream) => Some(stream),
            Answers::ByHand | Answers::After(_) => None,
        }
    }

    pub(crate) fn stream_mut(&mut self) -> Option<&mut Stream> {
        match self {
            Answers::Drawn(stream) => Some(stream),
            Answers::ByHand | Answers::After(_) => None,
        }
    }
}

/// Sums since the start of the run. They only grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct AgentTotals {
    pub(crate) talk: Span,
    /// ACD calls, under the counting policy.
    pub(crate) calls: u64,
    pub(crate) wrap_up: Span,
    pub(crate) hold: Span,
    /// The union of its session times.
    pub(crate) staffed: Span,
    pub(crate) incoming: u64,
    pub(crate) outgoing: u64,
}

impl AgentTotals {
    /// What has come since an earlier picture.
    pub(crate) fn since(&self, base: &AgentTotals) -> AgentTotals {
        AgentTotals {
            talk: self.talk - base.talk,
            hold: self.hold - base.hold,
            wrap_up: self.wrap_up - base.wrap_up,
            staffed: self.staffed - base.staffed,
            calls: self.calls - base.calls,
            incoming: self.incoming - base.incoming,
            outgoing: self.outgoing - base.outgoing,
        }
    }
}

impl Agent {
    /// With neither call nor wrap-up nor offer, and willing.
    pub(crate) fn is_free(&self) -> bool {
        self.own != AgentState::NotReady && self.is_done() && self.ringing.is_none()
    }

    /// With neither call nor wrap-up.
    pub(crate) fn is_done(&self) -> bool {
        self.busy.is_none() && self.other_call.is_none()
    }
}
