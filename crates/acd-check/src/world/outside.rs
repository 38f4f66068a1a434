//! What comes from outside: recipes whose references are numbers, to be taken modulo what there is.
//!
//! Commands at random would mostly be refused, so a recipe may take aim: then the model plays along while the
//! world is built, and the number counts among the objects that the verb is possible for.

use acd_core::{
    CallOrigin, CallTimes, Command, Config, Direction, NewSession, Next, Party, ReasonId, Request, SessionOrigin,
    TransferTo,
};
use proptest::prelude::*;
use tapi_types::{AddressId, AgentId, AgentState, CallHandle, GroupId, QueueId, SessionId, SessionState, Span, Time};

use super::floor::reason;
use super::{Act, Step, contract, moment, span};
use crate::Model;

#[derive(Debug, Clone)]
pub(super) struct Recipe {
    at: Time,
    late: bool,
    /// Among those for whom the verb is possible.
    aimed: bool,
    /// Which agent, session, call or queue.
    who: u8,
    /// Which other one.
    whom: u8,
    verb: Verb,
}

pub(super) type States<S> = (Option<S>, Option<Next<S>>);

#[derive(Debug, Clone)]
enum Verb {
    CreateSession { fresh: bool, address: Option<AddressId> },
    SetSession(States<SessionState>, Option<ReasonId>),
    SetAgent(States<AgentState>),
    Arrive { fresh: bool, priority: i64, times: CallTimes },
    Answer,
    Reject,
    HangUp(Party),
    Hold,
    Retrieve,
    Transfer { to_session: bool, talk: Option<Span>, wrap_up: Option<Span>, patience: Option<Span> },
    NonAcdCall { direction: Direction, talk: Option<Span> },
    AgentPeriod(u32),
    QueuePeriod(u32),
    CloseProxy,
    OpenProxy,
    Request(Ask, Option<Span>),
    Coming(contract::Coming),
    Contract(contract::Ask, Option<Span>),
    Look,
}

#[derive(Debug, Clone)]
enum Ask {
    GetSession,
    GetAgent,
    GetQueue,
    SetSession(States<SessionState>),
    SetAgent(States<AgentState>),
    AgentPeriod(u32),
    QueuePeriod(u32),
    CreateSession { fresh: bool, address: Option<AddressId>, pin: Option<&'static str> },
}

/// What a world is mostly about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Taste {
    /// A bit of everything.
    Mixed,
    /// Calls: answering, holding, transferring, hanging up.
    Calls,
    /// Requests, few things and many questions about them.
    Requests,
    /// What comes and goes, and the requests of TAPI 2.0.
    Contract,
}

pub(super) fn recipe(taste: Taste) -> impl Strategy<Value = Recipe> {
    (moment(), prop::bool::weighted(0.1), prop::bool::weighted(0.85), number(), any::<u8>(), verb(taste))
        .prop_map(|(at, late, aimed, who, whom, verb)| Recipe { at, late, aimed, who, whom, verb })
}

/// Often one of the first few, so that things happen to the same object more than once.
fn number() -> impl Strategy<Value = u8> {
    prop_oneof![0_u8..3, any::<u8>()]
}

fn verb(taste: Taste) -> BoxedStrategy<Verb> {
    let [arrivals, sessions, agents, others, calls, answers, rest, requests, comings, by_address] = match taste {
        Taste::Mixed => [12, 7, 2, 3, 7, 4, 2, 4, 1, 1],
        Taste::Calls => [12, 3, 1, 2, 14, 6, 1, 1, 0, 0],
        Taste::Requests => [6, 2, 1, 1, 1, 1, 2, 20, 1, 4],
        Taste::Contract => [10, 4, 1, 2, 2, 2, 1, 3, 8, 12],
    };
    prop_oneof![
        arrivals => arrive(),
        sessions => (session_states(), reason()).prop_map(|(states, reason)| Verb::SetSession(states, reason)),
        agents => agent_states().prop_map(Verb::SetAgent),
        others => calls_and_sessions(),
        calls => call_verbs(),
        answers => session_verbs(),
        rest => rare(),
        requests => (ask(), prop::option::of(span())).prop_map(|(ask, limit)| Verb::Request(ask, limit)),
        comings => contract::coming().prop_map(Verb::Coming),
        by_address => (contract::ask(), prop::option::of(span())).prop_map(|(ask, limit)| Verb::Contract(ask, limit)),
    ]
    .boxed()
}

