//! Requests: submission with faults, handling, replies, time limits.

use acd_core::{BadSessionState, Config, NewSession, Outcome, Reply, Request, RequestEnd, Stream};
use tapi_types::{Effect, GroupId, LineError, RequestId, SessionId, Span, Time};

use super::Model;
use super::agenda::What;
use crate::RequestRow;

/// One request and all that became of it.
#[derive(Debug, Clone)]
pub(super) struct Handling {
    pub(super) row: RequestRow,
    request: Request,
    effect: Option<Effect>,
    reply_after: Span,
    /// What the ACD answered when it took the request up.
    answer: Option<Outcome>,
}

/// Where requests come in.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    pub(super) closed: bool,
    handle_after: Stream,
    reply_after: Stream,
    /// For each fault: its stream, its matches, how often it has acted.
    faults: Vec<(Stream, u64, u64)>,
}

impl Desk {
    pub(super) fn new(config: &Config) -> Desk {
        let stream = |name: &str| Stream::new(config.seed, name);
        let faults = config.faults.iter().map(|fault| (stream(&format!("fault/{}", fault.name)), 0, 0));
        Desk {
            closed: false,
            handle_after: stream("provider/handle_after"),
            reply_after: stream("provider/reply_after"),
            faults: faults.collect(),
        }
    }
}

impl Model {
    /// A request reaches the provider at a moment not before the last one.
    pub fn submit(&mut self, t: Time, request: Request, limit: Option<Span>) -> RequestId {
        self.now = self.now.max(t);
        let id = RequestId::at(self.requests.len());
        let handle_after = self.desk.handle_after.sample(&self.config.handle_after);
        let reply_after = self.desk.reply_after.sample(&self.config.reply_after);
        let row = RequestRow { id, submitted: self.now, handled: None, finished: None, end: None };
        let served = !self.config.not_served.contains(&request.function());
        self.requests.push(Handling { row, request, effect: None, reply_after, answer: None });
        if self.desk.closed || !served {
            self.finish(id, Err(LineError::OPERATIONUNAVAIL));
            return id;
        }
        let request = self.handling(id).request.clone();
        let effect = self.fault(&request);
        self.handling(id).effect = effect;
        if let Some(Effect::FailAtSubmit(error)) = effect {
            self.finish(id, Err(error));
            return id;
        }
        self.agenda.add(self.now + handle_after, What::Handle { request: id });
        if let Some(limit) = limit {
            self.agenda.add(self.now + limit, What::Deadline { request: id });
        }
        id
    }

    /// Every fault counts its matches; of those that fire the first acts.
    fn fault(&mut self, request: &Request) -> Option<Effect> {
        let mut acting = None;
        for (place, (fault, (stream, matches, acted))) in
            self.config.faults.iter().zip(&mut self.desk.faults).enumerate()
        {
            if !fault.rule.matches(request.function(), request.object(), self.now) {
                continue;
            }
            *matches += 1;
            if fault.rule.fires(*matches, *acted, || stream.unit() * 100.0) && acting.is_none() {
                acting = Some(place);
            }
        }
        let place = acting?;
        self.desk.faults[place].2 += 1;
        Some(self.config.faults[place].rule.effect)
    }

    /// The ACD takes a request up.
    pub(super) fn handle(&mut self, id: RequestId) {
        let now = self.now;
        let one = self.handling(id);
        one.row.handled = Some(now);
        if one.effect == Some(Effect::CloseProxy) {
            self.close_proxy();
            return;
        }
        let (request, effect, reply_after) = (one.request.clone(), one.effect, one.reply_after);
        let answer = match effect {
            Some(Effect::Fail(error)) => Err(error),
            Some(Effect::StructureTooSmall) if is_getter(&request) => Err(LineError::STRUCTURETOOSMALL),
            Some(Effect::Stale) if is_getter(&request) => self.stale(&request).unwrap_or_else(|| self.act(&request)),
            Some(
                Effect::Stale
                | Effect::StructureTooSmall
                | Effect::DropReply
                | Effect::DelayReply(_)
                | Effect::DuplicateReply(_)
                | Effect::FailAtSubmit(_)
                | Effect::CloseProxy,
            )
            | None => self.act(&request),
        };
        self.handling(id).answer = Some(answer);
        let usual = now + reply_after;
        let reply = What::Reply { request: id };
        match effect {
            Some(Effect::DropReply | Effect::CloseProxy) => {}
            Some(Effect::DelayReply(by)) => self.agenda.add(usual + by, reply),
            Some(Effect::DuplicateReply(after)) => {
                self.agenda.add(usual, reply);
                self.agenda.add(usual + after, reply);
            }
            Some(Effect::Fail(_) | Effect::FailAtSubmit(_) | Effect::Stale | Effect::StructureTooSmall) | None => {
                self.agenda.add(usual, reply);
            }
        }
    }

