//! What happened, fact by fact, in order: the trace of a run.
//!
//! Records are made only where somebody listens; their number is always known. Each names what made it happen, so that
//! "why is it three?" has an answer.

use tapi_types::{
    ActivityId, AgentId, AgentState, CallHandle, Function, GroupId, LineError, ObjectFilter, QueueId, RequestId,
    SessionId, SessionState, Span, Time,
};

use crate::{Direction, Disposition, Party, ReasonId};

/// A call's number in order of arrival, from 1. Unlike a [`CallHandle`] every call has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallNo(pub u64);

/// The version of the trace: of what is recorded, in which order, and of everything that the digest covers. A change that
/// gives another trace for the same scenario and seed is a new version.
pub const TRACE_VERSION: u32 = 2;

/// One fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// When.
    pub at: Time,
    /// Its place among all records, from 1.
    pub seq: u64,
    /// What made it happen.
    pub cause: Cause,
    /// What.
    pub fact: Fact,
}

/// What made something happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Cause {
    /// The floor's own plan: a shift, or the next call of a stream.
    #[default]
    Plan,
    /// An outside command, by its number.
    Command(u64),
    /// An earlier record, by its place: what followed from it at once, or after a time that it set going.
    Record(u64),
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// A session came into being, NOT_READY.
    SessionCreated {
        /// Which.
        session: SessionId,
        /// Whose.
        agent: AgentId,
        /// In which group.
        group: GroupId,
        /// Its number, from 1, among the sessions that shifts create for this agent in this group; `None` where no shift did.
        shift: Option<u32>,
    },
    /// A session changed its state.
    SessionState {
        /// Which.
        session: SessionId,
        /// From here.
        from: SessionState,
        /// To here.
        to: SessionState,
        /// Why NOT_READY.
        reason: Option<ReasonId>,
    },
    /// A session's next state was set, replaced or cleared.
    SessionNextState {
        /// Which.
        session: SessionId,
        /// The next state now.
        next: Option<SessionState>,
        /// It was asked for as the state during a call or a wrap-up, and waits for the end of both. An explicit next state,
        /// which is not pending, takes effect when a call ends, in place of the wrap-up.
        pending: bool,
    },
    /// An agent's own state was set or its next state was taken.
    AgentState {
        /// Which.
        agent: AgentId,
        /// READY or NOT_READY.
        state: AgentState,
        /// Why.
        reason: Option<ReasonId>,
    },
    /// An agent's next state was set, replaced or cleared.
    AgentNextState {
        /// Which.
        agent: AgentId,
        /// The next state now.
        next: Option<AgentState>,
    },
    /// A call came from outside; [`Fact::CallEntered`] or a refusal of the queue follows.
    CallArrived {
        /// Which.
        call: CallNo,
        /// Its handle, if somebody outside holds one.
        handle: Option<CallHandle>,
        /// Its stream (a place in [`crate::Config::streams`]) and its number there.
        stream: Option<(usize, u64)>,
        /// Higher goes first.
        priority: i64,
        /// Connected time; `None`: until somebody hangs up.
        talk: Option<Span>,
        /// After-call work.
        wrap_up: Span,
        /// From now to giving up; `None`: never.
        patience: Option<Span>,
    },
    /// A call took a place in a queue.
    CallEntered {
        /// Which.
        call: CallNo,
        /// Where.
        queue: QueueId,
        /// From which other queue.
        from: Option<QueueId>,
        /// True where no session could take it at once.
        queued: bool,
    },
    /// A call found a queue full and ended, or the queue counted it as blocked after a flow.
    CallBlocked {
        /// Which.
        call: CallNo,
        /// Where.
        queue: QueueId,
    },
    /// A call ended because the group of its queue had no session.
    CallUnstaffed {
        /// Which.
        call: CallNo,
        /// Where.
        queue: QueueId,
        /// The stay; zero at entry.
        wait: Span,
    },
    /// A session began to ring.
    CallOffered {
        /// Which call.
        call: CallNo,
        /// At which session.
        session: SessionId,
    },
    /// A session stopped ringing: nobody picked up in time, or it rejected the call.
    OfferRangOut {
        /// Which call.
        call: CallNo,
        /// At which session.
        session: SessionId,
        /// It was rejected.
        rejected: bool,
    },
    /// A session stopped ringing for another reason; it is not blamed.
    OfferWithdrawn {
        /// Which call.
        call: CallNo,
        /// At which session.
        session: SessionId,
    },
    /// A call is back at its old place, since no session rings any more.
    CallReturned {
        /// Which.
        call: CallNo,
        /// Where.
        queue: QueueId,
    },
    /// A session answered.
    CallAnswered {
        /// Which call.
        call: CallNo,
        /// Which session.
        session: SessionId,
        /// The queue of the stay that it ended.
        queue: QueueId,
        /// The stay.
        wait: Span,
    },
    /// A talking call was put on hold.
    CallHeld {
        /// Which.
        call: CallNo,
    },
    /// A call on hold talks again.
    CallRetrieved {
        /// Which.
        call: CallNo,
    },
    /// A call left its session for a queue or another session; a release precedes it, an entry follows.
    CallTransferred {
        /// Which.
        call: CallNo,
        /// Where it goes.
        queue: QueueId,
        /// To this session.
        session: Option<SessionId>,
        /// Connected time from the next answer on; `None`: until somebody hangs up.
        talk: Option<Span>,
        /// After-call work of the next session.
        wrap_up: Span,
        /// From now to giving up; `None`: never.
        patience: Option<Span>,
    },
    /// A session is through with talking on a call.
    CallReleased {
        /// Which call.
        call: CallNo,
        /// Which session.
        session: SessionId,
        /// Who hung up; `None`: the talk was over, or it was transferred, or the session ended.
        by: Option<Party>,
    },
    /// The caller gave up.
    CallAbandoned {
        /// Which.
        call: CallNo,
        /// Where.
        queue: QueueId,
        /// The stay.
        wait: Span,
        /// While it rang.
        ringing: bool,
    },
    /// A call waited its maximum and had nowhere to go on.
    CallTimedOut {
        /// Which.
        call: CallNo,
        /// Where.
        queue: QueueId,
        /// The stay.
        wait: Span,
    },
    /// A call left a queue for another by overflow; an entry or a refusal there follows.
    CallFlowedOut {
        /// Which.
        call: CallNo,
        /// From here.
        queue: QueueId,
        /// To here.
        to: QueueId,
        /// The stay.
        wait: Span,
    },
    /// A call counts as handled by a session, under the counting policy.
    CallCounted {
        /// Which call.
        call: CallNo,
        /// Which session.
        session: SessionId,
    },
    /// A call is over, wrap-ups apart.
    CallEnded {
        /// Which.
        call: CallNo,
        /// How.
        disposition: Disposition,
    },
    /// A wrap-up is over; the session's new state follows.
    WrapUpEnded {
        /// After which call.
        call: CallNo,
        /// Which session.
        session: SessionId,
        /// How long it was.
        wrap_up: Span,
    },
    /// An agent began a call that is not the ACD's.
    OtherCallStarted {
        /// Which.
        call: CallNo,
        /// Its handle, if somebody outside holds one.
        handle: Option<CallHandle>,
        /// Who.
        agent: AgentId,
        /// Which counter moved.
        direction: Direction,
        /// Connected time; `None`: until somebody hangs up.
        talk: Option<Span>,
    },
    /// A call that is not the ACD's is over.
    OtherCallEnded {
        /// Which.
        call: CallNo,
        /// Who.
        agent: AgentId,
        /// Who hung up; `None`: the talk was over.
        by: Option<Party>,
    },
    /// An agent's measurement period began anew.
    AgentPeriodSet {
        /// Whose.
        agent: AgentId,
        /// Its length in seconds.
        period_s: u32,
    },
    /// A queue's measurement period began anew.
    QueuePeriodSet {
        /// Whose.
        queue: QueueId,
        /// Its length in seconds.
        period_s: u32,
    },
    /// The proxy went away.
    ProxyClosed,
    /// The proxy is back.
    ProxyOpened,
    /// A request reached the provider.
    RequestSubmitted {
        /// Which.
        request: RequestId,
        /// What it asks for.
        function: Function,
        /// What it is about.
        object: ObjectFilter,
        /// The client's time limit.
        limit: Option<Span>,
    },
    /// A fault fired on a request.
    FaultFired {
        /// Its place in [`crate::Config::faults`].
        fault: usize,
        /// On which request.
        request: RequestId,
    },
    /// The ACD took a request up.
    RequestHandled {
        /// Which.
        request: RequestId,
        /// The error in the coming reply.
        error: Option<LineError>,
    },
    /// A reply reached the client.
    RequestReplied {
        /// Which.
        request: RequestId,
        /// The error in it.
        error: Option<LineError>,
    },
    /// A client's time limit ended before the reply.
    RequestTimedOut {
        /// Which.
        request: RequestId,
    },
    /// A client lost interest before the reply.
    RequestDropped {
        /// Which.
        request: RequestId,
    },
    /// A reply came that nobody waits for: late, or the second of its request.
    ReplyLate {
        /// Of which request.
        request: RequestId,
    },
    /// A reply was lost by a fault.
    ReplyLost {
        /// Of which request.
        request: RequestId,
    },
    /// A command from outside, or a shift's, was refused; or a stream's call came to a queue that is not there.
    CommandRefused {
        /// Why.
        error: LineError,
    },
    /// An agent came: one of the roster who was not there, or a new one.
    AgentCreated {
        /// Who.
        agent: AgentId,
        /// It is new.
        new: bool,
    },
    /// An agent went; the ends of its sessions follow.
    AgentReleased {
        /// Who.
        agent: AgentId,
    },
    /// An agent is doing something else.
    AgentActivity {
        /// Who.
        agent: AgentId,
        /// What.
        activity: ActivityId,
    },
    /// A group came.
    GroupAdded {
        /// Which.
        group: GroupId,
    },
    /// A group went; the ends of its sessions follow.
    GroupRemoved {
        /// Which.
        group: GroupId,
    },
    /// A queue came; its measurement period begins anew.
    QueueAdded {
        /// Which.
        queue: QueueId,
    },
    /// A queue went; what waited and rang there flows over or times out.
    QueueRemoved {
        /// Which.
        queue: QueueId,
    },
    /// An extension of the handler had something to say.
    AgentSpecific {
        /// Its place in [`crate::Config::extensions`].
        extension: u32,
        /// What the extension gives a meaning.
        params: [u32; 2],
    },
}
