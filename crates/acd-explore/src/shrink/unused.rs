//! Addresses and reasons that a plan names and nothing has.

use acd_core::{Config, ReasonId};
use acd_scenario::{MessageAbout, Plan, Subject, Verb};
use tapi_types::AddressId;

use super::keep::{kept, places};

/// Addresses that nobody has are forgotten.
pub(super) fn lose_addresses(plan: &mut Plan) {
    let mut used = vec![false; plan.addresses.len()];
    let in_steps = plan.steps.iter_mut().filter_map(|step| {
        if matches!(step.verb, Verb::Request(_)) {
            let Verb::Request(request) = &mut step.verb else { return None };
            return request.what.address_mut();
        }
        if let Verb::CreateSession { address, .. } = &mut step.verb { address.as_mut() } else { None }
    });
    let homes = plan.config.agents.iter_mut().map(|agent| &mut agent.address);
    let in_messages = plan.expectations.iter_mut().filter_map(|expectation| {
        let Subject::Message(message) = &mut expectation.of else { return None };
        if let Some(MessageAbout::Address(address)) = &mut message.about { Some(address) } else { None }
    });
    let named = homes.chain(in_steps).chain(in_messages).filter(|address| address.0 > 0);
    let mut all: Vec<&mut AddressId> = named.collect();
    for address in &all {
        used[address.0 as usize - 1] = true;
    }
    let new = places(&used);
    for address in &mut all {
        address.0 = u32::try_from(new[address.0 as usize - 1] + 1).unwrap_or(address.0);
    }
    plan.addresses = kept(&plan.addresses, &used);
}

/// Reasons that nobody gives are forgotten, but the first, which is the floor's own.
pub(super) fn lose_reasons(plan: &mut Plan) {
    let shifts = plan.config.agents.iter_mut().flat_map(|agent| &mut agent.shifts);
    let in_breaks = shifts.flat_map(|shift| &mut shift.breaks).filter_map(|pause| pause.reason.as_mut());
    let in_steps = plan.steps.iter_mut().filter_map(|step| {
        if let Verb::SetSessionState { reason, .. } | Verb::SetAgentState { reason, .. } = &mut step.verb {
            reason.as_mut()
        } else {
            None
        }
    });
    let mut all: Vec<&mut ReasonId> = in_breaks.chain(in_steps).collect();
    let mut used = vec![false; plan.config.reasons.len()];
    used[Config::NO_ANSWER.0 as usize] = true;
    for reason in &all {
        used[reason.0 as usize] = true;
    }
    for expectation in &plan.expectations {
        let written = expectation.written.to_string();
        for (used, reason) in used.iter_mut().zip(&plan.config.reasons) {
            *used |= written.contains(reason.as_str());
        }
    }
    let new = places(&used);
    for reason in &mut all {
        reason.0 = u32::try_from(new[reason.0 as usize]).unwrap_or(reason.0);
    }
    plan.config.reasons = kept(&plan.config.reasons, &used);
}
