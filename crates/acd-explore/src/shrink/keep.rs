//! A plan without some of its things: what cannot be without them goes as well, and everything that stays gets its number anew.

use acd_core::{CallOrigin, Config, Rate, SessionOrigin, WhenUnstaffed};
use acd_scenario::{MessageAbout, Plan, Subject};
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId};

use super::ids::{Visitor, in_filter, in_subject, in_verb};
use super::unused::{lose_addresses, lose_reasons};

/// What stays, by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keep {
    pub(super) groups: Vec<bool>,
    pub(super) queues: Vec<bool>,
    pub(super) agents: Vec<bool>,
    pub(super) streams: Vec<bool>,
    pub(super) faults: Vec<bool>,
    pub(super) steps: Vec<bool>,
    pub(super) expectations: Vec<bool>,
    sessions: Vec<bool>,
    calls: Vec<bool>,
    /// Agents whom requests make.
    made: Vec<bool>,
}

impl Keep {
    /// Everything.
    pub(super) fn all(plan: &Plan) -> Keep {
        let config = &plan.config;
        Keep {
            groups: vec![true; config.groups.len()],
            queues: vec![true; config.queues.len()],
            agents: vec![true; config.agents.len()],
            streams: vec![true; config.streams.len()],
            faults: vec![true; config.faults.len()],
            steps: vec![true; plan.steps.len()],
            expectations: vec![true; plan.expectations.len()],
            sessions: vec![true; config.sessions.len()],
            calls: vec![true; config.calls.len()],
            made: vec![true; plan.new_agents.len()],
        }
    }

    /// The plan that is left.
    pub(super) fn apply(mut self, plan: &Plan) -> Plan {
        while self.lose_what_depends(plan) {}
        self.lose_unmentioned(plan);
        Numbers::of(&self).apply(&self, plan)
    }

    /// Takes out what cannot be without what is out already; true where there was something.
    fn lose_what_depends(&mut self, plan: &Plan) -> bool {
        let before = self.clone();
        let config = &plan.config;
        for (place, queue) in config.queues.iter().enumerate() {
            self.queues[place] &= self.groups[queue.group.index()];
        }
        for (place, stream) in config.streams.iter().enumerate() {
            self.streams[place] &= self.queues[stream.queue.index()];
        }
        for (place, agent) in config.agents.iter().enumerate() {
            let placed = agent.groups.is_empty() || agent.groups.iter().any(|place| self.groups[place.group.index()]);
            self.agents[place] &= placed;
        }
        self.lose_sessions(plan);
        self.lose_calls(plan);
        self.lose_made(plan);
        for (place, step) in plan.steps.iter().enumerate() {
            self.steps[place] &= self.has(|check| in_verb(&mut step.verb.clone(), check));
        }
        for (place, fault) in config.faults.iter().enumerate() {
            self.faults[place] &= self.has(|check| in_filter(&mut fault.rule.object.clone(), check));
        }
        for (place, expectation) in plan.expectations.iter().enumerate() {
            let asked = match &expectation.of {
                Subject::Reply(name) => self.asks(plan, name),
                Subject::Message(message) => match &message.about {
                    Some(MessageAbout::Request(name)) => self.asks(plan, name),
                    Some(
                        MessageAbout::Session(_)
                        | MessageAbout::Agent(_)
                        | MessageAbout::Queue(_)
                        | MessageAbout::Address(_)
                        | MessageAbout::Extension(_)
                        | MessageAbout::Served(_),
                    )
                    | None => true,
                },
                Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_) | Subject::Call(_) => true,
            };
            self.expectations[place] &= asked && self.has(|check| in_subject(&mut expectation.of.clone(), check));
        }
        *self != before
    }

    /// True where the request of this name stays.
    fn asks(&self, plan: &Plan, name: &str) -> bool {
        self.kept_steps(plan).filter_map(|step| step.verb.request()).any(|request| request.name == name)
    }

    fn kept_steps<'p>(&self, plan: &'p Plan) -> impl Iterator<Item = &'p acd_scenario::Step> {
        plan.steps.iter().zip(&self.steps).filter(|(_, kept)| **kept).map(|(step, _)| step)
    }

    fn lose_sessions(&mut self, plan: &Plan) {
        for (place, origin) in plan.config.sessions.iter().enumerate() {
            let id = SessionId::at(place);
            let comes = match *origin {
                SessionOrigin::Outside => self.kept_steps(plan).any(|step| step.verb.created_session() == Some(id)),
                SessionOrigin::Shift { agent, group, n } => {
                    let shifts = &plan.config.agents[agent.index()].shifts;
                    let there = shifts.iter().filter(|shift| shift.groups.contains(&group)).count();
                    self.agents[agent.index()] && self.groups[group.index()] && n as usize <= there
                }
            };
            self.sessions[place] &= comes;
        }
    }

    fn lose_calls(&mut self, plan: &Plan) {
        for (place, origin) in plan.config.calls.iter().enumerate() {
            let handle = CallHandle::at(place);
            let comes = match *origin {
                CallOrigin::Outside => self.kept_steps(plan).any(|step| step.verb.brought_call() == Some(handle)),
                CallOrigin::Stream { stream, n } => {
                    self.streams[stream] && possible_calls(&plan.config, stream).is_none_or(|calls| n <= calls)
                }
            };
            self.calls[place] &= comes;
        }
    }

    fn lose_made(&mut self, plan: &Plan) {
        for place in 0..self.made.len() {
            let agent = AgentId::at(plan.config.agents.len() + place);
            let comes = self.kept_steps(plan).any(|step| step.verb.created_agent() == Some(agent));
            self.made[place] &= comes;
        }
    }

    /// Whether an agent stays, of the floor or one whom a request makes.
    fn has_agent(&self, agent: AgentId) -> bool {
        let place = agent.index();
        match place.checked_sub(self.agents.len()) {
            None => self.agents[place],
            Some(made) => self.made.get(made).is_none_or(|kept| *kept),
        }
    }

    /// Whether everything that is shown is still there.
    fn has(&self, show: impl FnOnce(&mut Check<'_>)) -> bool {
        let mut check = Check { keep: self, whole: true };
        show(&mut check);
        check.whole
    }

    /// Names of sessions and calls that nothing mentions need not be known before.
    fn lose_unmentioned(&mut self, plan: &Plan) {
        let mut mentioned =
            Mentioned { sessions: vec![false; self.sessions.len()], calls: vec![false; self.calls.len()] };
        for step in self.kept_steps(plan) {
            in_verb(&mut step.verb.clone(), &mut mentioned);
        }
        for (fault, _) in plan.config.faults.iter().zip(&self.faults).filter(|(_, kept)| **kept) {
            in_filter(&mut fault.rule.object.clone(), &mut mentioned);
        }
        for (expectation, _) in plan.expectations.iter().zip(&self.expectations).filter(|(_, kept)| **kept) {
            in_subject(&mut expectation.of.clone(), &mut mentioned);
            // A row's members may name a session.
            let named = |name: &String| expectation.written.to_string().contains(&format!("\"{name}\""));
            for (place, name) in plan.session_names.iter().enumerate() {
                mentioned.sessions[place] |= named(name);
            }
        }
        self.sessions.iter_mut().zip(mentioned.sessions).for_each(|(kept, mentioned)| *kept &= mentioned);
        self.calls.iter_mut().zip(mentioned.calls).for_each(|(kept, mentioned)| *kept &= mentioned);
    }
}

