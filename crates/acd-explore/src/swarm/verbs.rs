//! What a step is about: mostly something that can be done as things stand.

use acd_core::{Direction, Next, Party, ReasonId, SessionOrigin, TransferTo};
use acd_scenario::{AgentGetter, Arrive, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter, Transfer, Verb};
use tapi_types::{AddressId, AgentId, AgentState, CallHandle, GroupId, QueueId, SessionId, SessionState};

use super::dice::Dice;
use super::features::Feature;
use super::floor::{TALK, WAIT, patience, priority, talk};
use super::requests::Ask;
use crate::audit::Audit;

/// What kind of step it is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A session, READY at once.
    Create,
    Arrive,
    SetSession,
    NextState,
    EndSession,
    SetAgent,
    Answer,
    Reject,
    HangUp,
    Hold,
    Retrieve,
    Transfer,
    Other,
    Period,
    Proxy,
    Get,
    Put,
    AskCreate,
    CreateAgent,
    ReleaseAgent,
    AddGroup,
    RemoveGroup,
    AddQueue,
    RemoveQueue,
    Activity,
    Specific,
    Ask(Ask),
}

/// Most states that are asked for are sensible ones.
const STATES: [SessionState; 8] = [
    SessionState::NotReady,
    SessionState::NotReady,
    SessionState::Ready,
    SessionState::Ready,
    SessionState::Ready,
    SessionState::BusyWrapUp,
    SessionState::BusyOnCall,
    SessionState::Ended,
];

const NEXT_STATES: [SessionState; 6] = [
    SessionState::NotReady,
    SessionState::NotReady,
    SessionState::Ready,
    SessionState::BusyWrapUp,
    SessionState::Ended,
    SessionState::BusyOnCall,
];

const AGENT_STATES: [AgentState; 6] = [
    AgentState::NotReady,
    AgentState::NotReady,
    AgentState::Ready,
    AgentState::Ready,
    AgentState::Ready,
    AgentState::BusyAcd,
];

/// Draws verbs.
pub(super) struct Drawer<'p> {
    pub(super) plan: &'p Plan,
    pub(super) dice: Dice,
    /// Agents whom requests have made so far, as the plan counts them.
    made: Vec<AgentId>,
    /// So many names of agents are given to requests that make them.
    pub(super) named: usize,
    /// Names of sessions and calls that nothing has brought yet, the last one first.
    sessions: Vec<SessionId>,
    calls: Vec<CallHandle>,
    requests: usize,
}

