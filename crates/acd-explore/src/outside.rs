//! The steps of a plan as the engine takes them, without a client in between.

use std::collections::BTreeMap;

use acd_core::{CallTimes, Command, Distribution, Request, Stream};
use acd_scenario::{AgentGetter, Arrive, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter, Step, Verb};
use tapi_types::{AgentState, CallHandle, Span};

/// What a step is to the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A command.
    Command(Command),
    /// A request that reaches the ACD, and how long its client waits.
    Request(Request, Span),
    /// A request that the client's side answers by itself.
    Nothing,
}

/// Turns steps into deeds, in order: transfers of a call are numbered, for the names of their random streams.
#[derive(Debug, Clone)]
pub(crate) struct Outside<'p> {
    plan: &'p Plan,
    seed: u64,
    transfers: BTreeMap<CallHandle, u32>,
}

impl<'p> Outside<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Outside<'p> {
        Outside { plan, seed, transfers: BTreeMap::new() }
    }

    /// The next step's deed.
    pub(crate) fn deed(&mut self, step: &Step) -> Deed {
        Deed::Command(match &step.verb {
            Verb::CreateSession { session, agent, group, address: _ } => {
                Command::CreateSession { id: Some(*session), agent: *agent, group: *group }
            }
            Verb::SetSessionState { session, state, next, reason } => {
                Command::SetSessionState { session: *session, state: *state, next: *next, reason: *reason }
            }
            Verb::SetAgentState { agent, state, next, reason } => {
                Command::SetAgentState { agent: *agent, state: *state, next: *next, reason: *reason }
            }
            Verb::Arrive(arrive) => self.arrival(arrive),
            Verb::Answer { session } => Command::Answer { session: *session },
            Verb::Reject { session } => Command::Reject { session: *session },
            Verb::HangUp { call, by } => Command::HangUp { call: *call, by: *by },
            Verb::Hold { call } => Command::Hold { call: *call },
            Verb::Retrieve { call } => Command::Retrieve { call: *call },
            Verb::Transfer { call, to, talk, wrap_up, patience } => {
                let n = *self.transfers.entry(*call).and_modify(|n| *n += 1).or_insert(1);
                let name = format!("{}/transfer/{n}", self.call_stream(*call));
                let draw = |what: &str, times: &Option<Distribution>| {
                    times.as_ref().map(|times| self.draw(&name, what, times))
                };
                Command::Transfer {
                    call: *call,
                    to: *to,
                    talk: draw("talk", talk),
                    wrap_up: draw("wrap_up", wrap_up),
                    patience: draw("patience", patience),
                }
            }
            Verb::NonAcdCall { call, agent, direction, talk } => Command::NonAcdCall {
                handle: Some(*call),
                agent: *agent,
                direction: *direction,
                talk: talk.as_ref().map(|talk| self.draw(&self.call_stream(*call), "talk", talk)),
            },
            Verb::SetAgentPeriod { agent, period_s } => Command::SetAgentPeriod { agent: *agent, period_s: *period_s },
            Verb::SetQueuePeriod { queue, period_s } => Command::SetQueuePeriod { queue: *queue, period_s: *period_s },
            Verb::CloseProxy => Command::CloseProxy,
            Verb::OpenProxy => Command::OpenProxy,
            Verb::Request(request) => return self.asked(request),
        })
    }

    fn asked(&self, step: &RequestStep) -> Deed {
        let limit = step.timeout.unwrap_or(self.plan.client_timeout);
        request(&step.what).map_or(Deed::Nothing, |request| Deed::Request(request, limit))
    }

    fn arrival(&self, arrive: &Arrive) -> Command {
        let name = self.call_stream(arrive.call);
        let times = CallTimes {
            talk: arrive.talk.as_ref().map(|talk| self.draw(&name, "talk", talk)),
            wrap_up: self.draw(&name, "wrap_up", &arrive.wrap_up),
            patience: arrive.patience.as_ref().map(|patience| self.draw(&name, "patience", patience)),
        };
        Command::Arrive { handle: Some(arrive.call), queue: arrive.queue, priority: arrive.priority, times }
    }

    fn call_stream(&self, call: CallHandle) -> String {
        format!("call/{}", self.plan.call_names[call.index()])
    }

    /// A step draws the first value of a stream of its own.
    fn draw(&self, stream: &str, what: &str, times: &Distribution) -> Span {
        match times.constant() {
            Some(span) => span,
            None => Stream::new(self.seed, &format!("{stream}/{what}")).sample(times),
        }
    }
}

