//! The steps of a drawn scenario: first what kind and when, then about whom, while an engine plays along.

use acd_core::Config;
use acd_scenario::{Plan, Step, Verb};
use tapi_types::Time;

use super::along::{Along, Stopped};
use super::dice::Dice;
use super::features::{Feature, Features};
use super::requests::Ask;
use super::verbs::{Drawer, Kind};

/// A step to be: its kind and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recipe {
    pub(super) at: Time,
    pub(super) kind: Kind,
}

impl Recipe {
    /// It creates a session.
    pub(super) fn creates(&self) -> bool {
        matches!(self.kind, Kind::Create | Kind::AskCreate)
    }

    /// It may make an agent.
    pub(super) fn makes(&self) -> bool {
        self.kind == Kind::Ask(Ask::Agent)
    }

    /// It brings a call.
    pub(super) fn brings(&self) -> bool {
        matches!(self.kind, Kind::Arrive | Kind::Other)
    }
}

/// How often each kind is drawn where its feature is on.
const WEIGHTS: [(Kind, Feature, usize); 41] = [
    (Kind::SetSession, Feature::States, 6),
    (Kind::NextState, Feature::NextStates, 5),
    (Kind::EndSession, Feature::Ends, 3),
    (Kind::SetAgent, Feature::AgentStates, 4),
    (Kind::Answer, Feature::ByHand, 6),
    (Kind::Reject, Feature::ByHand, 2),
    (Kind::Reject, Feature::SlowAnswers, 2),
    (Kind::HangUp, Feature::HangUps, 4),
    (Kind::HangUp, Feature::EndlessTalks, 4),
    (Kind::Hold, Feature::Holds, 4),
    (Kind::Retrieve, Feature::Holds, 4),
    (Kind::Transfer, Feature::Transfers, 8),
    (Kind::Other, Feature::OtherCalls, 4),
    (Kind::Period, Feature::Periods, 3),
    (Kind::Proxy, Feature::Proxy, 4),
    (Kind::Get, Feature::Requests, 8),
    (Kind::Put, Feature::Requests, 6),
    (Kind::AskCreate, Feature::Requests, 2),
    (Kind::Get, Feature::Faults, 6),
    (Kind::Put, Feature::Faults, 3),
    (Kind::CreateAgent, Feature::Roster, 4),
    (Kind::ReleaseAgent, Feature::Roster, 4),
    (Kind::AddGroup, Feature::Openings, 3),
    (Kind::RemoveGroup, Feature::Openings, 2),
    (Kind::AddQueue, Feature::Openings, 4),
    (Kind::RemoveQueue, Feature::Openings, 4),
    (Kind::CreateAgent, Feature::Absences, 3),
    (Kind::AddGroup, Feature::Absences, 3),
    (Kind::AddQueue, Feature::Absences, 3),
    (Kind::Activity, Feature::Activities, 4),
    (Kind::Ask(Ask::PutActivity), Feature::Activities, 3),
    (Kind::Specific, Feature::Extensions, 2),
    (Kind::Ask(Ask::Specific), Feature::Extensions, 4),
    (Kind::Ask(Ask::Agent), Feature::NewAgents, 5),
    (Kind::AskCreate, Feature::NewAgents, 2),
    (Kind::Ask(Ask::List), Feature::Lists, 5),
    (Kind::Ask(Ask::GetAddress), Feature::ByAddress, 4),
    (Kind::Ask(Ask::PutGroups), Feature::ByAddress, 4),
    (Kind::Ask(Ask::PutAddress), Feature::ByAddress, 5),
    (Kind::Ask(Ask::PutActivity), Feature::ByAddress, 1),
    (Kind::AskCreate, Feature::Pins, 3),
];

/// What is to happen and when, in order of time.
pub(super) fn recipes(config: &Config, units: usize, features: Features, seed: u64) -> Vec<Recipe> {
    let mut dice = Dice::new(seed, "recipes", features);
    let mut recipes = Vec::new();
    for agent in &config.agents {
        if agent.shifts.is_empty() || dice.percent(20) {
            let groups = dice.between(1, agent.groups.len());
            let at = if dice.percent(70) { Time::ZERO } else { dice.moment(units / 3) };
            recipes.extend((0..groups).map(|_| Recipe { at, kind: Kind::Create }));
        }
    }
    let bag = bag(features);
    let calls = if features.has(Feature::Busy) { dice.between(6, 14) } else { dice.between(2, 5) };
    let calls = if features.has(Feature::Streams) { calls / 2 } else { calls };
    recipes.extend((0..calls).map(|_| Recipe { at: dice.moment(units * 2 / 3), kind: Kind::Arrive }));
    let others = if bag.is_empty() { 0 } else { dice.between(2, 20) };
    recipes.extend((0..others).map(|_| Recipe { at: dice.moment(units), kind: dice.one(&bag) }));
    recipes.sort_by_key(|recipe| recipe.at);
    recipes
}

/// Every kind as often as its weight says.
fn bag(features: Features) -> Vec<Kind> {
    let on = WEIGHTS.iter().filter(|(_, feature, _)| features.has(*feature));
    on.flat_map(|(kind, _, weight)| std::iter::repeat_n(*kind, *weight)).collect()
}

/// Draws what each step is about, as things stand at its moment. Where the engine stops there are no more.
pub(super) fn steps(plan: &Plan, recipes: &[Recipe], seed: u64) -> Vec<Step> {
    let mut steps = Vec::new();
    let (Ok(()) | Err(Stopped)) = draw(plan, recipes, seed, &mut steps);
    steps
}

fn draw(plan: &Plan, recipes: &[Recipe], seed: u64, steps: &mut Vec<Step>) -> Result<(), Stopped> {
    let mut along = Along::new(plan, seed)?;
    let mut drawer = Drawer::new(plan, Dice::new(seed, "steps", Features::drawn(seed)));
    for recipe in recipes {
        along.go_to(recipe.at)?;
        let Some(verb) = drawer.verb(recipe.kind, &along.audit, &along.outside.made_agents()) else { continue };
        let ready =
            if let Verb::CreateSession { session, .. } = verb { Some(Drawer::make_ready(session)) } else { None };
        for verb in std::iter::once(verb).chain(ready) {
            let index = steps.len();
            steps.push(Step { index, id: None, at: recipe.at, refused: None, verb });
            along.take(&mut steps[index])?;
            steps[index].id = steps[index].refused.map(|_| format!("step_{index}"));
        }
    }
    Ok(())
}
