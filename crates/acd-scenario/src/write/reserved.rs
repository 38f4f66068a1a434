//! Whether reading gives the names of a plan the numbers that they have, and the member `reserved` where it does not.

use std::collections::{HashMap, HashSet};

use acd_core::{CallOrigin, SessionOrigin};
use serde_json::Value;
use tapi_types::{AddressId, CallHandle, ObjectFilter, SessionId};

use super::floor::{breaks, shifts};
use super::json::{Members, Page};
use crate::plan::{HandlerGetter, MessageAbout, Plan, RequestWhat, Step, Subject, Verb};

/// The member `reserved`, with the names that would else get other numbers than they have.
pub(super) fn reserved(plan: &Plan, steps: &[&Step], members: &mut Members<'_>) {
    let reasons = !reasons(plan, steps).natural();
    let addresses = !addresses(plan, steps).natural();
    let sessions = !sessions(plan, steps).natural();
    let calls = !calls(plan, steps).natural();
    let agents = !new_agents(plan, steps).natural();
    if !(reasons || addresses || sessions || calls || agents) {
        return;
    }
    let text = |page: &mut Page, text: &String| page.text(text);
    members.object("reserved", |members| {
        if reasons {
            members.list("reasons", plan.config.reasons.iter().skip(1), text);
        }
        if addresses {
            members.list("addresses", &plan.addresses, text);
        }
        if sessions {
            members.list("sessions", &plan.session_names, text);
        }
        if calls {
            members.list("calls", &plan.call_names, text);
        }
        if agents {
            members.list("agents", &plan.new_agents, text);
        }
    });
}

/// Which names the file has mentioned so far, and whether that was in the order of their numbers.
struct Mentions {
    seen: Vec<bool>,
    count: usize,
    in_order: bool,
}

impl Mentions {
    fn of(names: usize) -> Mentions {
        Mentions { seen: vec![false; names], count: 0, in_order: true }
    }

    /// The file mentions the name with this number; true where it is the first time.
    fn mention(&mut self, place: usize) -> bool {
        let first = self.seen.get(place) == Some(&false);
        if first {
            self.seen[place] = true;
            self.in_order &= place == self.count;
            self.count += 1;
        }
        first
    }

    /// The same for a name that nothing may create but a step that stood before.
    fn mention_again(&mut self, place: usize, outside: bool) {
        if self.mention(place) {
            self.in_order &= !outside;
        }
    }

    /// Reading gives every name the number that it has.
    fn natural(&self) -> bool {
        self.in_order && self.count == self.seen.len()
    }
}

fn reasons(plan: &Plan, steps: &[&Step]) -> Mentions {
    let mut mentions = Mentions::of(plan.config.reasons.len());
    mentions.mention(0);
    for agent in &plan.config.agents {
        for shift in shifts(agent) {
            for pause in breaks(shift) {
                pause.reason.map(|reason| mentions.mention(reason.0 as usize));
            }
        }
    }
    for step in steps {
        if let Verb::SetSessionState { reason: Some(reason), .. } | Verb::SetAgentState { reason: Some(reason), .. } =
            &step.verb
        {
            mentions.mention(reason.0 as usize);
        }
    }
    mentions
}

fn addresses(plan: &Plan, steps: &[&Step]) -> Mentions {
    let mut mentions = Mentions::of(plan.addresses.len());
    let homes = plan.config.agents.iter().map(|agent| agent.address);
    let named = steps.iter().filter_map(|step| step.verb.address());
    for address in homes.chain(named).chain(expected_addresses(plan)) {
        if let Some(place) = address.0.checked_sub(1) {
            mentions.mention(place as usize);
        }
    }
    mentions
}