/// How many calls a stream can make, where the plan says so.
fn possible_calls(config: &Config, stream: usize) -> Option<u64> {
    let stream = &config.streams[stream];
    match &stream.rate {
        Rate::Listed(calls) => Some(stream.count.map_or(calls.len() as u64, |count| count.min(calls.len() as u64))),
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => stream.count,
    }
}

struct Check<'k> {
    keep: &'k Keep,
    whole: bool,
}

impl Visitor for Check<'_> {
    fn agent(&mut self, id: &mut AgentId) {
        self.whole &= self.keep.has_agent(*id);
    }

    fn group(&mut self, id: &mut GroupId) {
        self.whole &= self.keep.groups[id.index()];
    }

    fn queue(&mut self, id: &mut QueueId) {
        self.whole &= self.keep.queues[id.index()];
    }

    fn session(&mut self, id: &mut SessionId) {
        self.whole &= self.keep.sessions[id.index()];
    }

    fn call(&mut self, id: &mut CallHandle) {
        self.whole &= self.keep.calls[id.index()];
    }
}

struct Mentioned {
    sessions: Vec<bool>,
    calls: Vec<bool>,
}

impl Visitor for Mentioned {
    fn agent(&mut self, _id: &mut AgentId) {}

    fn group(&mut self, _id: &mut GroupId) {}

    fn queue(&mut self, _id: &mut QueueId) {}

    fn session(&mut self, id: &mut SessionId) {
        self.sessions[id.index()] = true;
    }

    fn call(&mut self, id: &mut CallHandle) {
        self.calls[id.index()] = true;
    }
}

/// The new place of each thing that stays.
struct Numbers {
    groups: Vec<usize>,
    queues: Vec<usize>,
    agents: Vec<usize>,
    agents_left: usize,
    made: Vec<usize>,
    streams: Vec<usize>,
    sessions: Vec<usize>,
    calls: Vec<usize>,
}

impl Visitor for Numbers {
    fn agent(&mut self, id: &mut AgentId) {
        // Agents whom requests make follow those of the floor.
        let made = id.index().checked_sub(self.agents.len());
        let made = made.map(|place| self.agents_left + self.made.get(place).copied().unwrap_or(place));
        *id = AgentId::at(made.unwrap_or_else(|| self.agents[id.index()]));
    }

    fn group(&mut self, id: &mut GroupId) {
        *id = GroupId::at(self.groups[id.index()]);
    }