fn arrive() -> impl Strategy<Value = Verb> {
    (prop::bool::weighted(0.1), -1_i64..=1, prop::option::weighted(0.8, span()), span(), prop::option::of(span()))
        .prop_map(|(fresh, priority, talk, wrap_up, patience)| Verb::Arrive {
            fresh,
            priority,
            times: CallTimes { talk, wrap_up, patience },
        })
}

fn session_states() -> impl Strategy<Value = States<SessionState>> {
    let state = || {
        prop_oneof![
            3 => Just(SessionState::NotReady),
            8 => Just(SessionState::Ready),
            1 => Just(SessionState::BusyOnCall),
            2 => Just(SessionState::BusyWrapUp),
            2 => Just(SessionState::Ended),
        ]
    };
    either(state(), state())
}

fn agent_states() -> impl Strategy<Value = States<AgentState>> {
    let state =
        || prop_oneof![12 => Just(AgentState::Ready), 4 => Just(AgentState::NotReady), 1 => Just(AgentState::BusyAcd)];
    either(state(), state())
}

/// A state, a next state or both.
pub(super) fn either<S: Clone + std::fmt::Debug + 'static>(
    state: impl Strategy<Value = S> + Clone,
    next: impl Strategy<Value = S> + 'static,
) -> impl Strategy<Value = States<S>> {
    let next = prop_oneof![1 => Just(Next::Clear), 4 => next.prop_map(Next::Set)].boxed();
    prop_oneof![
        4 => state.clone().prop_map(|state| (Some(state), None)),
        2 => next.clone().prop_map(|next| (None, Some(next))),
        1 => (state, next).prop_map(|(state, next)| (Some(state), Some(next))),
    ]
}

fn calls_and_sessions() -> impl Strategy<Value = Verb> {
    let direction = prop_oneof![Just(Direction::Incoming), Just(Direction::Outgoing)];
    prop_oneof![
        1 => (prop::bool::weighted(0.1), contract::place())
            .prop_map(|(fresh, address)| Verb::CreateSession { fresh, address }),
        2 => (direction, prop::option::weighted(0.8, span()))
            .prop_map(|(direction, talk)| Verb::NonAcdCall { direction, talk }),
    ]
}

fn call_verbs() -> impl Strategy<Value = Verb> {
    let transfer = (any::<bool>(), prop::option::of(span()), prop::option::of(span()), prop::option::of(span()))
        .prop_map(|(to_session, talk, wrap_up, patience)| Verb::Transfer { to_session, talk, wrap_up, patience });
    prop_oneof![
        1 => Just(Verb::HangUp(Party::Caller)),
        1 => Just(Verb::HangUp(Party::Agent)),
        2 => Just(Verb::Hold),
        2 => Just(Verb::Retrieve),
        4 => transfer,
    ]
}

fn session_verbs() -> impl Strategy<Value = Verb> {
    prop_oneof![Just(Verb::Answer), Just(Verb::Reject)]
}

fn rare() -> impl Strategy<Value = Verb> {
    prop_oneof![
        2 => period().prop_map(Verb::AgentPeriod),
        2 => period().prop_map(Verb::QueuePeriod),
        1 => Just(Verb::CloseProxy),
        3 => Just(Verb::OpenProxy),
        1 => Just(Verb::Look),
    ]
}

fn period() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 1_u32..=40, 1 => Just(300)]
}

fn ask() -> impl Strategy<Value = Ask> {
    let asked_period = || prop_oneof![4 => period(), 1 => Just(0)];
    prop_oneof![
        3 => Just(Ask::GetSession),
        2 => Just(Ask::GetAgent),
        2 => Just(Ask::GetQueue),
        2 => session_states().prop_map(Ask::SetSession),
        1 => agent_states().prop_map(Ask::SetAgent),
        1 => asked_period().prop_map(Ask::AgentPeriod),
        1 => asked_period().prop_map(Ask::QueuePeriod),
        2 => (prop::bool::weighted(0.1), contract::place(), contract::pin())
            .prop_map(|(fresh, address, pin)| Ask::CreateSession { fresh, address, pin }),
    ]
}

