//! Draws a whole scenario from a seed: a small world, seconds long, in which much meets.
//!
//! Each seed first draws which [`Feature`]s are on; then the floor; then the steps one by one, while an engine plays along, so
//! that most of them are about something that can be done at that moment, and what a step is refused with is expected.

mod along;
mod around;
mod dice;
mod expect;
mod features;
mod floor;
mod handler;
mod messages;
mod requests;
mod steps;
mod verbs;

use acd_core::{CallOrigin, Config, Membership, Rate, SessionOrigin, StreamConfig};
use acd_scenario::Plan;
use tapi_types::{AddressId, AgentId, Time};

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
    let mut config = floor::floor(seed, units, &mut dice);
    let recipes = steps::recipes(&config, units, features, seed);
    reserve(&mut config, &recipes);
    config.faults = floor::faults(&config, units, &mut dice);
    let mut around = Dice::new(seed, "around", features);
    let errors = around::profile(&mut config, &mut around);
    handler::handler(&mut config, &mut Dice::new(seed, "handler", features));
    let mut plan = Plan::of_config(config);
    plan.client_errors = errors;
    around::clients(&mut plan, &mut around);
    plan.name = format!("swarm_{seed}");
    plan.until = Some(Time::from_micros(end));
    if features.has(Feature::ShortLimits) {
        plan.client_timeout = dice.span(floor::WAIT);
    }
    if [Feature::Addresses, Feature::ByAddress, Feature::Activities, Feature::Extensions].map(|on| features.has(on))
        != [false; 4]
    {
        plan.addresses = ["2001", "2002", "2003"].map(str::to_owned).to_vec();
        for agent in &mut plan.config.agents {
            agent.address = dice.one(&[AddressId(0), AddressId(1), AddressId(1), AddressId(2)]);
        }
    }
    let made = recipes.iter().filter(|recipe| recipe.makes()).count();
    plan.new_agents = (1..=made).map(|n| format!("n{n}")).collect();
    plan.steps = steps::steps(&plan, &recipes, seed);
    let mut plan = tidy(&plan);
    expect::expect(&mut plan, &mut Dice::new(seed, "expect", features), units);
    plan
}

/// Sets a name aside for every session and call that a step may be about.
fn reserve(config: &mut Config, recipes: &[steps::Recipe]) {
    let created = recipes.iter().filter(|recipe| recipe.creates()).count();
    let brought = recipes.iter().filter(|recipe| recipe.brings()).count();
    config.sessions = vec![SessionOrigin::Outside; created];
    config.calls = vec![CallOrigin::Outside; brought];
    for (place, agent) in config.agents.iter().enumerate() {
        for Membership { group, .. } in &agent.groups {
            let shifts = agent.shifts.iter().filter(|shift| shift.groups.contains(group)).count();
            let of_shift = |n| SessionOrigin::Shift { agent: AgentId::at(place), group: *group, n };
            config.sessions.extend((1..=u32::try_from(shifts).unwrap_or(0)).map(of_shift));
        }
    }
    for (stream, of) in config.streams.iter().enumerate() {
        let calls = (1..=possible(of).min(STREAM_CALLS_NAMED)).map(|n| CallOrigin::Stream { stream, n });
        config.calls.extend(calls);
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
