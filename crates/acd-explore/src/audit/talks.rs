//! Calls with a session: hold, release, transfer, counting; and calls that are not the ACD's.

use acd_core::{CallNo, Cause, Command, CountCallAt, Direction, Disposition, EndDuringCall, Fact, Party, TransferTo};
use tapi_types::{AgentId, CallHandle, SessionId, SessionState, Span};

use super::state::{Call, CallFigures, Job, Phase, WrapUp};
use super::{Audit, Debt, Happening, Rule};

/// How a talk ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TalkEnd {
    ByItself,
    HungUp,
    Transferred,
    /// The session ends, and the call with it.
    WithSession,
}

impl Audit<'_> {
    pub(super) fn call_held(&mut self, no: CallNo, hold: bool) {
        let (at, seq) = (self.at, self.seq);
        let session = match self.calls.get(&no).map(|call| &call.phase) {
            Some(Phase::Connected { session, .. }) => Some(*session),
            _ => None,
        };
        if let Some(session) = session {
            self.settle(session);
        }
        let mut turns = false;
        if let Some(Phase::Connected { held, talked, since, seq: from, .. }) =
            self.calls.get_mut(&no).map(|call| &mut call.phase)
        {
            turns = *held != hold;
            if hold {
                *talked += at.since(*since);
            } else {
                *from = seq;
            }
            *held = hold;
            *since = at;
        }
        let turns = self.pay(Debt::Turn(no, hold)) && turns;
        self.check(Rule::HoldAndRetrieve, turns, || format!("{no:?} is held: {hold}"));
    }

    /// Somebody wants a call on hold, or off it, and it can be done.
    pub(super) fn turn_is_due(&mut self, handle: CallHandle, hold: bool) {
        let Some(no) = self.named.get(&handle).copied() else { return };
        if let Some(Phase::Connected { held, .. }) = self.calls.get(&no).map(|call| &call.phase)
            && *held != hold
        {
            self.owe(Debt::Turn(no, hold));
        }
    }

    pub(super) fn call_released(&mut self, cause: Cause, no: CallNo, id: SessionId, by: Option<Party>) {
        self.settle(id);
        let (at, seq) = (self.at, self.seq);
        let Some(call) = self.calls.get(&no) else {
            return self.check(Rule::CallGoesOn, false, || format!("{no:?} is released and not under way"));
        };
        let Phase::Connected { session, seq: from, held, talked, since } = call.phase else {
            return self.check(Rule::CallGoesOn, false, || format!("{no:?} is released and does not talk"));
        };
        let talk = if held { talked } else { talked + at.since(since) };
        let (wanted, wrap_up, charge) = (call.talk, call.wrap_up, call.charge());
        let end = self.talk_end(cause, call, from, by);
        let right = match end {
            Some(TalkEnd::ByItself) => Some(talk) == wanted && !held,
            Some(TalkEnd::HungUp | TalkEnd::Transferred | TalkEnd::WithSession) => {
                wanted.is_none_or(|wanted| talk <= wanted)
            }
            None => false,
        };
        self.check(Rule::TalkLasts, right && session == id, || {
            format!("{id:?} talked on {no:?} for {talk}, its call says {wanted:?}; it ended {end:?}")
        });
        if end == Some(TalkEnd::ByItself) {
            self.happens(Happening::TalkEnds);
        }
        self.count_at(CountCallAt::Release, no, id);
        if let Some(call) = self.calls.get_mut(&no) {
            call.phase = Phase::Sent;
        }
        let state = if end == Some(TalkEnd::WithSession) { SessionState::Ended } else { self.after_call(id, wrap_up) };
        let Some(session) = self.sessions.get_mut(&id) else { return };
        let agent = session.agent;
        if state == SessionState::BusyWrapUp
            && let Some(charge) = charge
        {
            session.job = Job::WrapUp(WrapUp { call: no, charge, since: at, length: wrap_up, seq });
            self.agents[agent.index()].idle_from = at;
        } else {
            session.job = Job::None;
            self.agents[agent.index()].busy = None;
            self.count_at(CountCallAt::WrapUpEnd, no, id);
            self.after_work(agent);
        }
        self.owe(Debt::State(id, state, Rule::AfterCall));
    }

    fn talk_end(&self, cause: Cause, call: &Call, began: u64, by: Option<Party>) -> Option<TalkEnd> {
        if cause == Cause::Record(began) && by.is_none() {
            return Some(TalkEnd::ByItself);
        }
        let handle = call.handle;
        match self.commanded(cause) {
            Some(Command::HangUp { call, by: who }) if Some(*call) == handle && by == Some(*who) => {
                return Some(TalkEnd::HungUp);
            }
            Some(Command::Transfer { call, .. }) if Some(*call) == handle && by.is_none() => {
                return Some(TalkEnd::Transferred);
            }
            _ => {}
        }
        let Phase::Connected { session, .. } = call.phase else { return None };
        let ends = self.asked_state(cause, session) == Some(SessionState::Ended)
            && self.config.policies.end_during_call == EndDuringCall::Release;
        (ends && by.is_none()).then_some(TalkEnd::WithSession)
    }

    /// The state that should follow a call; empties the slot where what stands in it takes effect.
    fn after_call(&mut self, id: SessionId, wrap_up: Span) -> SessionState {
        if self.is_gone(id) {
            return SessionState::Ended;
        }
        let Some(session) = self.sessions.get_mut(&id) else { return SessionState::Ready };
        match session.next {
            Some((state, pending)) if !pending || state == SessionState::BusyWrapUp || wrap_up.is_zero() => {
                session.next = None;
                state
            }
            None if wrap_up.is_zero() => SessionState::Ready,
            Some(_) | None => SessionState::BusyWrapUp,
        }
    }

    fn count_at(&mut self, moment: CountCallAt, no: CallNo, id: SessionId) {
        if self.config.policies.count_call_at == moment {
            self.owe(Debt::Count(no, id));
        }
    }

    pub(super) fn call_counted(&mut self, no: CallNo, id: SessionId) {
        let due = self.pay(Debt::Count(no, id));
        self.check(Rule::CallCounts, due, || format!("{no:?} counts for {id:?}, and should not now"));
        if let Some(session) = self.sessions.get_mut(&id) {
            session.counted += 1;
            self.agents[session.agent.index()].counted += 1;
        }
    }

    pub(super) fn call_transferred(&mut self, cause: Cause, fact: &Fact) {
        let Fact::CallTransferred { call: no, queue, session, talk, wrap_up, patience } = *fact else { return };
        let asked = match self.commanded(cause) {
            Some(Command::Transfer { to, talk, wrap_up, patience, .. }) => Some((*to, *talk, *wrap_up, *patience)),
            // The release before it is the cause.
            _ => match self.command.as_ref().map(|command| &command.action) {
                Some(acd_core::Action::Apply(Command::Transfer { to, talk, wrap_up, patience, .. })) => {
                    Some((*to, *talk, *wrap_up, *patience))
                }
                _ => None,
            },
        };
        let rank = self.calls.get(&no).map(|call| call.rank.priority.0);
        let rank = rank.map(|priority| self.rank(priority));
        let Some((call, rank)) = self.calls.get_mut(&no).zip(rank) else { return };
        let right = asked.is_some_and(|(to, asked_talk, asked_wrap_up, asked_patience)| {
            let there = match to {
                TransferTo::Queue(to) => queue == to && session.is_none(),
                TransferTo::Session(to) => call.queue == Some(queue) && session == Some(to),
            };
            there
                && talk == asked_talk.or(call.own.0)
                && wrap_up == asked_wrap_up.unwrap_or(call.own.1)
                && patience == asked_patience
        });
        let released = call.phase == Phase::Sent && call.answered;
        call.sent_to = Some(queue);
        call.sent_from = call.queue.filter(|from| *from != queue);
        call.target = session;
        call.tested = true;
        (call.talk, call.wrap_up, call.patience) = (talk, wrap_up, patience);
        call.gives_up = None;
        call.rank = rank;
        self.check(Rule::TransferStartsAnew, right && released, || {
            format!("{fact:?}, and what was asked is {asked:?}")
        });
    }

    pub(super) fn other_call_started(&mut self, fact: &Fact) {
        let Fact::OtherCallStarted { call, handle, agent: id, direction, talk } = *fact else { return };
        let (at, seq) = (self.at, self.seq);
        let rank = self.rank(0);
        let here = self.agents[id.index()].here;
        self.check(Rule::AbsentTakesNothing, here, || format!("{id:?} begins {call:?} and is not there"));
        let agent = &mut self.agents[id.index()];
        let on_call = agent.busy.is_some_and(|id| matches!(self.sessions[&id].job, Job::Call(_)));
        let free = !on_call && agent.ringing.is_none() && agent.other.is_none();
        agent.other = Some(call);
        match direction {
            Direction::Incoming => agent.incoming += 1,
            Direction::Outgoing => agent.outgoing += 1,
        }
        self.calls.insert(
            call,
            Box::new(Call {
                handle,
                arrived: at,
                rank,
                phase: Phase::Other { agent: id, since: at, seq },
                sent_to: None,
                sent_from: None,
                tested: false,
                target: None,
                queue: None,
                stay: None,
                counted: false,
                own: (talk, Span::ZERO),
                talk,
                wrap_up: Span::ZERO,
                patience: None,
                gives_up: None,
                rang_out_at: std::collections::BTreeMap::new(),
                answered: false,
                row: CallFigures::default(),
            }),
        );
        self.check(Rule::OtherCalls, free, || format!("{id:?} begins {call:?} and is not free"));
        self.refresh(id);
    }

    pub(super) fn other_call_ended(&mut self, cause: Cause, no: CallNo, id: AgentId, by: Option<Party>) {
        let at = self.at;
        let Some(call) = self.calls.get_mut(&no) else { return };
        let was = std::mem::replace(&mut call.phase, Phase::Over(Disposition::Answered));
        let Phase::Other { agent, since, seq } = was else {
            return self.check(Rule::OtherCalls, false, || format!("{no:?} ends, and it was {was:?}"));
        };
        let (talk, handle) = (call.talk, call.handle);
        let talked = at.since(since);
        let by_itself = cause == Cause::Record(seq) && by.is_none();
        let right = if by_itself {
            Some(talked) == talk
        } else {
            let told = matches!(self.commanded(cause), Some(Command::HangUp { call, by: who })
                if Some(*call) == handle && by == Some(*who));
            told && talk.is_none_or(|talk| talked <= talk)
        };
        self.check(Rule::OtherCalls, right && agent == id, || format!("{no:?} lasted {talked}, not {talk:?}"));
        if by_itself {
            self.happens(Happening::TalkEnds);
        }
        self.agents[id.index()].other = None;
        self.after_work(id);
        self.refresh(id);
    }
}
