//! Agents whom requests make: what the scenario calls each of them.

use std::collections::BTreeMap;

use acd_core::{Action, Cause, Fact, Record, Request};
use acd_scenario::{Plan, RequestWhat};
use tapi_types::AgentId;

use crate::instant::Instant;

/// The requests for agents, and who came of them.
#[derive(Debug, Default)]
pub(crate) struct Newcomers {
    /// By the record of the request's submission, while nobody has come of it.
    asked: BTreeMap<u64, Origin>,
    made: BTreeMap<AgentId, Origin>,
}

/// The request that makes an agent.
#[derive(Debug)]
struct Origin {
    step: Option<usize>,
    /// The id to log in with.
    id: Option<String>,
}

impl Newcomers {
    /// Takes in the next fact.
    pub(crate) fn follow(&mut self, instant: &Instant, record: &Record) {
        if let (Fact::RequestSubmitted { .. }, Cause::Command(n)) = (record.fact, record.cause)
            && let Some(given) = instant.command(n)
            && let Action::Submit { request: Request::CreateAgent(new), .. } = &given.action
        {
            self.asked.insert(record.seq, Origin { step: given.step, id: new.id.clone() });
        } else if let (Fact::AgentCreated { agent, new: true }, Cause::Record(seq)) = (record.fact, record.cause)
            && let Some(origin) = self.asked.remove(&seq)
        {
            self.made.insert(agent, origin);
        }
    }

    /// The names that the scenario's requests give to an agent that has been made: of the one that made it, and of those with
    /// its id.
    pub(crate) fn names<'a>(&'a self, plan: &'a Plan, agent: AgentId) -> impl Iterator<Item = &'a str> {
        self.made.get(&agent).into_iter().flat_map(move |made| {
            let is_it =
                |step: usize, id: Option<&str>| made.step == Some(step) || id.is_some() && id == made.id.as_deref();
            creations(plan).filter(move |(step, id, _)| is_it(*step, *id)).map(|(.., name)| name)
        })
    }
}

/// The agent of the floor that a request for a new one finds by its id.
pub(crate) fn found_on_floor(plan: &Plan, name: &str) -> Option<AgentId> {
    let (_, id, _) = creations(plan).find(|(.., other)| *other == name)?;
    plan.config.agents.iter().position(|agent| id.is_some() && agent.id() == id).map(AgentId::at)
}

/// The requests of the steps that make agents: the place of the step, the id to log in with, and the name in the file.
fn creations(plan: &Plan) -> impl Iterator<Item = (usize, Option<&str>, &str)> {
    plan.steps.iter().filter_map(|step| {
        let RequestWhat::CreateAgent { agent, id, .. } = &step.verb.request()?.what else { return None };
        Some((step.index, id.as_deref(), plan.agent_name(*agent)))
    })
}
