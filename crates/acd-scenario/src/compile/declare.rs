//! The names that a file declares.

use acd_core::{CallOrigin, SessionOrigin};
use tapi_types::{AgentId, CallHandle, SessionId};

use super::check::quoted;
use super::names::{Kind, Table};
use super::scope::Scope;
use crate::file::{Id, Scenario, Verb};
use crate::limits;
use crate::path::{At, Path, Segment};

impl Scope {
    /// Declares clients, activities, groups, queues, agents and streams.
    pub(super) fn declare_floor(&mut self, file: &Scenario<'_>) {
        self.declare_around(file);
        let at = At::ROOT.member("groups");
        for (place, group) in self.check.elements(file.groups.as_ref(), &at, limits::GROUPS) {
            let at = at.element(place);
            if let Some(id) = self.check.need(group.id.as_ref(), &at, "id") {
                let at = at.member("id");
                self.check.name_length(id, &at);
                self.groups.declare(&mut self.check, id, &at);
            }
        }
        let at = At::ROOT.member("queues");
        for (place, queue) in self.check.elements(file.queues.as_ref(), &at, limits::QUEUES) {
            let at = at.element(place);
            if let Some(id) = self.check.need(queue.id.as_ref(), &at, "id") {
                let at = at.member("id");
                self.check.name_length(id, &at);
                self.queues.declare(&mut self.check, id, &at);
            }
        }
        self.declare_agents(file);
        let at = At::ROOT.member("arrivals");
        for (place, stream) in self.check.elements(file.arrivals.as_ref(), &at, limits::STREAMS) {
            let at = at.element(place);
            if let Some(id) = self.check.need(stream.id.as_ref(), &at, "id") {
                let at = at.member("id");
                self.check.name_length(id, &at);
                self.streams.declare(&mut self.check, id, &at);
            }
        }
    }

    fn declare_around(&mut self, file: &Scenario<'_>) {
        let at = At::ROOT.member("clients");
        for (place, client) in self.check.elements(file.clients.as_ref(), &at, limits::CLIENTS) {
            let at = at.element(place);
            if let Some(id) = self.check.need(client.id.as_ref(), &at, "id") {
                let at = at.member("id");
                self.check.name_length(id, &at);
                self.clients.declare(&mut self.check, id, &at);
            }
        }
        let at = At::ROOT.member("activities");
        for (place, activity) in self.check.elements(file.activities.as_ref(), &at, limits::ACTIVITIES) {
            let at = at.element(place);
            if let Some(id) = self.check.need(activity.id.as_ref(), &at, "id") {
                let at = at.member("id");
                self.check.name_length(id, &at);
                self.activities.declare(&mut self.check, id, &at);
            }
        }
    }

    fn declare_agents(&mut self, file: &Scenario<'_>) {
        let at = At::ROOT.member("agents");
        let most = usize::try_from(limits::AGENTS).unwrap_or(usize::MAX);
        let mut room = limits::AGENTS;
        for (place, agent) in self.check.elements(file.agents.as_ref(), &at, most) {
            let at = at.element(place);
            let id = self.check.need(agent.id.as_ref(), &at, "id");
            let count_at = at.member("count");
            let count = agent.count.and_then(|count| self.check.unsigned(count, 1, limits::AGENTS, &count_at));
            let first = self.agents.len();
            let Some(id) = id else { continue };
            let id_at = at.member("id");
            self.check.name_length(id, &id_at);
            let wanted = count.unwrap_or(1);
            if wanted > room {
                self.check.error("too_many", &count_at, format!("more than {} agents in all", limits::AGENTS));
            }
            let granted = wanted.min(room);
            room -= granted;
            if agent.count.is_none() {
                self.agents.declare(&mut self.check, id, &id_at);
            } else {
                for n in 1..=granted {
                    let name = format!("{}/{n}", &**id);
                    if self.agents.declare(&mut self.check, &name, &id_at).is_none() {
                        break;
                    }
                }
            }
            self.agent_ranges.insert(place, first..self.agents.len());
        }
    }

    /// Declares the sessions, calls, agents and requests that steps create.
    pub(crate) fn declare_steps(&mut self, file: &Scenario<'_>) {
        let mut ids = Table::new(Kind::Step, false);
        let at = At::ROOT.member("steps");
        for (place, step) in self.check.elements(file.steps.as_ref(), &at, limits::STEPS) {
            let at = at.element(place);
            if let Some(id) = step.id() {
                self.check.name_length(id, &at.member("id"));
                ids.declare(&mut self.check, id, &at.member("id"));
            }
            for verb in step.verb.iter().chain(step.more()) {
                self.declare_verb(verb, &at.member(verb.name()));
            }
        }
    }

