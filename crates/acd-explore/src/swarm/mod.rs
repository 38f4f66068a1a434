//! Draws a whole scenario from a seed: a small world, seconds long, in which much meets.
//!
//! Each seed first draws which [`Feature`]s are on; then the floor; then the steps one by one, while an engine plays along, so
//! that most of them are about something that can be done at that moment, and what a step is refused with is expected.

mod dice;
mod expect;
mod features;
mod floor;
mod steps;
mod verbs;

use acd_core::{CallOrigin, Rate, SessionOrigin, StreamConfig};
use acd_scenario::{Epoch, Plan};
use tapi_types::{AgentId, Span, Time};

pub use self::features::{Feature, Features};

use self::dice::Dice;
use crate::shrink::tidy;

/// How many units of time a run lasts, at least and at most.
const UNITS: (usize, usize) = (8, 30);

/// Which features the scenario of a seed has: all drawn options, for whoever prints a failure.
pub fn features(seed: u64) -> Features {
    Features::drawn(seed)
}

/// The scenario of a seed; its runs are to have that seed as well.
pub fn plan(seed: u64) -> Plan {
    let features = features(seed);
    let mut dice = Dice::new(seed, "floor", features);
    let units = dice.between(UNITS.0, UNITS.1);
    let end = dice.some_span(1).as_micros() * units as u64;
    let config = floor::floor(seed, units, &mut dice);
    let recipes = steps::recipes(&config, units, features, seed);
    let mut plan = Plan {
        name: format!("swarm_{seed}"),
        epoch: Epoch { unix_us: 946_684_800_000_000, offset_s: 0 },
        until: Some(Time::from_micros(end)),
        client_timeout: Span::from_secs(120),
        session_names: Vec::new(),
        call_names: Vec::new(),
        addresses: Vec::new(),
        agent_addresses: vec![None; config.agents.len()],
        steps: Vec::new(),
        expectations: Vec::new(),
        config,
    };
    if features.has(Feature::ShortLimits) {
        plan.client_timeout = dice.span(floor::WAIT);
    }
    if features.has(Feature::Addresses) {
        plan.addresses = ["2001", "2002"].map(str::to_owned).to_vec();
        plan.agent_addresses = plan.config.agents.iter().map(|_| dice.any(&[None, Some(0)]).flatten()).collect();
    }
    reserve(&mut plan, &recipes);
    plan.config.faults = floor::faults(&plan.config, units, &mut dice);
    plan.steps = steps::steps(&plan, &recipes, seed);
    let mut plan = tidy(&plan);
    if features.has(Feature::Expectations) {
        expect::expect(&mut plan, &mut Dice::new(seed, "expect", features), units);
    }
    plan
}

/// Gives a name to every session and call that a step may be about.
fn reserve(plan: &mut Plan, recipes: &[steps::Recipe]) {
    let created = recipes.iter().filter(|recipe| recipe.creates()).count();
    let brought = recipes.iter().filter(|recipe| recipe.brings()).count();
    plan.config.sessions = vec![SessionOrigin::Outside; created];
    plan.session_names = (1..=created).map(|n| format!("s{n}")).collect();
    plan.config.calls = vec![CallOrigin::Outside; brought];
    plan.call_names = (1..=brought).map(|n| format!("c{n}")).collect();
    for (agent, config) in plan.config.agents.iter().enumerate() {
        for place in &config.groups {
            let shifts = config.shifts.iter().filter(|shift| shift.groups.contains(&place.group)).count();
            for n in 1..=u32::try_from(shifts).unwrap_or(0) {
                let agent = AgentId::at(agent);
                plan.config.sessions.push(SessionOrigin::Shift { agent, group: place.group, n });
                let group = &plan.config.groups[place.group.index()];
                plan.session_names.push(format!("{}/{group}/{n}", config.name));
            }
        }
    }
    let streams: Vec<(String, u64)> =
        plan.config.streams.iter().map(|stream| (stream.name.clone(), possible(stream))).collect();
    for (stream, (name, calls)) in streams.into_iter().enumerate() {
        for n in 1..=calls.min(STREAM_CALLS_NAMED) {
            plan.config.calls.push(CallOrigin::Stream { stream, n });
            plan.call_names.push(format!("{name}/{n}"));
        }
    }
}

/// So many calls of a stream are known by name.
const STREAM_CALLS_NAMED: u64 = 3;

/// How many calls a stream can make.
fn possible(stream: &StreamConfig) -> u64 {
    let count = stream.count.unwrap_or(u64::MAX);
    match &stream.rate {
        Rate::Listed(calls) => count.min(calls.len() as u64),
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => count,
    }
}
