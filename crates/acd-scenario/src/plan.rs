//! The plan: a scenario with every name resolved and every time an integer. What the runner plays.

use std::fmt;

use acd_core::{CallOrigin, Called, Config, Direction, Distribution, Next, Party, ReasonId, SessionOrigin};
use serde_json::Value;
use tapi_types::{
    AgentId, AgentState, CallHandle, GroupId, Hresult, LineError, LineErrorReading, QueueId, SessionId, SessionState,
    Span, Time,
};

use crate::compile::{epoch, header};

mod getters;
mod mentions;

pub use getters::{AgentGetter, QueueGetter, SessionGetter};

/// A scenario, ready to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The scenario's name.
    pub name: String,
    /// Virtual time zero.
    pub epoch: Epoch,
    /// The end of the run; `None`: when nothing is left to happen.
    pub until: Option<Time>,
    /// The floor. `config.sessions` and `config.calls` are the things named below.
    pub config: Config,
    /// How long clients wait for a reply.
    pub client_timeout: Span,
    /// How errors of wrapped functions come to clients.
    pub client_errors: LineErrorReading,
    /// Names of the sessions that the file names, by [`SessionId`].
    pub session_names: Vec<String>,
    /// Names of the calls that the file names, by [`CallHandle`], generated ones and non-ACD ones included.
    pub call_names: Vec<String>,
    /// The addresses that agents and sessions work at, by place.
    pub addresses: Vec<String>,
    /// The address of each agent, by [`AgentId`]: a place in `addresses`.
    pub agent_addresses: Vec<Option<u32>>,
    /// What happens from outside, in order of time; equal times in file order.
    pub steps: Vec<Step>,
    /// What is checked, in file order.
    pub expectations: Vec<Expectation>,
}

impl Plan {
    /// A plan around a floor that a program made: nothing happens from outside, nothing is checked, nothing ends it.
    ///
    /// Sessions and calls that the floor reserves are named `<agent>/<group>/<n>` and `<stream>/<n>` where shifts and
    /// streams make them, and else `s1`, `s2` … and `c1`, `c2` …, by their ids.
    pub fn of_config(config: Config) -> Plan {
        let session_names = (1..).zip(&config.sessions).map(|(id, origin)| session_name(id, *origin, &config));
        let call_names = (1..).zip(&config.calls).map(|(id, origin)| call_name(id, *origin, &config));
        Plan {
            name: "scenario".to_owned(),
            epoch: epoch::DEFAULT,
            until: None,
            client_timeout: header::TWO_MINUTES,
            client_errors: LineErrorReading::Raw,
            session_names: session_names.collect(),
            call_names: call_names.collect(),
            addresses: Vec::new(),
            agent_addresses: vec![None; config.agents.len()],
            steps: Vec::new(),
            expectations: Vec::new(),
            config,
        }
    }
}

fn session_name(id: usize, origin: SessionOrigin, config: &Config) -> String {
    match origin {
        SessionOrigin::Outside => format!("s{id}"),
        SessionOrigin::Shift { agent, group, n } => {
            let agent = config.agents.get(agent.index()).map_or("", |agent| &agent.name);
            let group = config.groups.get(group.index()).map_or("", String::as_str);
            Called::OfShift(agent, group, n).to_string()
        }
    }
}

fn call_name(id: usize, origin: CallOrigin, config: &Config) -> String {
    match origin {
        CallOrigin::Outside => format!("c{id}"),
        CallOrigin::Stream { stream, n } => {
            let stream = config.streams.get(stream).map_or("", |stream| &stream.name);
            Called::OfStream(stream, n).to_string()
        }
    }
}

/// Virtual time zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch {
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub unix_us: i64,
    /// Seconds east of Greenwich: the zone of session start times and tables.
    pub offset_s: i32,
}

impl fmt::Display for Epoch {
    /// As RFC 3339 writes it: `2026-01-05T09:00:00+01:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&epoch::text(*self))
    }
}

