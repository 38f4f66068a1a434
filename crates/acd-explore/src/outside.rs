//! The steps of a plan as the engine takes them, without a client in between.

use acd_core::{Command, Request};
use acd_run::StepCommands;
use acd_scenario::{Plan, RequestStep, RequestWhat, Step, Verb};
use tapi_types::{AgentState, Span};

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

/// Turns steps into deeds, in order.
#[derive(Debug, Clone)]
pub(crate) struct Outside<'p> {
    plan: &'p Plan,
    commands: StepCommands,
}

impl<'p> Outside<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Outside<'p> {
        Outside { plan, commands: StepCommands::new(seed) }
    }

    /// The next step's deed.
    pub(crate) fn deed(&mut self, step: &Step) -> Deed {
        if let Verb::Request(request) = &step.verb {
            return self.asked(request);
        }
        self.commands.of(self.plan, &step.verb).map_or(Deed::Nothing, Deed::Command)
    }

    fn asked(&self, step: &RequestStep) -> Deed {
        let limit = step.timeout.unwrap_or(self.plan.client_timeout);
        request(&step.what).map_or(Deed::Nothing, |request| Deed::Request(request, limit))
    }
}

/// The request that the ACD sees of it; none where the client's side knows the answer.
fn request(what: &RequestWhat) -> Option<Request> {
    if what.is_known() {
        return None;
    }
    Some(match *what {
        RequestWhat::GetSession(session, _) => Request::GetAgentSessionInfo(session),
        RequestWhat::GetAgent(agent, _) => Request::GetAgentInfo(agent),
        RequestWhat::GetQueue(queue, _) => Request::GetQueueInfo(queue),
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