/// Resolves references, reserves ids and handles, and puts everything in order of time. The crew are sessions
/// that are there and READY from the beginning.
pub(super) fn build(config: &mut Config, crew: &[(u8, u8)], mut recipes: Vec<Recipe>) -> Vec<Step> {
    recipes.sort_by_key(|recipe| recipe.at);
    let asked_sessions = crew.len() + recipes.iter().filter(|recipe| makes_session(&recipe.verb)).count();
    let asked_calls = recipes.iter().filter(|recipe| makes_call(&recipe.verb)).count();
    let (sessions, calls) = (config.sessions.len(), config.calls.len());
    config.sessions.extend((0..asked_sessions).map(|_| SessionOrigin::Outside));
    config.calls.extend((0..asked_calls).map(|_| CallOrigin::Outside));
    let mut builder = Builder {
        config,
        model: Model::new(config.clone()),
        steps: Vec::new(),
        // Handed out from the end, so that ids and order of creation disagree.
        ids: (sessions..sessions + asked_sessions).map(SessionId::at).collect(),
        handles: (calls..calls + asked_calls).rev().map(CallHandle::at).collect(),
    };
    for (agent, group) in crew {
        builder.enlist(*agent, *group);
    }
    for recipe in recipes {
        builder.advance(&recipe);
        let act = builder.act(&recipe);
        builder.take(Step { at: recipe.at, late: recipe.late, act });
    }
    builder.steps
}

fn makes_session(verb: &Verb) -> bool {
    matches!(verb, Verb::CreateSession { fresh: false, .. } | Verb::Request(Ask::CreateSession { fresh: false, .. }, _))
}

fn makes_call(verb: &Verb) -> bool {
    matches!(verb, Verb::Arrive { fresh: false, .. } | Verb::NonAcdCall { .. })
}

struct Builder<'a> {
    config: &'a Config,
    /// Plays along.
    model: Model,
    steps: Vec<Step>,
    /// Reserved and still to be handed out.
    ids: Vec<SessionId>,
    handles: Vec<CallHandle>,
}