impl<'p> Drawer<'p> {
    pub(super) fn new(plan: &'p Plan, dice: Dice) -> Drawer<'p> {
        let outside = plan.config.sessions.iter().take_while(|origin| **origin == SessionOrigin::Outside).count();
        let brought = plan.config.calls.iter().take_while(|origin| **origin == acd_core::CallOrigin::Outside).count();
        Drawer {
            plan,
            dice,
            made: Vec::new(),
            named: 0,
            sessions: (0..outside).rev().map(SessionId::at).collect(),
            calls: (0..brought).rev().map(CallHandle::at).collect(),
            requests: 0,
        }
    }

    /// A step of this kind, as things stand.
    pub(super) fn verb(&mut self, kind: Kind, audit: &Audit<'_>, made: &[AgentId]) -> Option<Verb> {
        made.clone_into(&mut self.made);
        Some(match kind {
            Kind::Create => {
                let (agent, group) = self.seat();
                let address =
                    self.dice.any(&[None, Some(AddressId(2))]).flatten().filter(|_| !self.plan.addresses.is_empty());
                Verb::CreateSession { session: self.sessions.pop()?, agent, group, address }
            }
            Kind::Arrive => self.arrive()?,
            Kind::SetSession => {
                let session = self.settable(audit)?;
                let next = self.dice.percent(15).then(|| self.next_state());
                Verb::SetSessionState { session, state: Some(self.dice.one(&STATES)), next, reason: self.reason() }
            }
            Kind::NextState => {
                let session = self.settable(audit)?;
                Verb::SetSessionState { session, state: None, next: Some(self.next_state()), reason: self.reason() }
            }
            Kind::EndSession => {
                let session = self.settable(audit)?;
                Verb::SetSessionState { session, state: Some(SessionState::Ended), next: None, reason: None }
            }
            Kind::SetAgent => self.set_agent(),
            Kind::Answer => Verb::Answer { session: self.session(&audit.ringing_sessions())? },
            Kind::Reject => Verb::Reject { session: self.session(&audit.ringing_sessions())? },
            Kind::HangUp => {
                let by = self.dice.one(&[Party::Caller, Party::Agent]);
                Verb::HangUp { call: self.call(&audit.open_calls())?, by }
            }
            Kind::Hold => Verb::Hold { call: self.call(&audit.talking_calls())? },
            Kind::Retrieve => Verb::Retrieve { call: self.call(&audit.held_calls())? },
            Kind::Transfer => self.transfer(audit)?,
            Kind::Other => Verb::NonAcdCall {
                call: self.calls.pop()?,
                agent: self.agent(),
                direction: self.dice.one(&[Direction::Incoming, Direction::Outgoing]),
                talk: talk(&mut self.dice),
            },
            Kind::Period => {
                let period_s = u32::try_from(self.dice.between(1, 20)).unwrap_or(1);
                match self.dice.below(2) {
                    0 => Verb::SetAgentPeriod { agent: self.agent(), period_s },
                    _ => Verb::SetQueuePeriod { queue: self.queue(), period_s },
                }
            }
            Kind::Proxy => match self.dice.below(3) {
                0 => Verb::CloseProxy,
                _ => Verb::OpenProxy,
            },
            Kind::Get => {
                let what = self.get(audit)?;
                self.request(what)
            }
            Kind::Put => {
                let what = self.put(audit)?;
                self.request(what)
            }
            Kind::AskCreate => {
                let (agent, group) = self.seat();
                let session = self.sessions.pop()?;
                let (address, pin) = (self.place(), self.pin(agent));
                self.request(RequestWhat::CreateSession { session, agent, group, address, pin })
            }
            Kind::CreateAgent => Verb::CreateAgent { agent: self.floor_agent(&audit.absent_agents())? },
            Kind::ReleaseAgent => {
                let (one, other) = (self.dice.any(&audit.present_agents()), self.agent());
                let agent = if self.dice.feature(Feature::Strays, 30) { Some(other) } else { one };
                Verb::ReleaseAgent { agent: self.as_planned(agent?) }
            }
            Kind::AddGroup => Verb::AddGroup { group: self.group(&audit.groups(false))? },
            Kind::RemoveGroup => Verb::RemoveGroup { group: self.group(&audit.groups(true))? },
            Kind::AddQueue => Verb::AddQueue { queue: self.queue_of(&audit.queues(false))? },
            Kind::RemoveQueue => Verb::RemoveQueue { queue: self.queue_of(&audit.queues(true))? },
            Kind::Activity => {
                let (one, other) = (self.dice.any(&audit.staffed_agents()), self.agent());
                let agent = if self.dice.feature(Feature::Strays, 40) { other } else { self.as_planned(one?) };
                Verb::SetAgentActivity { agent, activity: self.activity()? }
            }
            Kind::Specific => {
                let places = self.plan.config.extensions.len();
                let extension = u32::try_from(self.dice.below(places)).ok().filter(|_| places > 0)?;
                Verb::AgentSpecific { extension, params: self.dice.one(&[[0, 0], [1, 2], [u32::MAX, 0]]) }
            }
            Kind::Ask(ask) => {
                let what = self.ask(ask)?;
                self.request(what)
            }
        })
    }

    /// What follows the creation of a session.
    pub(super) fn make_ready(session: SessionId) -> Verb {
        Verb::SetSessionState { session, state: Some(SessionState::Ready), next: None, reason: None }
    }

    /// One of the floor, now and then one whom a request has made.
    pub(super) fn agent(&mut self) -> AgentId {
        let floor = AgentId::at(self.dice.below(self.plan.config.agents.len()));
        let made = self.dice.any(&self.made);
        made.filter(|_| self.dice.percent(40)).unwrap_or(floor)
    }

    fn queue(&mut self) -> QueueId {
        QueueId::at(self.dice.below(self.plan.config.queues.len()))
    }

    /// An agent with this handle, as the plan counts it.
    fn as_planned(&mut self, agent: AgentId) -> AgentId {
        if agent.index() < self.plan.config.agents.len() { agent } else { self.agent() }
    }

    /// An agent in one of its groups.
    fn seat(&mut self) -> (AgentId, GroupId) {
        let agent = self.agent();
        let any = GroupId::at(self.dice.below(self.plan.config.groups.len()));
        let own = self.plan.config.agents.get(agent.index());
        (agent, own.map_or(any, |own| own.groups[self.dice.below(own.groups.len())].group))
    }

    /// One of these; now and then any other, and any where there is none of them.
    fn session(&mut self, suitable: &[SessionId]) -> Option<SessionId> {
        let all: Vec<SessionId> = (0..self.plan.config.sessions.len()).map(SessionId::at).collect();
        let (one, other) = (self.dice.any(suitable), self.dice.any(&all));
        if self.dice.feature(Feature::Strays, 30) { other } else { one }
    }

    fn call(&mut self, suitable: &[CallHandle]) -> Option<CallHandle> {
        let all: Vec<CallHandle> = (0..self.plan.config.calls.len()).map(CallHandle::at).collect();
        let (one, other) = (self.dice.any(suitable), self.dice.any(&all));
        if self.dice.feature(Feature::Strays, 30) { other } else { one }
    }

    /// A session whose state may be set, more often one that is busy.
    fn settable(&mut self, audit: &Audit<'_>) -> Option<SessionId> {
        let busy = audit.busy_sessions();
        if !busy.is_empty() && self.dice.percent(60) {
            self.session(&busy)
        } else {
            self.session(&audit.live_sessions())
        }
    }

    fn reason(&mut self) -> Option<ReasonId> {
        self.dice.percent(40).then(|| ReasonId(u32::from(self.dice.percent(50)) + 1))
    }

    fn next_state(&mut self) -> Next<SessionState> {
        let state = self.dice.one(&NEXT_STATES);
        if self.dice.percent(15) { Next::Clear } else { Next::Set(state) }
    }

    fn set_agent(&mut self) -> Verb {
        let state = self.dice.one(&AGENT_STATES);
        let next = self.dice.one(&AGENT_STATES);
        let next = if self.dice.percent(15) { Next::Clear } else { Next::Set(next) };
        let (state, next) = match self.dice.below(3) {
            0 => (Some(state), None),
            1 => (None, Some(next)),
            _ => (Some(state), Some(next)),
        };
        Verb::SetAgentState { agent: self.agent(), state, next, reason: self.reason() }
    }

    fn arrive(&mut self) -> Option<Verb> {
        let caller = self.dice.percent(10).then(|| "+49302".to_owned());
        Some(Verb::Arrive(Box::new(Arrive {
            call: self.calls.pop()?,
            queue: self.queue(),
            priority: priority(&mut self.dice),
            talk: talk(&mut self.dice),
            wrap_up: self.dice.times(TALK),
            patience: patience(&mut self.dice),
            called: caller.clone(),
            data: caller.iter().map(|caller| ("from".to_owned(), caller.clone())).collect(),
            caller,
        })))
    }

    fn transfer(&mut self, audit: &Audit<'_>) -> Option<Verb> {
        let call = self.call(&audit.connected_calls())?;
        let to = match self.dice.below(2) {
            0 => TransferTo::Queue(self.queue()),
            _ => TransferTo::Session(self.session(&audit.able_sessions())?),
        };
        let own = |dice: &mut Dice| {
            let times = dice.times(TALK);
            dice.percent(50).then_some(times)
        };
        Some(Verb::Transfer(Box::new(Transfer {
            call,
            to,
            talk: own(&mut self.dice),
            wrap_up: own(&mut self.dice),
            patience: patience(&mut self.dice),
        })))
    }

    fn request(&mut self, what: RequestWhat) -> Verb {
        self.requests += 1;
        let timeout = self.dice.span(WAIT);
        let timeout = self.dice.feature(Feature::ShortLimits, 50).then_some(timeout);
        let client = self.dice.below(self.plan.clients.len());
        Verb::Request(Box::new(RequestStep { name: format!("r{}", self.requests), client, timeout, what }))
    }

    fn get(&mut self, audit: &Audit<'_>) -> Option<RequestWhat> {
        Some(match self.dice.below(3) {
            0 => RequestWhat::GetSession(self.session(&audit.live_sessions())?, self.dice.one(SessionGetter::ALL)),
            1 => RequestWhat::GetAgent(self.agent(), self.dice.one(AgentGetter::ALL)),
            _ => RequestWhat::GetQueue(self.queue(), self.dice.one(QueueGetter::ALL)),
        })
    }

    fn put(&mut self, audit: &Audit<'_>) -> Option<RequestWhat> {
        let period = self.dice.one(&[-1, 1, 2, 5, 20]);
        Some(match self.dice.below(5) {
            0 => RequestWhat::PutAgentState(self.agent(), self.dice.one(&AGENT_STATES)),
            1 => RequestWhat::PutAgentPeriod(self.agent(), period),
            2 => RequestWhat::PutQueuePeriod(self.queue(), period),
            _ => RequestWhat::PutSessionState(self.settable(audit)?, self.dice.one(&STATES)),
        })
    }
}