/// Addresses that expectations mention, in their order.
fn expected_addresses(plan: &Plan) -> Vec<AddressId> {
    let by_name: HashMap<&str, u32> = (1..).zip(&plan.addresses).map(|(id, name)| (&**name, id)).collect();
    let lists: HashSet<&str> = plan.steps.iter().filter_map(|step| lists_addresses(&step.verb)).collect();
    let mut all = Vec::new();
    for expectation in &plan.expectations {
        match &expectation.of {
            Subject::Message(message) => {
                if let Some(MessageAbout::Address(address)) = message.about {
                    all.push(address);
                }
            }
            Subject::Reply(request) if lists.contains(&**request) => {
                let names = expectation.written.get("value").and_then(Value::as_array).into_iter().flatten();
                all.extend(names.filter_map(|name| by_name.get(name.as_str()?)).map(|id| AddressId(*id)));
            }
            Subject::Reply(_) | Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_) | Subject::Call(_) => {}
        }
    }
    all
}

/// The name of a request whose answer is a list of addresses.
fn lists_addresses(verb: &Verb) -> Option<&str> {
    let request = verb.request()?;
    (request.what == RequestWhat::GetHandler(HandlerGetter::UsableAddresses)).then_some(&*request.name)
}

/// Agents whom requests make, in order of the steps.
fn new_agents(plan: &Plan, steps: &[&Step]) -> Mentions {
    let mut mentions = Mentions::of(plan.new_agents.len());
    for agent in steps.iter().filter_map(|step| step.verb.created_agent()) {
        plan.new_agent(agent).map(|place| mentions.mention(place));
    }
    mentions
}

/// Sessions that steps create, in order of the steps; then others as they are mentioned.
fn sessions(plan: &Plan, steps: &[&Step]) -> Mentions {
    let mut mentions = Mentions::of(plan.session_names.len());
    for session in steps.iter().filter_map(|step| step.verb.created_session()) {
        mentions.mention(session.index());
    }
    let outside = |place: usize| plan.config.sessions.get(place) == Some(&SessionOrigin::Outside);
    let mut again = |session: SessionId| mentions.mention_again(session.index(), outside(session.index()));
    steps.iter().filter_map(|step| step.verb.session()).for_each(&mut again);
    for fault in &plan.config.faults {
        if let ObjectFilter::Session(session) = fault.rule.object {
            again(session);
        }
    }
    expected_sessions(plan).into_iter().for_each(again);
    mentions
}

/// Sessions that expectations mention, in their order.
fn expected_sessions(plan: &Plan) -> Vec<SessionId> {
    if plan.expectations.is_empty() {
        return Vec::new();
    }
    let creating = plan.steps.iter().filter(|step| step.verb.created_session().is_some());
    let creates: HashSet<&str> = creating.filter_map(|step| Some(&*step.verb.request()?.name)).collect();
    let places: HashMap<&str, usize> = (0..).zip(&plan.session_names).map(|(place, name)| (&**name, place)).collect();
    let named = |name: Option<&Value>| places.get(name?.as_str()?).copied().map(SessionId::at);
    let sessions = plan.expectations.iter().filter_map(|expectation| match &expectation.of {
        Subject::Session(session) => Some(*session),
        Subject::Call(_) => named(expectation.written.get("session")),
        Subject::Reply(request) if creates.contains(request.as_str()) => named(expectation.written.get("value")),
        Subject::Message(message) => {
            if let Some(MessageAbout::Session(session)) = message.about {
                Some(session)
            } else {
                None
            }
        }
        Subject::Agent(_) | Subject::Queue(_) | Subject::Reply(_) => None,
    });
    sessions.collect()
}

/// Calls that steps make, in order of the steps; then others as they are mentioned.
fn calls(plan: &Plan, steps: &[&Step]) -> Mentions {
    let mut mentions = Mentions::of(plan.call_names.len());
    for call in steps.iter().filter_map(|step| step.verb.brought_call()) {
        mentions.mention(call.index());
    }
    let outside = |place: usize| plan.config.calls.get(place) == Some(&CallOrigin::Outside);
    let mut again = |call: CallHandle| mentions.mention_again(call.index(), outside(call.index()));
    steps.iter().filter_map(|step| step.verb.call()).for_each(&mut again);
    for expectation in &plan.expectations {
        if let Subject::Call(call) = expectation.of {
            again(call);
        }
    }
    mentions
}
