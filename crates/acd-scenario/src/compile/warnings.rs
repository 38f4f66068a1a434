//! Things that are declared and never used.

use super::check::quoted;
use super::names::Table;
use super::scope::Scope;
use crate::file::Scenario;
use crate::path::At;
use crate::suggest::did_you_mean;

/// A warning for each group, queue and agent that nothing refers to.
pub(crate) fn unused(file: &Scenario<'_>, scope: &mut Scope) {
    let groups = unused_places(&scope.groups);
    let list = At::ROOT.member("groups");
    for place in groups {
        let message = format!("no queue and no agent uses the group `{}`", scope.groups.name(place));
        scope.check.warning("unused_id", &list.element(place).member("id"), message);
    }
    let queues = unused_places(&scope.queues);
    let list = At::ROOT.member("queues");
    for place in queues {
        let message = format!("nothing uses the queue `{}`", scope.queues.name(place));
        scope.check.warning("unused_id", &list.element(place).member("id"), message);
    }
    unused_agents(file, scope);
}

/// A warning for each address that is asked about, and where neither an agent nor a session ever is.
pub(crate) fn nobody_works_at(scope: &mut Scope) {
    let known: Vec<String> = scope.homes.iter().map(|address| scope.address_text(*address).to_owned()).collect();
    for (address, path) in std::mem::take(&mut scope.asked_addresses) {
        if scope.homes.contains(&address) {
            continue;
        }
        let text = scope.address_text(address).to_owned();
        let meant = scope.check.meant(&text, known.iter().map(String::as_str)).map(did_you_mean);
        scope
            .check
            .warning_at("unknown_address", path, format!("nobody works at the address {}", quoted(&text)))
            .found(quoted(&text))
            .maybe_help(meant);
    }
}

fn unused_places(table: &Table) -> Vec<usize> {
    (0..table.len()).filter(|place| !table.used(*place)).collect()
}

/// An agent works if it has a shift or is named somewhere; of several of a kind one is enough.
fn unused_agents(file: &Scenario<'_>, scope: &mut Scope) {
    let list = At::ROOT.member("agents");
    let mut idle = Vec::new();
    for (place, range) in &scope.agent_ranges {
        let mut agents = range.clone();
        let works = agents.any(|agent| scope.agents.used(agent) || !scope.agent_configs[agent].shifts.is_empty());
        if !works && !range.is_empty() {
            idle.push(*place);
        }
    }
    for place in idle {
        let written = file.agents.as_ref().and_then(|agents| agents.0[place].as_ref());
        let name = written.and_then(|agent| agent.id.as_deref()).unwrap_or_default();
        let message = format!("nothing uses the agent `{name}`: it has no shift, and no step names it");
        scope.check.warning("unused_id", &list.element(place).member("id"), message);
    }
}