/// The request that the ACD sees of it; none where the client's side knows the answer.
fn request(what: &RequestWhat) -> Option<Request> {
    Some(match *what {
        RequestWhat::GetSession(session, getter) => match getter {
            SessionGetter::Agent | SessionGetter::Address | SessionGetter::AcdGroup | SessionGetter::State => {
                return None;
            }
            SessionGetter::SessionStartTime
            | SessionGetter::SessionDuration
            | SessionGetter::NumberOfCalls
            | SessionGetter::TotalTalkTime
            | SessionGetter::AverageTalkTime
            | SessionGetter::TotalCallTime
            | SessionGetter::AverageCallTime
            | SessionGetter::TotalWrapUpTime
            | SessionGetter::AverageWrapUpTime
            | SessionGetter::AcdCallRate
            | SessionGetter::LongestTimeToAnswer
            | SessionGetter::AverageTimeToAnswer => Request::GetAgentSessionInfo(session),
        },
        RequestWhat::GetAgent(agent, getter) => match getter {
            AgentGetter::Id | AgentGetter::User | AgentGetter::State => return None,
            AgentGetter::MeasurementPeriod
            | AgentGetter::OverallCallRate
            | AgentGetter::NumberOfAcdCalls
            | AgentGetter::NumberOfIncomingCalls
            | AgentGetter::NumberOfOutgoingCalls
            | AgentGetter::TotalAcdTalkTime
            | AgentGetter::TotalAcdCallTime
            | AgentGetter::TotalWrapUpTime => Request::GetAgentInfo(agent),
        },
        RequestWhat::GetQueue(queue, getter) => match getter {
            QueueGetter::Name => return None,
            QueueGetter::MeasurementPeriod
            | QueueGetter::TotalCallsQueued
            | QueueGetter::CurrentCallsQueued
            | QueueGetter::TotalCallsAbandoned
            | QueueGetter::TotalCallsFlowedIn
            | QueueGetter::TotalCallsFlowedOut
            | QueueGetter::LongestEverWaitTime
            | QueueGetter::CurrentLongestWaitTime
            | QueueGetter::AverageWaitTime
            | QueueGetter::FinalDisposition => Request::GetQueueInfo(queue),
        },
        RequestWhat::PutSessionState(session, state) => {
            Request::SetAgentSessionState { session, state: Some(state), next: None }
        }
        // What TAPI 3 does not know, its methods refuse by themselves.
        RequestWhat::PutAgentState(_, AgentState::Released)
        | RequestWhat::PutAgentPeriod(_, 0)
        | RequestWhat::PutQueuePeriod(_, 0) => return None,
        RequestWhat::PutAgentState(agent, state) => Request::SetAgentStateEx { agent, state: Some(state), next: None },
        RequestWhat::PutAgentPeriod(agent, period) => {
            Request::SetAgentMeasurementPeriod { agent, period_s: period.cast_unsigned() }
        }
        RequestWhat::PutQueuePeriod(queue, period) => {
            Request::SetQueueMeasurementPeriod { queue, period_s: period.cast_unsigned() }
        }
        RequestWhat::CreateSession { session, agent, group } => {
            Request::CreateAgentSession { id: Some(session), agent, group }
        }
    })
}
