//! What can be done to the ACD from outside, as one closed enum, and what comes back at once.

use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, CallHandle, GroupId, QueueId, SessionId, SessionState, Span,
};

use crate::ReasonId;

/// A command acts at once, or is refused and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Logs an agent into a group, NOT_READY.
    CreateSession {
        /// The reserved id; `None` asks for a fresh one.
        id: Option<SessionId>,
        /// Who.
        agent: AgentId,
        /// Where.
        group: GroupId,
        /// Where its calls ring; `None`: at the agent's home address.
        address: Option<AddressId>,
    },
    /// Brings an agent in: the one of the roster with this id, or a new one.
    CreateAgent {
        /// The id that it logs in with; `None`: the user says who it is, and the agent is new.
        id: Option<String>,
        /// The operating-system login behind a new agent.
        user: String,
    },
    /// Sends an agent away: its sessions end, after their calls.
    ReleaseAgent {
        /// Who.
        agent: AgentId,
    },
    /// Changes what an agent is doing, besides calls.
    SetAgentActivity {
        /// Who; somebody with a session that is not ENDED.
        agent: AgentId,
        /// What.
        activity: ActivityId,
    },
    /// A group comes.
    AddGroup {
        /// Which; one that is not there.
        group: GroupId,
    },
    /// A group goes, its queues before it; its sessions end, after their calls.
    RemoveGroup {
        /// Which.
        group: GroupId,
    },
    /// A queue comes.
    AddQueue {
        /// Which; one that is not there, of a group that is.
        queue: QueueId,
    },
    /// A queue goes: what waits and rings in it flows over, or times out.
    RemoveQueue {
        /// Which.
        queue: QueueId,
    },
    /// An extension of the handler has something to say.
    AgentSpecific {
        /// Its place in [`Config::extensions`](crate::Config::extensions).
        extension: u32,
        /// What the extension gives a meaning.
        params: [u32; 2],
    },
    /// Changes state, next state or both of a session.
    SetSessionState {
        /// Which.
        session: SessionId,
        /// The state to enter, now or after the call.
        state: Option<SessionState>,
        /// The state to fall into when the next call ends.
        next: Option<Next<SessionState>>,
        /// Goes with every NOT_READY of this command.
        reason: Option<ReasonId>,
    },
    /// Changes an agent's own state, next state or both.
    SetAgentState {
        /// Which.
        agent: AgentId,
        /// READY or NOT_READY.
        state: Option<AgentState>,
        /// READY or NOT_READY, after the next call and its wrap-up.
        next: Option<Next<AgentState>>,
        /// Recorded.
        reason: Option<ReasonId>,
    },
    /// A call enters a queue from outside.
    Arrive {
        /// The reserved handle; `None` asks for a fresh one.
        handle: Option<CallHandle>,
        /// Where.
        queue: QueueId,
        /// Higher goes first.
        priority: i64,
        /// Its times.
        times: CallTimes,
    },
    /// The session picks up what rings.
    Answer {
        /// Which.
        session: SessionId,
    },
    /// The session declines what rings.
    Reject {
        /// Which.
        session: SessionId,
    },
    /// One side ends a call.
    HangUp {
        /// Which.
        call: CallHandle,
        /// Recorded.
        by: Party,
    },
    /// Puts a talking call on hold.
    Hold {
        /// Which.
        call: CallHandle,
    },
    /// Takes a call off hold.
    Retrieve {
        /// Which.
        call: CallHandle,
    },
    /// Hands a talking or held call on, blind.
    Transfer {
        /// Which.
        call: CallHandle,
        /// Where to.
        to: TransferTo,
        /// Connected time from the next answer on; `None`: the call's own again.
        talk: Option<Span>,
        /// After-call work of the next session; `None`: the call's own again.
        wrap_up: Option<Span>,
        /// Patience from now on; `None`: endless.
        patience: Option<Span>,
    },
    /// The agent talks on a call that is not the ACD's.
    NonAcdCall {
        /// The reserved handle; `None` asks for a fresh one.
        handle: Option<CallHandle>,
        /// Who.
        agent: AgentId,
        /// Which counter moves.
        direction: Direction,
        /// Connected time; `None`: until hang-up.
        talk: Option<Span>,
    },
    /// Starts an agent's measurement period anew.
    SetAgentPeriod {
        /// Which.
        agent: AgentId,
        /// Above zero.
        period_s: u32,
    },
    /// Starts a queue's measurement period anew.
    SetQueuePeriod {
        /// Which.
        queue: QueueId,
        /// Above zero.
        period_s: u32,
    },
    /// The ACD's proxy goes away: pending requests fail.
    CloseProxy,
    /// The proxy is back.
    OpenProxy,
}

/// The times of a call that arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallTimes {
    /// Connected time; `None`: until somebody hangs up.
    pub talk: Option<Span>,
    /// After-call work.
    pub wrap_up: Span,
    /// From the first entry to giving up; `None`: never.
    pub patience: Option<Span>,
}

/// A change of the next state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<S> {
    /// There is none any more.
    Clear,
    /// This one.
    Set(S),
}

/// Who hung up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Party {
    /// The caller.
    #[default]
    Caller,
    /// The agent.
    Agent,
}

/// Where a transfer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferTo {
    /// Into a queue.
    Queue(QueueId),
    /// To a session, by way of the call's present queue.
    Session(SessionId),
}

/// The direction of a call that is not the ACD's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Somebody called the agent.
    Incoming,
    /// The agent called somebody.
    Outgoing,
}

/// What an accepted command made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// Nothing that has a name.
    Done,
    /// A session.
    Session(SessionId),
    /// A call.
    Call(CallHandle),
    /// An agent, who may have been there before.
    Agent(AgentId),
}
