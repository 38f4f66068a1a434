//! Who and what comes and goes, and what the requests by address do to it.

use acd_core::{CallNo, Cause, Command, Config, Fact, NewAgent, Request};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, GroupId, LineError, QueueId, SessionId, SessionState, line,
};

use super::state::{Agent, Group, Phase, Queue};
use super::{Audit, Debt, Rule};

pub(super) fn agents(config: &Config) -> Vec<Agent> {
    let agents = (0..).map(AgentId::at).zip(&config.agents);
    let here = |id: &AgentId| !config.absent.agents.contains(id);
    agents.map(|(id, agent)| Agent::new(here(&id), agent.id().map(str::to_owned), agent.address)).collect()
}

pub(super) fn groups(config: &Config) -> Vec<Group> {
    let ids = (0..config.groups.len()).map(GroupId::at);
    ids.map(|id| Group { here: !config.absent.groups.contains(&id), ..Group::default() }).collect()
}

pub(super) fn queues(config: &Config) -> Vec<Queue> {
    let queues = (0..).map(QueueId::at).zip(&config.queues);
    let here = |id, group| !config.absent.queues.contains(&id) && !config.absent.groups.contains(&group);
    queues.map(|(id, queue)| Queue { here: here(id, queue.group), ..Queue::default() }).collect()
}

