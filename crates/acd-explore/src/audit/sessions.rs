//! Sessions and agents: states, next states, wrap-ups, and what their time goes to.

use acd_core::{CallNo, Cause, Command, CountCallAt, ReasonId, Request};
use tapi_types::{AgentId, AgentState, GroupId, SessionId, SessionState, Span, Time};

use super::state::{Charge, Clock, Job, Phase, Session, Work};
use super::{Audit, Debt, Happening, Rule};
use crate::coverage::{Kind, MOVES, Place, Point};

impl Audit<'_> {
    pub(super) fn session_created(
        &mut self,
        cause: Cause,
        id: SessionId,
        agent: AgentId,
        group: GroupId,
        shift: Option<u32>,
    ) {
        if cause == Cause::Plan {
            self.happens(Happening::Shift);
        }
        let config = self.config.agents.get(agent.index());
        let membership = config.and_then(|config| config.groups.iter().find(|place| place.group == group));
        // Who was made in the run may be anywhere.
        let member = membership.is_some() || config.is_none();
        let fits = member && !self.sessions.contains_key(&id) && shift.is_some() == (cause == Cause::Plan);
        let level = membership.map_or(1, |membership| membership.level);
        let address = self.address_of_new(cause, agent);
        self.may_be_staffed(agent, group);
        self.check(Rule::SessionBegins, fits, || format!("{id:?} of {agent:?} in {group:?}"));
        let no = self.sessions.len();
        let at = self.at;
        self.sessions.insert(
            id,
            Box::new(Session {
                agent,
                group,
                address,
                level,
                no,
                created: at,
                ended: None,
                state: SessionState::NotReady,
                reason: None,
                next: None,
                ready_since: Time::ZERO,
                settled: at,
                job: Job::None,
                ring: None,
                able: false,
                ready: Span::ZERO,
                not_ready: Span::ZERO,
                ringing: Span::ZERO,
                work: Work::default(),
                reasons: std::collections::BTreeMap::new(),
                counted: 0,
                answers: 0,
                rang_out: 0,
                longest_to_answer: Span::ZERO,
                sum_to_answer: Span::ZERO,
            }),
        );
        self.agents[agent.index()].sessions.push(id);
        self.groups[group.index()].sessions.push(id);
    }

    pub(super) fn session_state(
        &mut self,
        cause: Cause,
        id: SessionId,
        (from, to): (SessionState, SessionState),
        reason: Option<ReasonId>,
    ) {
        self.settle(id);
        let Some(session) = self.sessions.get(&id) else {
            return self.check(Rule::StatesFollow, false, || format!("{id:?} does not exist"));
        };
        let (was, agent, group) = (session.state, session.agent, session.group);
        let legal = was == from && MOVES.contains(&(from, to));
        self.check(Rule::StatesFollow, legal, || format!("{id:?} goes from {from} to {to}, and it was {was}"));
        self.coverage.note(Place::moved(from, to));
        self.state_is_due(cause, id, (from, to));
        let at = self.at;
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.state = to;
        session.reason = reason;
        match to {
            SessionState::Ready => session.ready_since = at,
            SessionState::Ended => {
                session.ended = Some(at);
                session.next = None;
                let books = &mut self.agents[agent.index()];
                books.sessions.retain(|other| *other != id);
                if books.sessions.is_empty() {
                    books.activity = None;
                }
                let live = &mut self.groups[group.index()].sessions;
                live.retain(|other| *other != id);
                if live.is_empty() {
                    self.emptied.insert(group, self.seq);
                }
                if self.sessions[&id].able {
                    let able = &mut self.groups[group.index()].able;
                    *able = able.saturating_sub(1);
                    self.sessions.entry(id).and_modify(|session| session.able = false);
                }
            }
            SessionState::NotReady | SessionState::BusyOnCall | SessionState::BusyWrapUp => {}
        }
        self.refresh(agent);
    }

    /// The state is owed after a call, a wrap-up, an answer or a ring-out; or somebody asked for it.
    fn state_is_due(&mut self, cause: Cause, id: SessionId, (from, to): (SessionState, SessionState)) {
        let owed = self.owed(|debt| {
            if let Debt::State(of, state, rule) = debt { (*of == id).then_some((*state, *rule)) } else { None }
        });
        if let Some((state, rule)) = owed {
            self.pay(Debt::State(id, state, rule));
            return self.check(rule, to == state, || format!("{id:?} becomes {to} and should become {state}"));
        }
        let asked = self.asked_state(cause, id);
        let fits = match (asked, cause) {
            (Some(asked), _) => asked == to && matches!(from, SessionState::NotReady | SessionState::Ready),
            // A shift, or the state of a new session that a shift created.
            (None, Cause::Plan | Cause::Record(_)) => matches!(from, SessionState::NotReady | SessionState::Ready),
            (None, Cause::Command(_)) => false,
        };
        if cause == Cause::Plan {
            self.happens(Happening::Shift);
        }
        self.check(Rule::AsAsked, fits, || format!("{id:?} goes from {from} to {to}, and what was asked is {asked:?}"));
    }

    pub(super) fn session_next(&mut self, cause: Cause, id: SessionId, next: Option<SessionState>, pending: bool) {
        if cause == Cause::Plan {
            self.happens(Happening::Shift);
        }
        let Some(session) = self.sessions.get_mut(&id) else { return };
        let busy = matches!(session.state, SessionState::BusyOnCall | SessionState::BusyWrapUp);
        let legal =
            session.state != SessionState::Ended && next != Some(SessionState::BusyOnCall) && (busy || !pending);
        session.next = next.map(|state| (state, pending));
        let state = session.state;
        self.check(Rule::StatesFollow, legal, || format!("{id:?} in {state} has {next:?} next"));
    }

    pub(super) fn agent_state(&mut self, cause: Cause, id: AgentId, state: AgentState) {
        let owed = self.owed(|debt| {
            if let Debt::Agent(of, state, rule) = debt { (*of == id).then_some((*state, *rule)) } else { None }
        });
        let was = std::mem::replace(&mut self.agents[id.index()].own, state);
        self.coverage.add(Point::pair(Kind::Agent, was.name(), state.name()));
        if let Some((owed, rule)) = owed {
            self.pay(Debt::Agent(id, owed, rule));
            self.check(rule, owed == state && was != state, || format!("{id:?} becomes {state}, not {owed}"));
        } else {
            let asked = match (self.commanded(cause), self.requested(cause)) {
                (Some(Command::SetAgentState { agent, state, .. }), _) if *agent == id => *state,
                (_, Some(Request::SetAgentStateEx { agent, state, .. })) if *agent == id => *state,
                _ => None,
            };
            let fits = asked == Some(state) && was != state;
            self.check(Rule::AsAsked, fits, || format!("{id:?} becomes {state}, and what was asked is {asked:?}"));
        }
        self.refresh(id);
    }

    /// A call or wrap-up of an agent is over.
    pub(super) fn after_work(&mut self, id: AgentId) {
        let at = self.at;
        let agent = &mut self.agents[id.index()];
        agent.idle_from = at;
        if agent.is_done()
            && let Some(next) = agent.next.take()
            && agent.own != next
        {
            self.owe(Debt::Agent(id, next, Rule::AgentNextState));
        }
    }

    pub(super) fn wrap_up_ended(&mut self, cause: Cause, call: CallNo, id: SessionId, length: Span) {
        self.settle(id);
        let at = self.at;
        let Some(session) = self.sessions.get_mut(&id) else { return };
        let Job::WrapUp(wrap_up) = session.job else {
            return self.check(Rule::WrapUpLasts, false, || format!("{id:?} does not wrap up"));
        };
        let agent = session.agent;
        session.job = Job::None;
        let next = session.next;
        let lasted = at.since(wrap_up.since);
        let by_itself = cause == Cause::Record(wrap_up.seq);
        let asked = self.asked_state(cause, id);
        let right =
            if by_itself { lasted == wrap_up.length } else { wrap_up.length.is_zero() || lasted <= wrap_up.length };
        let sent_home = Debt::State(id, SessionState::Ended, Rule::EndsWhereGone);
        let goes = self.debts.contains(&sent_home);
        let cut = asked.is_some() || cause == Cause::Plan || goes;
        self.check(Rule::WrapUpLasts, call == wrap_up.call && length == lasted && right && (by_itself || cut), || {
            format!("{id:?} wrapped up for {lasted}, the record says {length}, its call says {}", wrap_up.length)
        });
        if self.config.policies.count_call_at == CountCallAt::WrapUpEnd {
            self.owe(Debt::Count(call, id));
        }
        self.agents[agent.index()].busy = None;
        let (state, rule) = if by_itself {
            self.happens(Happening::WrapUpEnds);
            match next {
                Some((state, true)) => {
                    self.sessions.entry(id).and_modify(|session| session.next = None);
                    (state, Rule::AfterWrapUp)
                }
                Some((_, false)) | None => (SessionState::Ready, Rule::AfterWrapUp),
            }
        } else {
            if cause == Cause::Plan {
                self.happens(Happening::Shift);
            }
            let dropped = !matches!(next, Some((_, true)));
            self.check(Rule::AfterWrapUp, dropped, || format!("{id:?} leaves its wrap-up and keeps {next:?}"));
            (asked.unwrap_or(SessionState::Ended), Rule::AsAsked)
        };
        if !goes {
            self.owe(Debt::State(id, state, rule));
        }
        self.after_work(agent);
    }

    /// Charges what runs at a session up to now.
    pub(super) fn settle(&mut self, id: SessionId) {
        let at = self.at;
        let Some(session) = self.sessions.get(&id) else { return };
        let span = at.since(session.settled);
        if span.is_zero() {
            return;
        }
        let (clock, charge) = (self.clock(session), self.charge(session));
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.settled = at;
        match clock {
            Clock::Ready => session.ready += span,
            Clock::NotReady => {
                session.not_ready += span;
                if let Some(reason) = session.reason {
                    *session.reasons.entry(reason).or_default() += span;
                }
            }
            Clock::Talk | Clock::Hold | Clock::WrapUp => session.work.add(clock, span),
            Clock::Stopped => {}
        }
        self.agents[session.agent.index()].work.add(clock, span);
        let Some(Charge { queue, handle, counted }) = charge else { return };
        if counted {
            let figures = &mut self.queues[queue.index()].figures;
            match clock {
                Clock::Talk => figures.talk += span,
                Clock::Hold => figures.hold += span,
                Clock::WrapUp => figures.wrap_up += span,
                Clock::NotReady | Clock::Ready | Clock::Stopped => {}
            }
        }
        self.work_of_call(handle, clock, span);
    }

    fn clock(&self, session: &Session) -> Clock {
        match (session.state, session.job) {
            (_, Job::Call(call)) => match self.calls.get(&call).map(|call| &call.phase) {
                Some(Phase::Connected { held: true, .. }) => Clock::Hold,
                _ => Clock::Talk,
            },
            (_, Job::WrapUp(_)) => Clock::WrapUp,
            (SessionState::NotReady, Job::None) => Clock::NotReady,
            (SessionState::Ready, Job::None) => Clock::Ready,
            (SessionState::BusyOnCall | SessionState::BusyWrapUp | SessionState::Ended, Job::None) => Clock::Stopped,
        }
    }

    fn charge(&self, session: &Session) -> Option<Charge> {
        match session.job {
            Job::None => None,
            Job::WrapUp(wrap_up) => Some(wrap_up.charge),
            Job::Call(call) => self.calls.get(&call).and_then(|call| call.charge()),
        }
    }

    /// Works out anew who of an agent's sessions may take a call.
    pub(super) fn refresh(&mut self, id: AgentId) {
        let agent = &self.agents[id.index()];
        let free = agent.own != AgentState::NotReady && agent.is_done() && agent.ringing.is_none();
        for session in &agent.sessions {
            let Some(session) = self.sessions.get_mut(session) else { continue };
            let able = free && session.state == SessionState::Ready;
            if able != session.able {
                session.able = able;
                let group = &mut self.groups[session.group.index()].able;
                *group = if able { *group + 1 } else { group.saturating_sub(1) };
            }
        }
    }
}