    fn queue(&mut self, id: &mut QueueId) {
        *id = QueueId::at(self.queues[id.index()]);
    }

    fn session(&mut self, id: &mut SessionId) {
        *id = SessionId::at(self.sessions[id.index()]);
    }

    fn call(&mut self, id: &mut CallHandle) {
        *id = CallHandle::at(self.calls[id.index()]);
    }
}

/// Places counted anew over what stays; what goes has the place of the next that stays, and nobody asks for it.
pub(super) fn places(kept: &[bool]) -> Vec<usize> {
    let mut next = 0;
    let place = |kept: &bool| {
        let place = next;
        next += usize::from(*kept);
        place
    };
    kept.iter().map(place).collect()
}

/// The elements that stay.
pub(super) fn kept<T: Clone>(all: &[T], keep: &[bool]) -> Vec<T> {
    all.iter().zip(keep).filter(|(_, kept)| **kept).map(|(element, _)| element.clone()).collect()
}

impl Numbers {
    fn of(keep: &Keep) -> Numbers {
        Numbers {
            groups: places(&keep.groups),
            queues: places(&keep.queues),
            agents: places(&keep.agents),
            agents_left: keep.agents.iter().filter(|kept| **kept).count(),
            made: places(&keep.made),
            streams: places(&keep.streams),
            sessions: places(&keep.sessions),
            calls: places(&keep.calls),
        }
    }

    fn apply(mut self, keep: &Keep, plan: &Plan) -> Plan {
        let mut left = plan.clone();
        left.steps = kept(&plan.steps, &keep.steps);
        for (index, step) in left.steps.iter_mut().enumerate() {
            step.index = index;
            in_verb(&mut step.verb, &mut self);
        }
        left.expectations = kept(&plan.expectations, &keep.expectations);
        for expectation in &mut left.expectations {
            in_subject(&mut expectation.of, &mut self);
        }
        left.new_agents = kept(&plan.new_agents, &keep.made);
        left.session_names = kept(&plan.session_names, &keep.sessions);
        left.call_names = kept(&plan.call_names, &keep.calls);
        left.config.groups = kept(&plan.config.groups, &keep.groups);
        self.floor(keep, plan, &mut left.config);
        self.names(keep, plan, &mut left.config);
        lose_addresses(&mut left);
        lose_reasons(&mut left);
        left
    }

    fn floor(&mut self, keep: &Keep, plan: &Plan, config: &mut Config) {
        config.queues = kept(&plan.config.queues, &keep.queues);
        for queue in &mut config.queues {
            self.group(&mut queue.group);
            queue.overflow_to = queue.overflow_to.filter(|to| keep.queues[to.index()]);
            match &mut queue.overflow_to {
                Some(to) => self.queue(to),
                None if queue.when_unstaffed == WhenUnstaffed::Overflow => queue.when_unstaffed = WhenUnstaffed::Wait,
                None => {}
            }
        }
        config.agents = kept(&plan.config.agents, &keep.agents);
        for agent in &mut config.agents {
            agent.groups.retain(|place| keep.groups[place.group.index()]);
            agent.groups.iter_mut().for_each(|place| self.group(&mut place.group));
            for shift in &mut agent.shifts {
                shift.groups.retain(|group| keep.groups[group.index()]);
                shift.groups.iter_mut().for_each(|group| self.group(group));
            }
            agent.shifts.retain(|shift| !shift.groups.is_empty());
        }
        config.absent.groups.retain(|group| keep.groups[group.index()]);
        config.absent.groups.iter_mut().for_each(|group| self.group(group));
        config.absent.queues.retain(|queue| keep.queues[queue.index()]);
        config.absent.queues.iter_mut().for_each(|queue| self.queue(queue));
        config.absent.agents.retain(|agent| keep.agents[agent.index()]);
        config.absent.agents.iter_mut().for_each(|agent| self.agent(agent));
        config.streams = kept(&plan.config.streams, &keep.streams);
        config.streams.iter_mut().for_each(|stream| self.queue(&mut stream.queue));
        config.faults = kept(&plan.config.faults, &keep.faults);
        config.faults.iter_mut().for_each(|fault| in_filter(&mut fault.rule.object, self));
    }

    fn names(&mut self, keep: &Keep, plan: &Plan, config: &mut Config) {
        config.sessions = kept(&plan.config.sessions, &keep.sessions);
        for origin in &mut config.sessions {
            match origin {
                SessionOrigin::Outside => {}
                SessionOrigin::Shift { agent, group, .. } => {
                    self.agent(agent);
                    self.group(group);
                }
            }
        }
        config.calls = kept(&plan.config.calls, &keep.calls);
        for origin in &mut config.calls {
            match origin {
                CallOrigin::Outside => {}
                CallOrigin::Stream { stream, .. } => *stream = self.streams[*stream],
            }
        }
    }
}

/// The plan without names of sessions and calls that nothing mentions.
pub(crate) fn tidy(plan: &Plan) -> Plan {
    Keep::all(plan).apply(plan)
}