impl Builder<'_> {
    fn enlist(&mut self, agent: u8, group: u8) {
        let id = self.ids.pop();
        let (agent, group) = self.place_of(agent, group);
        let create = Command::CreateSession { id, agent, group, address: None };
        let state = Some(SessionState::Ready);
        let ready = id.map(|session| Command::SetSessionState { session, state, next: None, reason: None });
        for command in [Some(create), ready].into_iter().flatten() {
            self.take(Step { at: Time::ZERO, late: false, act: Act::Command(command) });
        }
    }

    fn advance(&mut self, recipe: &Recipe) {
        if recipe.late {
            self.model.advance_through(recipe.at);
        } else {
            self.model.advance_before_commands(recipe.at);
        }
    }

    fn take(&mut self, step: Step) {
        match &step.act {
            Act::Command(command) => {
                // A refusal is as good as an acceptance: both are compared later.
                let _ = self.model.apply(step.at, command);
            }
            Act::Request { request, limit } => {
                self.model.submit(step.at, request.clone(), *limit);
            }
            Act::Look => {}
        }
        self.steps.push(step);
    }

    /// An agent and one of its groups.
    fn place_of(&self, agent: u8, group: u8) -> (AgentId, GroupId) {
        let agent = usize::from(agent) % self.config.agents.len();
        let groups = &self.config.agents[agent].groups;
        (AgentId::at(agent), groups[usize::from(group) % groups.len()].group)
    }

    /// One of these, or any session that is, was or will be there, or one that never is.
    fn session(&self, recipe: &Recipe, number: u8, suitable: &[SessionId]) -> SessionId {
        if recipe.aimed && !suitable.is_empty() {
            return suitable[usize::from(number) % suitable.len()];
        }
        SessionId::at(usize::from(number) % (self.config.sessions.len() + 2))
    }

    fn call(&self, recipe: &Recipe, suitable: &[CallHandle]) -> CallHandle {
        let number = usize::from(recipe.who);
        if recipe.aimed && !suitable.is_empty() {
            return suitable[number % suitable.len()];
        }
        CallHandle::at(number % (self.config.calls.len() + 2))
    }

    fn agent(&self, who: u8) -> AgentId {
        AgentId::at(usize::from(who) % self.model.agent_count())
    }

    fn queue(&self, who: u8) -> QueueId {
        QueueId::at(usize::from(who) % self.config.queues.len())
    }

    /// A session whose state may be set; where there are busy ones, often one of those.
    fn settable(&self, recipe: &Recipe) -> SessionId {
        let busy = self.model.busy_sessions();
        let suitable = if busy.is_empty() || recipe.whom.is_multiple_of(2) { self.model.live_sessions() } else { busy };
        self.session(recipe, recipe.who, &suitable)
    }

    fn act(&mut self, recipe: &Recipe) -> Act {
        let (who, whom) = (recipe.who, recipe.whom);
        let command = match recipe.verb.clone() {
            Verb::CreateSession { fresh, address } => {
                let (agent, group) = self.place_of(who, whom);
                Command::CreateSession { id: if fresh { None } else { self.ids.pop() }, agent, group, address }
            }
            Verb::SetSession((state, next), reason) => {
                Command::SetSessionState { session: self.settable(recipe), state, next, reason }
            }
            Verb::SetAgent((state, next)) => {
                Command::SetAgentState { agent: self.agent(who), state, next, reason: None }
            }
            Verb::Arrive { fresh, priority, times } => Command::Arrive {
                handle: if fresh { None } else { self.handles.pop() },
                queue: self.queue(who),
                priority,
                times,
            },
            Verb::Answer => Command::Answer { session: self.ringing(recipe) },
            Verb::Reject => Command::Reject { session: self.ringing(recipe) },
            Verb::HangUp(by) => Command::HangUp { call: self.call(recipe, &self.model.open_calls()), by },
            Verb::Hold => Command::Hold { call: self.call(recipe, &self.model.talking_calls()) },
            Verb::Retrieve => Command::Retrieve { call: self.call(recipe, &self.model.held_calls()) },
            Verb::Transfer { to_session, talk, wrap_up, patience } => {
                let call = self.call(recipe, &self.model.connected_calls());
                let to = if to_session {
                    TransferTo::Session(self.session(recipe, whom, &self.model.sessions_for(call)))
                } else {
                    TransferTo::Queue(self.queue(whom))
                };
                Command::Transfer { call, to, talk, wrap_up, patience }
            }
            Verb::NonAcdCall { direction, talk } => {
                Command::NonAcdCall { handle: self.handles.pop(), agent: self.agent(who), direction, talk }
            }
            Verb::AgentPeriod(period_s) => Command::SetAgentPeriod { agent: self.agent(who), period_s },
            Verb::QueuePeriod(period_s) => Command::SetQueuePeriod { queue: self.queue(who), period_s },
            Verb::CloseProxy => Command::CloseProxy,
            Verb::OpenProxy => Command::OpenProxy,
            Verb::Request(ask, limit) => return Act::Request { request: self.request(&ask, recipe), limit },
            Verb::Coming(coming) => coming.command(self.config, self.agent(who), who),
            Verb::Contract(ask, limit) => {
                return Act::Request { request: ask.request(self.config, self.agent(who), who), limit };
            }
            Verb::Look => return Act::Look,
        };
        Act::Command(command)
    }

    fn ringing(&self, recipe: &Recipe) -> SessionId {
        self.session(recipe, recipe.who, &self.model.ringing_sessions())
    }

    fn request(&mut self, ask: &Ask, recipe: &Recipe) -> Request {
        let (who, whom) = (recipe.who, recipe.whom);
        match *ask {
            Ask::GetSession => Request::GetAgentSessionInfo(self.settable(recipe)),
            Ask::GetAgent => Request::GetAgentInfo(self.agent(who)),
            Ask::GetQueue => Request::GetQueueInfo(self.queue(who)),
            Ask::SetSession((state, next)) => {
                Request::SetAgentSessionState { session: self.settable(recipe), state, next }
            }
            Ask::SetAgent((state, next)) => Request::SetAgentStateEx { agent: self.agent(who), state, next },
            Ask::AgentPeriod(period_s) => Request::SetAgentMeasurementPeriod { agent: self.agent(who), period_s },
            Ask::QueuePeriod(period_s) => Request::SetQueueMeasurementPeriod { queue: self.queue(who), period_s },
            Ask::CreateSession { fresh, address, pin } => {
                let (agent, group) = self.place_of(who, whom);
                let id = if fresh { None } else { self.ids.pop() };
                NewSession { id, address, pin: pin.map(str::to_owned), ..NewSession::new(agent, group) }.into()
            }
        }
    }
}