impl Audit<'_> {
    /// What a command lets come, go or be said, if it can be done.
    pub(super) fn coming_and_going_is_due(&mut self, command: &Command) {
        let due = match *command {
            Command::CreateAgent { ref id, .. } => self.who_comes(id.as_deref()),
            Command::ReleaseAgent { agent } => self.has_agent(agent).then_some(Fact::AgentReleased { agent }),
            Command::SetAgentActivity { agent, activity } => {
                let changes = self
                    .agents
                    .get(agent.index())
                    .is_some_and(|agent| agent.here && !agent.sessions.is_empty() && agent.activity != Some(activity));
                let known = activity.index() < self.config.activities.len();
                (changes && known).then_some(Fact::AgentActivity { agent, activity })
            }
            Command::AddGroup { group } => (!self.groups[group.index()].here).then_some(Fact::GroupAdded { group }),
            Command::AddQueue { queue } => {
                let comes = !self.queues[queue.index()].here && self.groups[self.group_of(queue).index()].here;
                comes.then_some(Fact::QueueAdded { queue })
            }
            Command::RemoveQueue { queue } => self.queues[queue.index()].here.then_some(Fact::QueueRemoved { queue }),
            Command::RemoveGroup { group } if self.groups[group.index()].here => {
                for queue in self.queues_here(group) {
                    self.owe(Debt::Fact(Fact::QueueRemoved { queue }));
                }
                Some(Fact::GroupRemoved { group })
            }
            Command::AgentSpecific { extension, params } => {
                let known = (extension as usize) < self.config.extensions.len();
                known.then_some(Fact::AgentSpecific { extension, params })
            }
            Command::RemoveGroup { .. }
            | Command::CreateSession { .. }
            | Command::SetSessionState { .. }
            | Command::SetAgentState { .. }
            | Command::Arrive { .. }
            | Command::Answer { .. }
            | Command::Reject { .. }
            | Command::HangUp { .. }
            | Command::Hold { .. }
            | Command::Retrieve { .. }
            | Command::Transfer { .. }
            | Command::NonAcdCall { .. }
            | Command::SetAgentPeriod { .. }
            | Command::SetQueuePeriod { .. }
            | Command::CloseProxy
            | Command::OpenProxy => None,
        };
        if let Some(fact) = due {
            self.owe(Debt::Fact(fact));
        }
    }

    /// What comes of lineCreateAgent with an id: nothing where its agent is there already.
    fn who_comes(&self, id: Option<&str>) -> Option<Fact> {
        match id.and_then(|id| self.agents.iter().position(|agent| agent.id.as_deref() == Some(id))) {
            Some(place) if self.agents[place].here => None,
            Some(place) => Some(Fact::AgentCreated { agent: AgentId::at(place), new: false }),
            None => Some(Fact::AgentCreated { agent: AgentId::at(self.agents.len()), new: true }),
        }
    }

    fn has_agent(&self, agent: AgentId) -> bool {
        self.agents.get(agent.index()).is_some_and(|agent| agent.here)
    }

    fn queues_here(&self, group: GroupId) -> Vec<QueueId> {
        let all = (0..self.queues.len()).map(QueueId::at);
        all.filter(|queue| self.group_of(*queue) == group && self.queues[queue.index()].here).collect()
    }

    /// Something that a command wanted comes about.
    pub(super) fn is_owed(&mut self, fact: &Fact) {
        let owed = self.pay(Debt::Fact(*fact));
        self.check(Rule::ComesAndGoes, owed, || format!("{fact:?}, and nobody wanted it"));
    }

    pub(super) fn agent_created(&mut self, cause: Cause, agent: AgentId, new: bool) {
        let fact = Fact::AgentCreated { agent, new };
        let asked =
            if let Some(Request::CreateAgent(asked)) = self.requested(cause) { Some(asked.clone()) } else { None };
        let (due, id) = match (&asked, self.commanded(cause)) {
            (Some(asked), _) => {
                let NewAgent { id, .. } = &**asked;
                (self.who_comes(id.as_deref()), id.clone())
            }
            (None, Some(Command::CreateAgent { id, .. })) => (self.who_comes(id.as_deref()), id.clone()),
            (None, _) => (None, None),
        };
        if asked.is_none() {
            self.is_owed(&fact);
        }
        self.check(Rule::ComesAndGoes, due == Some(fact), || format!("{fact:?}, and {due:?} was to come"));
        while self.agents.len() <= agent.index() {
            self.agents.push(Agent::new(false, None, AddressId::default()));
        }
        let books = &mut self.agents[agent.index()];
        books.here = true;
        books.own = AgentState::Ready;
        if new {
            books.id = id;
        }
        self.refresh(agent);
    }

    pub(super) fn agent_released(&mut self, agent: AgentId) {
        self.is_owed(&Fact::AgentReleased { agent });
        let books = &mut self.agents[agent.index()];
        let was = std::mem::replace(&mut books.here, false);
        let sessions = books.sessions.clone();
        self.check(Rule::ComesAndGoes, was, || format!("{agent:?} goes and was not there"));
        self.send_home(&sessions);
    }

    /// Sessions without a call are to end now.
    fn send_home(&mut self, sessions: &[SessionId]) {
        for &id in sessions {
            if self.sessions[&id].state != SessionState::BusyOnCall {
                self.owe(Debt::State(id, SessionState::Ended, Rule::EndsWhereGone));
            }
        }
    }

    /// The session's agent or group has gone.
    pub(super) fn is_gone(&self, id: SessionId) -> bool {
        self.sessions
            .get(&id)
            .is_some_and(|session| !self.agents[session.agent.index()].here || !self.groups[session.group.index()].here)
    }

    pub(super) fn agent_activity(&mut self, cause: Cause, agent: AgentId, activity: ActivityId) {
        if self.requested(cause).is_none() {
            self.is_owed(&Fact::AgentActivity { agent, activity });
        }
        let known = activity.index() < self.config.activities.len();
        let books = &mut self.agents[agent.index()];
        let staffed = !books.sessions.is_empty();
        let other = books.activity.replace(activity) != Some(activity);
        self.check(Rule::ActivityOfStaff, known && staffed && other, || format!("{agent:?} does {activity:?}"));
    }

    pub(super) fn group_added(&mut self, group: GroupId) {
        self.is_owed(&Fact::GroupAdded { group });
        let was = std::mem::replace(&mut self.groups[group.index()].here, true);
        self.check(Rule::ComesAndGoes, !was, || format!("{group:?} comes and was there"));
    }

    pub(super) fn group_removed(&mut self, group: GroupId) {
        self.is_owed(&Fact::GroupRemoved { group });
        let left = self.queues_here(group);
        self.check(Rule::ComesAndGoes, left.is_empty(), || format!("{group:?} goes and leaves {left:?}"));
        let books = &mut self.groups[group.index()];
        books.here = false;
        let sessions = books.sessions.clone();
        self.send_home(&sessions);
    }

    pub(super) fn queue_added(&mut self, queue: QueueId) {
        self.is_owed(&Fact::QueueAdded { queue });
        let group = self.group_of(queue);
        let with_group = self.groups[group.index()].here;
        let was = std::mem::replace(&mut self.queues[queue.index()].here, true);
        self.check(Rule::ComesAndGoes, !was && with_group, || format!("{queue:?} comes to {group:?}"));
    }

    /// What waits and rings in it is to leave it.
    pub(super) fn queue_removed(&mut self, queue: QueueId) {
        self.is_owed(&Fact::QueueRemoved { queue });
        let seq = self.seq;
        let books = &mut self.queues[queue.index()];
        books.here = false;
        books.removed = Some(seq);
        let inside = |phase: &Phase| matches!(phase, Phase::Waiting | Phase::Ringing { .. });
        let calls = self.calls.iter().filter(|(_, call)| inside(&call.phase));
        let here = calls.filter(|(_, call)| call.stay.is_some_and(|stay| stay.queue == queue));
        let here: Vec<CallNo> = here.map(|(no, _)| *no).collect();
        for no in here {
            self.owe(Debt::Leave(no));
        }
    }

    /// A call leaves because its queue has gone.
    pub(super) fn is_removed(&self, cause: Cause, no: CallNo, queue: QueueId) -> bool {
        let removed = self.queues[queue.index()].removed.map(Cause::Record);
        removed == Some(cause) && self.debts.contains(&Debt::Leave(no))
    }

    /// Of the calls that a removed queue sends away, the best goes first.
    pub(super) fn leaves_removed(&mut self, no: CallNo) {
        if !self.pay(Debt::Leave(no)) {
            return;
        }
        let own = self.calls.get(&no).map(|call| call.rank);
        let better = self.owed(|debt| {
            let Debt::Leave(other) = debt else { return None };
            self.calls.get(other).map(|call| call.rank).filter(|rank| Some(*rank) < own)
        });
        self.check(Rule::RemovedQueueEmpties, better.is_none(), || format!("{no:?} leaves before a better one"));
    }

    /// A session is created: agent and group are there.
    pub(super) fn may_be_staffed(&mut self, agent: AgentId, group: GroupId) {
        while self.agents.len() <= agent.index() {
            self.agents.push(Agent::new(false, None, AddressId::default()));
        }
        let here = self.has_agent(agent) && self.groups[group.index()].here;
        self.check(Rule::AbsentTakesNothing, here, || format!("{agent:?} has a session in {group:?}"));
    }

    /// Where a session that is created now rings.
    pub(super) fn address_of_new(&self, cause: Cause, agent: AgentId) -> AddressId {
        let said = match (self.commanded(cause), self.requested(cause)) {
            (Some(Command::CreateSession { address, .. }), _) => *address,
            (_, Some(Request::CreateAgentSession(new))) => new.address,
            (_, Some(Request::SetAgentGroup { address, .. })) => Some(*address),
            _ => None,
        };
        said.or(self.agents.get(agent.index()).map(|agent| agent.home)).unwrap_or_default()
    }

    /// The state that a request by address asks a session for.
    pub(super) fn asked_by_address(&self, request: &Request, of: SessionId) -> Option<SessionState> {
        let session = self.sessions.get(&of)?;
        if let Request::SetAgentState { address, state, .. } = request {
            return settable((*state)?).filter(|_| *address == session.address);
        }
        let Request::SetAgentGroup { address, groups } = request else { return None };
        (*address == session.address && !groups.contains(&session.group)).then_some(SessionState::Ended)
    }

    /// The agent of the oldest session at an address that has not ended.
    fn agent_at(&self, address: AddressId) -> Option<AgentId> {
        let there = self.sessions.values().filter(|session| session.ended.is_none() && session.address == address);
        there.min_by_key(|session| session.no).map(|session| session.agent)
    }

    /// A request that was accepted has done what it was asked for.
    pub(super) fn has_come_or_gone(&mut self, request: &Request) {
        if let Request::CreateAgent(new) = request {
            let missing = new.id.as_deref().and_then(|id| self.who_comes(Some(id)));
            self.check(Rule::ComesAndGoes, missing.is_none(), || format!("{missing:?} did not come about"));
        } else if let Request::SetAgentActivity { address, activity } = request {
            let agent = self.agent_at(*address);
            let does = agent.and_then(|agent| self.agents[agent.index()].activity);
            self.check(Rule::ActivityOfStaff, does == Some(*activity), || format!("{agent:?} does {does:?}"));
        } else if let Request::SetAgentGroup { address, groups } = request {
            let live = || self.sessions.values().filter(|session| session.ended.is_none());
            let there = |group| live().any(|session| session.address == *address && session.group == group);
            let missing = groups.iter().copied().find(|group| !there(*group));
            self.check(Rule::AsAsked, missing.is_none(), || format!("nobody at {address:?} is in {missing:?}"));
        }
    }

    /// A refusal of the plan's own that is no shift's: a call came to a queue that is not there.
    pub(super) fn is_of_stream(&self, error: LineError) -> bool {
        if error != LineError::INVALPARAM {
            return false;
        }
        let absent = |agent: usize, group: &GroupId| !self.agents[agent].here || !self.groups[group.index()].here;
        let shifts = self.config.agents.iter().enumerate().flat_map(|(place, agent)| {
            agent.shifts.iter().map(move |shift| (place, shift)).filter(|(_, shift)| shift.from == self.at)
        });
        !shifts.clone().any(|(place, shift)| shift.groups.iter().any(|group| absent(place, group)))
    }

    /// Calls of a stream that were refused have a number and their draws all the same.
    pub(super) fn pass_over_refused(&mut self, stream: usize, n: u64) {
        while self.streamed[stream] + 1 < n && self.skipped_calls < self.refused_calls {
            self.streamed[stream] += 1;
            self.skipped_calls += 1;
            let n = self.streamed[stream];
            self.draws.call(&self.config.streams[stream], stream, n);
        }
    }
}

/// What a state of TAPI 2.0 is for a session.
fn settable(state: line::AgentState) -> Option<SessionState> {
    let own = [
        (line::AgentState::LoggedOff, SessionState::Ended),
        (line::AgentState::NotReady, SessionState::NotReady),
        (line::AgentState::Ready, SessionState::Ready),
        (line::AgentState::WorkingAfterCall, SessionState::BusyWrapUp),
    ];
    own.into_iter().find(|(legacy, _)| *legacy == state).map(|(_, own)| own)
}
