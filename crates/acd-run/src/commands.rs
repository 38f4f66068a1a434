//! The commands that steps are, and the addresses of those who take part.

use std::collections::BTreeMap;

use acd_core::{CallTimes, Command, Distribution, Stream};
use acd_scenario::{Arrive, Plan, Transfer, Verb};
use tapi_types::{CallHandle, Span};

/// Makes commands of the steps of a plan. A step draws the first values of streams of its own, so that no step disturbs another.
#[derive(Debug, Clone)]
pub struct StepCommands {
    seed: u64,
    /// Transfers of each call so far, for the names of their streams.
    transfers: BTreeMap<CallHandle, u32>,
}

impl StepCommands {
    /// For a run under a seed.
    pub fn new(seed: u64) -> StepCommands {
        StepCommands { seed, transfers: BTreeMap::new() }
    }

    /// The command that a step of the plan is, steps in their order; a request is none.
    ///
    /// # Panics
    /// When the step is about a call that the plan does not name.
    pub fn of(&mut self, plan: &Plan, verb: &Verb) -> Option<Command> {
        Some(match verb {
            Verb::CreateSession { session, agent, group, address } => {
                Command::CreateSession { id: Some(*session), agent: *agent, group: *group, address: *address }
            }
            Verb::SetSessionState { session, state, next, reason } => {
                Command::SetSessionState { session: *session, state: *state, next: *next, reason: *reason }
            }
            Verb::SetAgentState { agent, state, next, reason } => {
                Command::SetAgentState { agent: *agent, state: *state, next: *next, reason: *reason }
            }
            Verb::Arrive(arrive) => self.arrival(plan, arrive),
            Verb::Answer { session } => Command::Answer { session: *session },
            Verb::Reject { session } => Command::Reject { session: *session },
            Verb::HangUp { call, by } => Command::HangUp { call: *call, by: *by },
            Verb::Hold { call } => Command::Hold { call: *call },
            Verb::Retrieve { call } => Command::Retrieve { call: *call },
            Verb::Transfer(transfer) => {
                let Transfer { call, to, talk, wrap_up, patience } = &**transfer;
                let n = *self.transfers.entry(*call).and_modify(|n| *n += 1).or_insert(1);
                let name = format!("{}/transfer/{n}", stream_of(plan, *call));
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
                talk: talk.as_ref().map(|talk| self.draw(&stream_of(plan, *call), "talk", talk)),
            },
            Verb::SetAgentPeriod { agent, period_s } => Command::SetAgentPeriod { agent: *agent, period_s: *period_s },
            Verb::SetQueuePeriod { queue, period_s } => Command::SetQueuePeriod { queue: *queue, period_s: *period_s },
            Verb::CreateAgent { agent } => {
                let config = &plan.config.agents[agent.index()];
                Command::CreateAgent { id: Some(config.name.clone()), user: config.user().to_owned() }
            }
            Verb::ReleaseAgent { agent } => Command::ReleaseAgent { agent: *agent },
            Verb::SetAgentActivity { agent, activity } => {
                Command::SetAgentActivity { agent: *agent, activity: *activity }
            }
            Verb::AddGroup { group } => Command::AddGroup { group: *group },
            Verb::RemoveGroup { group } => Command::RemoveGroup { group: *group },
            Verb::AddQueue { queue } => Command::AddQueue { queue: *queue },
            Verb::RemoveQueue { queue } => Command::RemoveQueue { queue: *queue },
            Verb::AgentSpecific { extension, params } => {
                Command::AgentSpecific { extension: *extension, params: *params }
            }
            Verb::CloseProxy => Command::CloseProxy,
            Verb::OpenProxy => Command::OpenProxy,
            Verb::Request(_) => return None,
        })
    }

    fn arrival(&self, plan: &Plan, arrive: &Arrive) -> Command {
        let name = stream_of(plan, arrive.call);
        let times = CallTimes {
            talk: arrive.talk.as_ref().map(|talk| self.draw(&name, "talk", talk)),
            wrap_up: self.draw(&name, "wrap_up", &arrive.wrap_up),
            patience: arrive.patience.as_ref().map(|patience| self.draw(&name, "patience", patience)),
        };
        Command::Arrive { handle: Some(arrive.call), queue: arrive.queue, priority: arrive.priority, times }
    }

    fn draw(&self, stream: &str, what: &str, times: &Distribution) -> Span {
        match times.constant() {
            Some(span) => span,
            None => Stream::new(self.seed, &format!("{stream}/{what}")).sample(times),
        }
    }
}

fn stream_of(plan: &Plan, call: CallHandle) -> String {
    format!("call/{}", plan.call_names[call.index()])
}
