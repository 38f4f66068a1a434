//! Requests: submitted, handled, replied, with faults and limits in between.

use acd_core::{Action, Cause, Command, Request};
use tapi_types::{AgentState, Effect, LineError, RequestId, Span, Time};

use super::state::Asked;
use super::{Audit, Debt, Happening, NearMiss, Rule};
use crate::coverage::{self, Kind, Point};

impl Audit<'_> {
    pub(super) fn request_submitted(&mut self, id: RequestId) {
        let (at, seq) = (self.at, self.seq);
        let asked = match self.command.as_ref().map(|command| &command.action) {
            Some(Action::Submit { request, limit }) => Some((request.clone(), *limit)),
            Some(Action::Apply(_) | Action::Forget(_)) | None => None,
        };
        let fresh = !self.requests.contains_key(&id) && self.pay(Debt::Submission);
        self.check(Rule::RequestGoesOn, fresh && asked.is_some(), || format!("{id:?} is submitted"));
        let Some((request, limit)) = asked else { return };
        self.coverage.add(Point::new(Kind::Function, request.function().name()));
        self.submissions.insert(seq, id);
        let (handle_after, reply_after) = self.draws.latencies(self.config);
        let asked = Asked {
            request: request.clone(),
            limit,
            submitted: at,
            handle_after,
            reply_after,
            effect: None,
            handled: None,
            error: None,
            handled_seq: 0,
            replied: None,
            repeated: false,
            done: false,
            cut: false,
        };
        self.requests.insert(id, asked);
        let unserved = self.config.not_served.contains(&request.function());
        if unserved || self.proxy_closed {
            self.owe(Debt::Reply(id));
        } else {
            self.fault_is_due(id, &request);
        }
    }

    /// Each rule counts its own matches; the first of those that fire acts.
    fn fault_is_due(&mut self, id: RequestId, request: &Request) {
        let rules = self.config.faults.iter().map(|fault| &fault.rule);
        let draws = &mut self.draws;
        let chance = |fault| draws.chance(fault);
        if let Some((fault, _)) = self.faults.act(rules, request.function(), request.object(), self.at, chance) {
            self.owe(Debt::Fault(fault, id));
        }
    }

    pub(super) fn fault_fired(&mut self, fault: usize, id: RequestId) {
        let closed = self.proxy_closed;
        let Some(config) = self.config.faults.get(fault) else { return };
        let Some(asked) = self.requests.get_mut(&id) else { return };
        let first = asked.effect.replace(config.rule.effect).is_none();
        let due = self.pay(Debt::Fault(fault, id));
        if let Effect::FailAtSubmit(_) = config.rule.effect {
            self.owe(Debt::Failure(id));
        }
        self.coverage.add(Point::new(Kind::Effect, coverage::effect(config.rule.effect)));
        self.check(Rule::FaultActs, due && first && !closed, || format!("{} fires on {id:?}", config.name));
    }

    pub(super) fn request_handled(&mut self, id: RequestId, error: Option<LineError>) {
        let (at, seq) = (self.at, self.seq);
        self.happens(Happening::Handle);
        let Some(asked) = self.requests.get_mut(&id) else {
            return self.check(Rule::RequestGoesOn, false, || format!("{id:?} is handled and was not submitted"));
        };
        let (due, effect, cut) = (asked.submitted + asked.handle_after, asked.effect, asked.cut);
        let first = asked.handled.replace(at).is_none();
        asked.handled_seq = seq;
        asked.error = error;
        let request = asked.request.clone();
        let getter = asked.request.is_statistics();
        let as_said = match effect {
            Some(Effect::Fail(wanted)) => error == Some(wanted),
            Some(Effect::StructureTooSmall) if getter => error == Some(LineError::STRUCTURETOOSMALL),
            Some(Effect::FailAtSubmit(_)) => false,
            Some(Effect::CloseProxy) => error.is_none(),
            Some(
                Effect::DropReply
                | Effect::DelayReply(_)
                | Effect::DuplicateReply(_)
                | Effect::Stale
                | Effect::StructureTooSmall,
            )
            | None => true,
        };
        self.check(Rule::RequestGoesOn, first && !cut, || format!("{id:?} is handled"));
        self.check(Rule::FaultActs, as_said, || format!("{id:?} is handled with {error:?} under {effect:?}"));
        match effect {
            Some(Effect::DropReply) => self.owe(Debt::Loss(id)),
            Some(Effect::Fail(_) | Effect::CloseProxy) => {}
            Some(_) | None if error.is_none() => self.has_acted(&request),
            Some(_) | None => {}
        }
        self.check(Rule::ReplyInTime, at == due, || format!("{id:?} is handled, and that is due at {due}"));
    }

    pub(super) fn request_replied(&mut self, id: RequestId, error: Option<LineError>) {
        let at = self.at;
        if let Some(error) = error {
            self.coverage.add(Point::new(Kind::Reply, error.name()));
        }
        let Some(asked) = self.requests.get_mut(&id) else {
            return self.check(Rule::RequestGoesOn, false, || format!("{id:?} is replied to and was not submitted"));
        };
        let again = std::mem::replace(&mut asked.done, true) || asked.replied.is_some();
        let asked = asked.clone();
        self.check(Rule::RequestGoesOn, !again, || format!("{id:?} is replied to again"));
        let ends = asked.limit.map(|limit| asked.submitted + limit);
        self.check(Rule::LimitHolds, ends.is_none_or(|ends| at <= ends), || {
            format!("the limit of {id:?} was {ends:?}")
        });
        self.pay(Debt::Failure(id));
        if self.pay(Debt::Reply(id)) {
            self.requests.entry(id).and_modify(|asked| asked.cut = true);
            let wanted = if asked.cut { LineError::OPERATIONFAILED } else { LineError::OPERATIONUNAVAIL };
            if !asked.cut && !self.proxy_closed {
                self.check(Rule::NotServed, error == Some(wanted), || format!("{id:?} ends with {error:?}"));
            }
            return self.check(Rule::ProxyIsClosed, error == Some(wanted), || format!("{id:?} ends with {error:?}"));
        }
        if let Some(Effect::FailAtSubmit(wanted)) = asked.effect {
            let right = error == Some(wanted) && asked.handled.is_none() && at == asked.submitted;
            return self.check(Rule::FaultActs, right, || format!("{id:?} fails at submission with {error:?}"));
        }
        self.happens(Happening::Reply);
        if ends == Some(at) {
            self.nearly(NearMiss::ReplyBeforeDeadline);
        }
        self.check(Rule::RequestGoesOn, asked.handled.is_some() && error == asked.error, || {
            format!("{id:?} is replied to with {error:?}, it was handled at {:?} with {:?}", asked.handled, asked.error)
        });
        self.first_reply(id, &asked);
    }

    /// A reply goes out, to the client or to nobody.
    fn first_reply(&mut self, id: RequestId, asked: &Asked) {
        let at = self.at;
        if let Some(asked) = self.requests.get_mut(&id) {
            asked.replied = Some(at);
        }
        let lost = asked.effect == Some(Effect::DropReply);
        self.check(Rule::FaultActs, !lost, || format!("the reply to {id:?} was to be lost"));
        let delay = match asked.effect {
            Some(Effect::DelayReply(by)) => by,
            Some(
                Effect::DropReply
                | Effect::DuplicateReply(_)
                | Effect::Fail(_)
                | Effect::FailAtSubmit(_)
                | Effect::Stale
                | Effect::StructureTooSmall
                | Effect::CloseProxy,
            )
            | None => Span::ZERO,
        };
        if let Some(handled) = asked.handled {
            let due = handled + asked.reply_after + delay;
            self.check(Rule::ReplyInTime, at == due, || format!("the reply to {id:?} is due at {due}"));
        }
    }

    pub(super) fn request_timed_out(&mut self, id: RequestId) {
        let at = self.at;
        self.happens(Happening::Deadline);
        let Some(asked) = self.requests.get_mut(&id) else { return };
        let again = std::mem::replace(&mut asked.done, true);
        let ends = asked.limit.map(|limit| asked.submitted + limit);
        self.check(Rule::RequestGoesOn, !again, || format!("{id:?} is out of time and was over"));
        self.check(Rule::LimitHolds, ends == Some(at), || format!("{id:?} is out of time, its limit ends at {ends:?}"));
    }

    pub(super) fn request_dropped(&mut self, id: RequestId) {
        let Some(asked) = self.requests.get_mut(&id) else { return };
        let again = std::mem::replace(&mut asked.done, true);
        self.check(Rule::RequestGoesOn, !again, || format!("{id:?} is dropped and was over"));
    }

    /// Late, or the second one.
    pub(super) fn reply_late(&mut self, id: RequestId) {
        let at = self.at;
        self.happens(Happening::Reply);
        let Some(asked) = self.requests.get(&id).cloned() else { return };
        if let Some(first) = asked.replied {
            let due = match asked.effect {
                Some(Effect::DuplicateReply(after)) => Some(first + after),
                _ => None,
            };
            let right = !asked.repeated && due == Some(at);
            self.requests.entry(id).and_modify(|asked| asked.repeated = true);
            return self.check(Rule::FaultActs, right, || format!("the second reply to {id:?} is due at {due:?}"));
        }
        self.check(Rule::RequestGoesOn, asked.done && asked.handled.is_some() && !asked.cut, || {
            format!("a reply to {id:?} reaches nobody")
        });
        self.first_reply(id, &asked);
    }

    pub(super) fn reply_lost(&mut self, id: RequestId) {
        let at = self.at;
        let right = self.requests.get(&id).is_some_and(|asked| {
            asked.effect == Some(Effect::DropReply) && asked.handled == Some(at) && asked.replied.is_none()
        });
        let right = self.pay(Debt::Loss(id)) && right;
        self.check(Rule::FaultActs, right, || format!("the reply to {id:?} is lost"));
    }

    /// What waits for a reply fails at once; what was not handled never is.
    pub(super) fn proxy_closed(&mut self, cause: Cause) {
        let told = matches!(self.commanded(cause), Some(Command::CloseProxy));
        let by_fault = self
            .requests
            .values()
            .any(|asked| asked.effect == Some(Effect::CloseProxy) && cause == Cause::Record(asked.handled_seq));
        self.check(Rule::ProxyIsClosed, told || by_fault, || format!("the proxy closes because of {cause:?}"));
        self.proxy_closed = true;
        let at = self.at;
        let open: Vec<RequestId> = self.requests.iter().filter(|(_, asked)| !asked.cut).map(|(id, _)| *id).collect();
        for id in open {
            let Some(asked) = self.requests.get_mut(&id) else { continue };
            let next = Audit::next_moment(asked);
            asked.cut = true;
            if !asked.done {
                self.owe(Debt::Reply(id));
            }
            self.check(Rule::ReplyInTime, next.is_none_or(|next| next >= at), || {
                format!("{id:?} should have gone on at {next:?}")
            });
        }
    }

    /// A setter that was accepted has done what it was asked for.
    fn has_acted(&mut self, request: &Request) {
        self.has_come_or_gone(request);
        match *request {
            Request::SetAgentStateEx { agent, state: Some(state), .. } => {
                let own = self.agents.get(agent.index()).map_or(AgentState::Unknown, |agent| agent.own);
                self.check(Rule::AsAsked, own == state, || format!("{agent:?} is {own} and was to be {state}"));
            }
            Request::SetAgentSessionState { session: id, state: Some(state), .. } => {
                let Some(session) = self.sessions.get(&id) else { return };
                let (is, next) = (session.state, session.next.map(|(next, _)| next));
                let right = is == state || next == Some(state);
                self.check(Rule::AsAsked, right, || format!("{id:?} is {is}, next {next:?}, and was to be {state}"));
            }
            Request::GetAgentSessionInfo(_)
            | Request::GetAgentInfo(_)
            | Request::GetQueueInfo(_)
            | Request::SetAgentStateEx { .. }
            | Request::SetAgentSessionState { .. }
            | Request::SetAgentMeasurementPeriod { .. }
            | Request::SetQueueMeasurementPeriod { .. }
            | Request::CreateAgentSession(_)
            | Request::CreateAgent(_)
            | Request::GetAgentSessionList(_)
            | Request::GetQueueList(_)
            | Request::GetGroupList
            | Request::GetAgentCaps { .. }
            | Request::GetAgentStatus(_)
            | Request::SetAgentGroup { .. }
            | Request::SetAgentState { .. }
            | Request::SetAgentActivity { .. }
            | Request::GetAgentActivityList(_)
            | Request::GetAgentGroupList(_)
            | Request::AgentSpecific { .. } => {}
        }
    }

    /// When the limit of an open request ends.
    pub(super) fn limit_ends(asked: &Asked) -> Option<Time> {
        let limit = asked.limit.filter(|_| !asked.done)?;
        Some(asked.submitted + limit)
    }

    /// When an open request is to be handled, or replied to, as far as the latencies say.
    pub(super) fn next_moment(asked: &Asked) -> Option<Time> {
        if asked.cut {
            return None;
        }
        if let Some(first) = asked.replied {
            let second =
                if let Some(Effect::DuplicateReply(after)) = asked.effect { Some(first + after) } else { None };
            return second.filter(|_| !asked.repeated);
        }
        match (asked.effect, asked.handled) {
            (Some(Effect::FailAtSubmit(_)), _) | (Some(Effect::DropReply), Some(_)) => None,
            (_, None) => Some(asked.submitted + asked.handle_after),
            (Some(Effect::DelayReply(by)), Some(handled)) => Some(handled + asked.reply_after + by),
            (_, Some(handled)) => Some(handled + asked.reply_after),
        }
    }
}