    /// The record last taken for the same kind and object by a request that was neither stale nor failed.
    fn stale(&self, request: &Request) -> Option<Outcome> {
        self.requests
            .iter()
            .filter(|one| one.request == *request && one.effect != Some(Effect::Stale))
            .filter_map(|one| one.answer.clone().filter(Result::is_ok).zip(one.row.handled))
            .max_by_key(|(_, handled)| *handled)
            .map(|(answer, _)| answer)
    }

    fn act(&mut self, request: &Request) -> Outcome {
        match request {
            Request::GetAgentSessionInfo(session) => {
                let place = self.find_session(*session).ok_or(LineError::INVALPARAM)?;
                Ok(Reply::AgentSessionInfo(self.session_row(place).info))
            }
            Request::GetAgentInfo(agent) if self.is_here(*agent) => Ok(Reply::AgentInfo(self.agent_row(*agent).period)),
            Request::GetQueueInfo(queue) if self.has_queue(*queue) => {
                Ok(Reply::QueueInfo(self.queue_row(*queue).period))
            }
            Request::SetAgentSessionState { session, state, next } => {
                if self.find_session(*session).is_none() {
                    return Err(LineError::INVALPARAM);
                }
                match (self.set_session_state(*session, *state, *next, None), self.config.policies.bad_session_state) {
                    (Ok(()), _) => Ok(Reply::Done),
                    (Err(_), BadSessionState::InvalAgentState) => Err(LineError::INVALAGENTSTATE),
                    (Err(_), BadSessionState::InvalAgentSessionState) => Err(LineError::INVALAGENTSESSIONSTATE),
                }
            }
            Request::SetAgentStateEx { agent, state, next } => {
                self.set_agent_state(*agent, *state, *next).map(|()| Reply::Done)
            }
            Request::SetAgentMeasurementPeriod { agent, period_s } => {
                self.set_agent_period(*agent, *period_s).map(|()| Reply::Done)
            }
            Request::SetQueueMeasurementPeriod { queue, period_s } => {
                self.set_queue_period(*queue, *period_s).map(|()| Reply::Done)
            }
            Request::CreateAgentSession(new) => self.create_by_request(new).map(Reply::Session),
            Request::CreateAgent(new) => self.log_in(new).map(Reply::Agent),
            Request::GetAgentSessionList(agent) if self.is_here(*agent) => {
                let own = self.sessions.iter().filter(|session| session.agent == *agent);
                Ok(Reply::Sessions(own.map(|session| session.id).collect()))
            }
            Request::GetQueueList(group) if self.has_group(*group) => Ok(Reply::Queues(self.queues_of(*group))),
            Request::GetAgentInfo(_)
            | Request::GetQueueInfo(_)
            | Request::GetAgentSessionList(_)
            | Request::GetQueueList(_) => Err(LineError::INVALPARAM),
            Request::GetGroupList => {
                let all = (0..self.config.groups.len()).map(GroupId::at);
                Ok(Reply::Groups(all.filter(|group| self.has_group(*group)).collect()))
            }
            Request::GetAgentCaps { .. }
            | Request::GetAgentStatus(_)
            | Request::SetAgentGroup { .. }
            | Request::SetAgentState { .. }
            | Request::SetAgentActivity { .. }
            | Request::GetAgentActivityList(_)
            | Request::GetAgentGroupList(_)
            | Request::AgentSpecific { .. } => self.act_by_address(request),
        }
    }

    /// Everything must be there and the id free; then the PIN is looked at, where one is given.
    fn create_by_request(&mut self, new: &NewSession) -> Result<SessionId, LineError> {
        if let Some(pin) = &new.pin {
            self.clone().create_session(new.id, new.agent, new.group, new.address)?;
            self.check_pin(new.agent, Some(pin))?;
        }
        self.create_session(new.id, new.agent, new.group, new.address)
    }

    /// A reply reaches the client, or comes too late.
    pub(super) fn reply(&mut self, id: RequestId) {
        if let Some(answer) = self.handling(id).answer.clone() {
            self.finish(id, answer);
        }
    }

    pub(super) fn finish(&mut self, id: RequestId, outcome: Outcome) {
        self.end_request(id, RequestEnd::Replied(outcome));
    }

    pub(super) fn time_out(&mut self, id: RequestId) {
        self.end_request(id, RequestEnd::TimedOut);
    }

    /// Each request ends once; what comes later is late.
    fn end_request(&mut self, id: RequestId, end: RequestEnd) {
        let now = self.now;
        let row = &mut self.handling(id).row;
        if row.finished.is_none() {
            row.finished = Some(now);
            row.end = Some(end);
        }
        self.agenda.cancel(|what| what == What::Deadline { request: id });
    }

    /// All requests, in order of submission.
    pub fn requests(&self) -> Vec<RequestRow> {
        self.requests.iter().map(|one| one.row.clone()).collect()
    }
}

fn is_getter(request: &Request) -> bool {
    matches!(request, Request::GetAgentSessionInfo(_) | Request::GetAgentInfo(_) | Request::GetQueueInfo(_))
}