    fn declare_verb(&mut self, verb: &Verb<'_>, at: &At<'_>) {
        match verb {
            Verb::CreateSession(create) => self.declare_session(create.session.as_ref(), at),
            Verb::Arrive(arrive) => self.declare_call(arrive.call.as_ref(), at, false),
            Verb::NonAcdCall(call) => self.declare_call(call.call.as_ref(), at, true),
            Verb::Request(request) => {
                if let Some(id) = &request.name {
                    self.check.name_length(id, &at.member("request"));
                    self.requests.declare(&mut self.check, id, &at.member("request"));
                }
                if let Some(create) = &request.create_session {
                    self.declare_session(create.session.as_ref(), &at.member("create_session"));
                }
                if let Some(create) = &request.create_agent {
                    self.declare_agent(create.agent.as_ref(), &at.member("create_agent"));
                }
            }
            Verb::CreateAgent(_)
            | Verb::ReleaseAgent(_)
            | Verb::SetAgentActivity(_)
            | Verb::AddGroup(_)
            | Verb::RemoveGroup(_)
            | Verb::AddQueue(_)
            | Verb::RemoveQueue(_)
            | Verb::AgentSpecific(_)
            | Verb::SetSessionState(_)
            | Verb::SetAgentState(_)
            | Verb::Answer(_)
            | Verb::Reject(_)
            | Verb::HangUp(_)
            | Verb::Hold(_)
            | Verb::Retrieve(_)
            | Verb::Transfer(_)
            | Verb::SetMeasurementPeriod(_)
            | Verb::CloseProxy(_)
            | Verb::OpenProxy(_) => {}
        }
    }

    fn declare_session(&mut self, id: Option<&Id<'_>>, around: &At<'_>) {
        let Some(id) = id else { return };
        let at = around.member("session");
        self.check.name_length(id, &at);
        let mut place = None;
        if self.shift_session(id).is_some_and(|found| found.is_ok()) {
            self.taken(id, "a session of a shift", &at);
        } else {
            place = self.reserved.take_session(id, &self.sessions);
            if place.is_none() {
                place = self.sessions.declare(&mut self.check, id, &at);
                self.session_origins.extend(place.map(|_| SessionOrigin::Outside));
            }
        }
        self.new_sessions.push_back(place.map(|place| SessionId::at(place as usize)));
    }

    fn declare_agent(&mut self, id: Option<&Id<'_>>, around: &At<'_>) {
        let Some(id) = id else { return };
        let at = around.member("agent");
        self.check.name_length(id, &at);
        let mut place = self.reserved.take_agent(id, &self.agents);
        if place.is_none() {
            place = self.agents.declare(&mut self.check, id, &at);
        }
        self.new_agents.push_back(place.map(|place| AgentId::at(place as usize)));
    }

    fn declare_call(&mut self, id: Option<&Id<'_>>, around: &At<'_>, non_acd: bool) {
        let Some(id) = id else { return };
        let at = around.member("call");
        self.check.name_length(id, &at);
        let mut call = None;
        if self.stream_call(id).is_some_and(|found| found.is_ok()) {
            self.taken(id, "a call of a stream", &at);
        } else {
            let mut place = self.reserved.take_call(id, &self.calls);
            if place.is_none() {
                place = self.calls.declare(&mut self.check, id, &at);
                self.call_origins.extend(place.map(|_| CallOrigin::Outside));
            }
            call = place.map(|place| CallHandle::at(place as usize));
        }
        self.non_acd_calls.extend(call.filter(|_| non_acd));
        self.new_calls.push_back(call);
    }

    fn taken(&mut self, id: &str, by: &str, at: &At<'_>) {
        self.check.error("duplicate_id", at, format!("{} is the name of {by} already", quoted(id))).found(quoted(id));
    }
}

/// True where the declaration of something of this kind may stand at a place that could not be read.
pub(super) fn may_hide(path: &Path, kind: Kind) -> bool {
    let (list, inner) = match path.0.as_slice() {
        [Segment::Member(list)] => (list, &[][..]),
        [Segment::Member(list), Segment::Element(_), inner @ ..] => (list, inner),
        _ => return false,
    };
    let list_hides = match kind {
        Kind::Group => list == "groups",
        Kind::Queue => list == "queues",
        Kind::Agent => list == "agents" || list == "steps",
        Kind::Activity => list == "activities",
        Kind::Client => list == "clients",
        Kind::Stream => list == "arrivals",
        Kind::Session | Kind::Call | Kind::Request => list == "steps",
        Kind::Step | Kind::Fault | Kind::Expectation => false,
    };
    list_hides
        && inner.iter().all(|segment| match segment {
            Segment::Member(name) => {
                matches!(
                    name.as_str(),
                    "id" | "count"
                        | "create_session"
                        | "create_agent"
                        | "arrive"
                        | "non_acd_call"
                        | "request"
                        | "session"
                        | "agent"
                        | "call"
                )
            }
            Segment::Element(_) => false,
        })
}
