//! The names behind ids, and whether reading gives the same ids to the same names.

use std::collections::HashSet;

use acd_core::{CallOrigin, ReasonId, SessionOrigin, TransferTo};
use tapi_types::{AgentId, CallHandle, GroupId, ObjectFilter, QueueId, SessionId};

use super::json::{Members, Page};
use super::{in_order, shifts_in_order};
use crate::plan::{Plan, RequestWhat, Step, Subject, Verb};

/// The names of a plan. What has none is empty, and reading refuses it.
#[derive(Clone, Copy)]
pub(super) struct Names<'p>(pub(super) &'p Plan);

impl<'p> Names<'p> {
    pub(super) fn group(self, group: GroupId) -> &'p str {
        name(&self.0.config.groups, group.index())
    }

    pub(super) fn queue(self, queue: QueueId) -> &'p str {
        self.0.config.queues.get(queue.index()).map_or("", |queue| &queue.name)
    }

    pub(super) fn agent(self, agent: AgentId) -> &'p str {
        self.0.config.agents.get(agent.index()).map_or("", |agent| &agent.name)
    }

    pub(super) fn session(self, session: SessionId) -> &'p str {
        name(&self.0.session_names, session.index())
    }

    pub(super) fn call(self, call: CallHandle) -> &'p str {
        name(&self.0.call_names, call.index())
    }

    pub(super) fn reason(self, reason: ReasonId) -> &'p str {
        name(&self.0.config.reasons, reason.0 as usize)
    }

    pub(super) fn address(self, address: u32) -> &'p str {
        name(&self.0.addresses, address as usize)
    }
}

fn name(names: &[String], place: usize) -> &str {
    names.get(place).map_or("", String::as_str)
}

/// The member `reserved`, with the names that would else get other numbers than they have.
pub(super) fn reserved(plan: &Plan, steps: &[&Step], members: &mut Members<'_>) {
    let reasons = !reasons(plan, steps).natural();
    let addresses = !addresses(plan, steps).natural();
    let sessions = !sessions(plan, steps).natural();
    let calls = !calls(plan, steps).natural();
    if !(reasons || addresses || sessions || calls) {
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
        for shift in shifts_in_order(agent) {
            for pause in in_order(&shift.breaks, |pause| pause.from) {
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
    for address in plan.agent_addresses.iter().flatten() {
        mentions.mention(*address as usize);
    }
    for step in steps {
        if let Verb::CreateSession { address: Some(address), .. } = &step.verb {
            mentions.mention(*address as usize);
        }
    }
    mentions
}

/// Sessions that steps create, in order of the steps; then others as they are mentioned.
fn sessions(plan: &Plan, steps: &[&Step]) -> Mentions {
    let mut mentions = Mentions::of(plan.session_names.len());
    for session in steps.iter().filter_map(|step| created(&step.verb)) {
        mentions.mention(session.index());
    }
    let outside = |place: usize| plan.config.sessions.get(place) == Some(&SessionOrigin::Outside);
    let mut again = |session: SessionId| mentions.mention_again(session.index(), outside(session.index()));
    steps.iter().filter_map(|step| session_of(&step.verb)).for_each(&mut again);
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
    let creates: HashSet<&str> = plan.steps.iter().filter_map(|step| create_request(&step.verb)).collect();
    let mut sessions = Vec::new();
    let mut named = |name: Option<&serde_json::Value>| {
        let name = name.and_then(serde_json::Value::as_str);
        let place = name.and_then(|name| plan.session_names.iter().position(|other| other == name));
        sessions.extend(place.map(SessionId::at));
    };
    for expectation in &plan.expectations {
        match &expectation.of {
            Subject::Session(session) => sessions.push(*session),
            Subject::Call(_) => named(expectation.written.get("session")),
            Subject::Reply(request) if creates.contains(request.as_str()) => named(expectation.written.get("value")),
            Subject::Agent(_) | Subject::Queue(_) | Subject::Reply(_) => {}
        }
    }
    sessions
}
