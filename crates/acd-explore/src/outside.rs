//! The steps of a plan as the engine takes them, without a client in between.

use std::collections::{BTreeMap, BTreeSet};

use acd_core::{Command, Engine, Output, Reply, Request, RequestEnd};
use acd_run::StepCommands;
use acd_scenario::{HandlerGetter, Plan, RequestStep, RequestWhat, Step, Verb};
use tapi_types::{AgentId, RequestId, Span};

/// What a step is to the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A command.
    Command(Command),
    /// A request that reaches the ACD, how long its client waits, and what its reply changes outside.
    Request(Request, Span, Aim),
    /// A request that the client's side answers by itself.
    Nothing,
}

/// What a reply changes outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Nothing.
    Nothing,
    /// The agent at this place in [`Plan::new_agents`] has a handle.
    Agent(usize),
    /// This client knows the name of the handler.
    Name(usize),
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
    /// Clients who are asking for the handler's name, and those who know it and do not ask again.
    naming: BTreeMap<RequestId, usize>,
    knowing: BTreeSet<usize>,
}

/// What a name stands for before its agent is made: a handle that nobody has.
const NOBODY: u32 = u32::MAX;

impl<'p> Outside<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Outside<'p> {
        let made = vec![None; plan.new_agents.len()];
        Outside {
            plan,
            commands: StepCommands::new(seed),
            made,
            making: BTreeMap::new(),
            naming: BTreeMap::new(),
            knowing: BTreeSet::new(),
        }
    }

    /// Agents whom requests have made, as the plan counts them.
    pub(crate) fn made_agents(&self) -> Vec<AgentId> {
        let floor = self.plan.config.agents.len();
        let made = self.made.iter().enumerate().filter(|(_, handle)| handle.is_some());
        made.map(|(place, _)| AgentId::at(floor + place)).collect()
    }

    /// Submits what a step asks for.
    pub(crate) fn submit(&mut self, engine: &mut Engine, request: Request, limit: Span, aim: Aim) -> RequestId {
        let id = engine.submit(request, Some(limit));
        match aim {
            Aim::Nothing => {}
            Aim::Agent(place) => drop(self.making.insert(id, place)),
            Aim::Name(client) => drop(self.naming.insert(id, client)),
        }
        id
    }

    /// Hears replies: who was made has a handle from now on.
    pub(crate) fn hear(&mut self, engine: &mut Engine) {
        for output in engine.take_outputs() {
            let Output::Finished { request, end, .. } = output else { continue };
            let (place, client) = (self.making.remove(&request), self.naming.remove(&request));
            match (end, place) {
                (RequestEnd::Replied(Ok(Reply::Agent(agent))), Some(place)) => self.made[place] = Some(agent),
                (RequestEnd::Replied(Ok(_)), _) => self.knowing.extend(client),
                (RequestEnd::Replied(Err(_)) | RequestEnd::TimedOut, _) => {}
            }
        }
    }

    /// The next step's deed, as things stand. While the proxy is closed TAPI 3 shows no handler, whom nobody can ask then; nor
    /// does it take a PIN for an agent without an id.
    pub(crate) fn deed(&mut self, step: &Step, engine: &Engine) -> Deed {
        let mut verb = step.verb.clone();
        if let Some(agent) = verb.agent_mut()
            && let Some(place) = self.plan.new_agent(*agent)
        {
            *agent = self.made[place].or(AgentId::new(NOBODY)).unwrap_or(*agent);
        }
        if let Verb::Request(request) = &verb {
            let of_handler = matches!(request.what, RequestWhat::GetHandler(_));
            let known = asks_name(request) && self.knowing.contains(&request.client);
            let hidden = of_handler && !engine.proxy_is_open();
            let refused = known || hidden || needs_id(request, engine);
            return if refused { Deed::Nothing } else { self.asked(request) };
        }
        self.commands.of(self.plan, &verb).map_or(Deed::Nothing, Deed::Command)
    }

    fn asked(&self, step: &RequestStep) -> Deed {
        let limit = step.timeout.unwrap_or(self.plan.client_timeout);
        let name = if asks_name(step) { Aim::Name(step.client) } else { Aim::Nothing };
        let made = step.what.created_agent().and_then(|agent| self.plan.new_agent(agent));
        let aim = made.map_or(name, Aim::Agent);
        step.asked(self.plan).map_or(Deed::Nothing, |request| Deed::Request(request, limit, aim))
    }
}

fn asks_name(step: &RequestStep) -> bool {
    step.what == RequestWhat::GetHandler(HandlerGetter::Name)
}

/// A PIN goes with the id of an agent, and this one has none.
fn needs_id(step: &RequestStep, engine: &Engine) -> bool {
    let RequestWhat::CreateSession { agent, pin: Some(_), .. } = &step.what else { return false };
    engine.config().agents.get(agent.index()).is_some_and(|agent| agent.id().is_none())
}
