//! The steps of a plan as the engine takes them, without a client in between.

use std::collections::BTreeMap;

use acd_core::{Command, Engine, Output, Reply, Request, RequestEnd};
use acd_run::StepCommands;
use acd_scenario::{Plan, RequestStep, RequestWhat, Step, Verb};
use tapi_types::{AgentId, RequestId, Span};

/// What a step is to the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A command.
    Command(Command),
    /// A request that reaches the ACD, how long its client waits, and the place in [`Plan::new_agents`] of the agent whom it
    /// makes.
    Request(Request, Span, Option<usize>),
    /// A request that the client's side answers by itself.
    Nothing,
}

/// Turns steps into deeds, in order.
#[derive(Debug, Clone)]
pub(crate) struct Outside<'p> {
    plan: &'p Plan,
    commands: StepCommands,
    /// By the place in [`Plan::new_agents`]: the handle from the reply.
    made: Vec<Option<AgentId>>,
    /// What open requests make.
    making: BTreeMap<RequestId, usize>,
}

/// What a name stands for before its agent is made: a handle that nobody has.
const NOBODY: u32 = u32::MAX;

impl<'p> Outside<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Outside<'p> {
        let made = vec![None; plan.new_agents.len()];
        Outside { plan, commands: StepCommands::new(seed), made, making: BTreeMap::new() }
    }

    /// Agents whom requests have made, as the plan counts them.
    pub(crate) fn made_agents(&self) -> Vec<AgentId> {
        let floor = self.plan.config.agents.len();
        let made = self.made.iter().enumerate().filter(|(_, handle)| handle.is_some());
        made.map(|(place, _)| AgentId::at(floor + place)).collect()
    }

    /// Submits what a step asks for.
    pub(crate) fn submit(&mut self, engine: &mut Engine, request: Request, limit: Span, makes: Option<usize>) {
        let id = engine.submit(request, Some(limit));
        self.making.extend(makes.map(|place| (id, place)));
    }

    /// Hears replies: who was made has a handle from now on.
    pub(crate) fn hear(&mut self, engine: &mut Engine) {
        for output in engine.take_outputs() {
            let Output::Finished { request, end, .. } = output else { continue };
            let Some(place) = self.making.remove(&request) else { continue };
            if let RequestEnd::Replied(Ok(Reply::Agent(agent))) = end {
                self.made[place] = Some(agent);
            }
        }
    }

    /// The next step's deed. While the proxy is closed TAPI 3 shows no handler, whom nobody can ask then.
    pub(crate) fn deed(&mut self, step: &Step, proxy_is_open: bool) -> Deed {
        let mut verb = step.verb.clone();
        if let Some(agent) = verb.agent_mut()
            && let Some(place) = self.plan.new_agent(*agent)
        {
            *agent = self.made[place].or(AgentId::new(NOBODY)).unwrap_or(*agent);
        }
        if let Verb::Request(request) = &verb {
            let of_handler = matches!(request.what, RequestWhat::GetHandler(_));
            return if of_handler && !proxy_is_open { Deed::Nothing } else { self.asked(request) };
        }
        self.commands.of(self.plan, &verb).map_or(Deed::Nothing, Deed::Command)
    }

    fn asked(&self, step: &RequestStep) -> Deed {
        let limit = step.timeout.unwrap_or(self.plan.client_timeout);
        let makes = Verb::Request(step.clone()).created_agent().and_then(|agent| self.plan.new_agent(agent));
        step.asked(self.plan).map_or(Deed::Nothing, |request| Deed::Request(request, limit, makes))
    }
}