/// One thing that happens from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its place in the file, from 0: what reports call `step`.
    pub index: usize,
    /// Its id in the file.
    pub id: Option<String>,
    /// When.
    pub at: Time,
    /// The refusal that it expects.
    pub refused: Option<LineError>,
    /// What.
    pub verb: Verb,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum Verb {
    /// `create_session`.
    CreateSession {
        /// Its id.
        session: SessionId,
        /// Who.
        agent: AgentId,
        /// Where.
        group: GroupId,
        /// A place in [`Plan::addresses`].
        address: Option<u32>,
    },
    /// `set_session_state`.
    SetSessionState {
        /// Which.
        session: SessionId,
        /// The state.
        state: Option<SessionState>,
        /// The next state; `"none"` clears.
        next: Option<Next<SessionState>>,
        /// Why.
        reason: Option<ReasonId>,
    },
    /// `set_agent_state`.
    SetAgentState {
        /// Which.
        agent: AgentId,
        /// The state.
        state: Option<AgentState>,
        /// The next state; `"none"` clears.
        next: Option<Next<AgentState>>,
        /// Why.
        reason: Option<ReasonId>,
    },
    /// `arrive`.
    Arrive(Arrive),
    /// `answer`.
    Answer {
        /// Which.
        session: SessionId,
    },
    /// `reject`.
    Reject {
        /// Which.
        session: SessionId,
    },
    /// `hang_up`.
    HangUp {
        /// Which.
        call: CallHandle,
        /// Who.
        by: Party,
    },
    /// `hold`.
    Hold {
        /// Which.
        call: CallHandle,
    },
    /// `retrieve`.
    Retrieve {
        /// Which.
        call: CallHandle,
    },
    /// `transfer`.
    Transfer {
        /// Which.
        call: CallHandle,
        /// Where to.
        to: acd_core::TransferTo,
        /// Connected time; `None`: the call's own.
        talk: Option<Distribution>,
        /// After-call work; `None`: the call's own.
        wrap_up: Option<Distribution>,
        /// Patience; `None`: endless.
        patience: Option<Distribution>,
    },
    /// `non_acd_call`.
    NonAcdCall {
        /// Its handle.
        call: CallHandle,
        /// Who.
        agent: AgentId,
        /// Which counter moves.
        direction: Direction,
        /// Connected time; `None`: until hang-up.
        talk: Option<Distribution>,
    },
    /// `set_measurement_period` of an agent.
    SetAgentPeriod {
        /// Whose.
        agent: AgentId,
        /// Whole seconds, above zero.
        period_s: u32,
    },
    /// `set_measurement_period` of a queue.
    SetQueuePeriod {
        /// Whose.
        queue: QueueId,
        /// Whole seconds, above zero.
        period_s: u32,
    },
    /// `close_proxy`.
    CloseProxy,
    /// `open_proxy`.
    OpenProxy,
    /// `request`.
    Request(RequestStep),
}

/// A call that a step lets arrive.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrive {
    /// Its handle.
    pub call: CallHandle,
    /// Where.
    pub queue: QueueId,
    /// Higher goes first.
    pub priority: i64,
    /// Connected time; `None`: until hang-up.
    pub talk: Option<Distribution>,
    /// After-call work.
    pub wrap_up: Distribution,
    /// Patience; `None`: endless.
    pub patience: Option<Distribution>,
    /// Who calls.
    pub caller: Option<String>,
    /// The number dialled.
    pub called: Option<String>,
    /// Attached data, name and value.
    pub data: Vec<(String, String)>,
}

/// A question or an order that goes through the TAPI 3 face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestStep {
    /// Its id in the file.
    pub name: String,
    /// Its own time limit; `None`: [`Plan::client_timeout`].
    pub timeout: Option<Span>,
    /// What.
    pub what: RequestWhat,
}

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestWhat {
    /// A getter of ITAgentSession.
    GetSession(SessionId, SessionGetter),
    /// A getter of ITAgent.
    GetAgent(AgentId, AgentGetter),
    /// A getter of ITQueue.
    GetQueue(QueueId, QueueGetter),
    /// `put_State` of ITAgentSession.
    PutSessionState(SessionId, SessionState),
    /// `put_State` of ITAgent.
    PutAgentState(AgentId, AgentState),
    /// `put_MeasurementPeriod` of ITAgent, in seconds; negative goes through as a DWORD.
    PutAgentPeriod(AgentId, i32),
    /// `put_MeasurementPeriod` of ITQueue, in seconds; negative goes through as a DWORD.
    PutQueuePeriod(QueueId, i32),
    /// `CreateSession` of ITAgent.
    CreateSession {
        /// Its id.
        session: SessionId,
        /// Who.
        agent: AgentId,
        /// Where.
        group: GroupId,
    },
}

impl RequestWhat {
    /// True for a getter that the client answers by itself: it is complete at submission, and no request is made.
    pub const fn is_known(&self) -> bool {
        match self {
            RequestWhat::GetSession(_, getter) => getter.is_known(),
            RequestWhat::GetAgent(_, getter) => getter.is_known(),
            RequestWhat::GetQueue(_, getter) => getter.is_known(),
            RequestWhat::PutSessionState(..)
            | RequestWhat::PutAgentState(..)
            | RequestWhat::PutAgentPeriod(..)
            | RequestWhat::PutQueuePeriod(..)
            | RequestWhat::CreateSession { .. } => false,
        }
    }
}

/// One thing that is checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// Its id in the file.
    pub id: Option<String>,
    /// When; `None`: at the end of the run.
    pub at: Option<Time>,
    /// What it looks at.
    pub of: Subject,
    /// The members that it wants, in file order: the name in the report's row (dotted for inner members), and
    /// what it should be.
    pub wants: Vec<(String, Want)>,
    /// The members as written, without the object's name, durations in microseconds: the report's `expected`.
    pub written: Value,
}

/// What an expectation looks at: a row of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A row of `sessions`.
    Session(SessionId),
    /// A row of `agents`.
    Agent(AgentId),
    /// A row of `queues`.
    Queue(QueueId),
    /// A row of `calls`.
    Call(CallHandle),
    /// A row of `requests`, by the request's id. Its members are `value`, `error` and `finished_at`.
    Reply(String),
}

/// What a member should be.
#[derive(Debug, Clone, PartialEq)]
pub enum Want {
    /// Exactly this.
    Is(Value),
    /// A number in this band, ends included.
    Between {
        /// Not below.
        min: Option<f64>,
        /// Not above.
        max: Option<f64>,
    },
    /// An error of this name: its HRESULT as the method returns it.
    Error(Hresult),
}
