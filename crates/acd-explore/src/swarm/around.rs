//! What stands around a drawn floor: its profile, and the clients with their versions, their messages and their errors.

use acd_core::{Config, Distribution};
use acd_scenario::{Client, Plan, Profile, VERSIONS};
use tapi_types::LineErrorReading;

use super::dice::Dice;
use super::features::Feature;
use crate::told::Told;

/// What clients are called.
const CLIENTS: [&str; 3] = ["desk", "wallboard", "reports"];

/// A profile under a floor: it says what is not drawn by itself.
pub(super) fn profile(config: &mut Config, dice: &mut Dice) -> LineErrorReading {
    let drawn = dice.one(&Profile::ALL);
    let profile = if dice.features.has(Feature::Profiles) { drawn } else { Profile::DEFAULT };
    if !dice.features.has(Feature::Policies) {
        config.policies = profile.policies;
    }
    if !dice.features.has(Feature::NotServed) {
        config.not_served = profile.not_served();
    }
    if !dice.features.has(Feature::Latencies) {
        config.handle_after = Distribution::Constant(profile.handle_after);
        config.reply_after = Distribution::Constant(profile.reply_after);
    }
    if dice.features.has(Feature::TwinErrors) { LineErrorReading::Twin } else { profile.errors }
}

/// Who has the line open; the usual one where nothing else is drawn.
pub(super) fn clients(plan: &mut Plan, dice: &mut Dice) {
    let several = dice.features.has(Feature::Clients);
    if several || dice.features.has(Feature::Versions) || dice.features.has(Feature::Choosy) {
        let count = if several { dice.between(2, CLIENTS.len()) } else { 1 };
        plan.clients = CLIENTS[..count].iter().map(|name| client(name, dice)).collect();
    }
}

fn client(name: &str, dice: &mut Dice) -> Client {
    let mut client = Client::new(name);
    if dice.percent(20) {
        "shared".clone_into(&mut client.user);
    }
    let (_, version) = dice.one(&VERSIONS);
    if dice.feature(Feature::Versions, 60) {
        client.version = version;
    }
    if dice.feature(Feature::Choosy, 60) {
        let few = dice.percent(30);
        let chosen = Told::ALL.into_iter().filter(|told| !told.always_comes() && !few && dice.percent(60));
        client.messages = Some(chosen.map(Told::number).collect());
    }
    client
}
