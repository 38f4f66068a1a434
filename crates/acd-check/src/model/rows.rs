//! The figures, worked out from what happened.

use std::collections::BTreeSet;

use acd_core::{AgentRow, CallRateFactor, CallRow, Direction, QueueFigures, QueueRow, ReasonId, SessionRow};
use tapi_types::{AgentId, AgentInfo, AgentSessionInfo, Currency, QueueId, QueueInfo, SessionState, Span, Time};

use super::Model;
use super::history::{Mark, Period, Phase, Session, Stage, Stay, StayEnd, overlap};

fn is_talk(phase: &Phase) -> bool {
    phase.state == SessionState::BusyOnCall && !phase.hold
}

fn is_hold(phase: &Phase) -> bool {
    phase.state == SessionState::BusyOnCall && phase.hold
}

fn is_wrap_up(phase: &Phase) -> bool {
    phase.state == SessionState::BusyWrapUp
}

fn is_call(phase: &Phase) -> bool {
    is_talk(phase) || is_hold(phase) || is_wrap_up(phase)
}

/// Calls an hour in ten-thousandths, rounded down.
fn calls_per_hour(calls: u64, of: Span) -> Currency {
    const US_PER_HOUR: u128 = 3_600_000_000;
    let e4 = (u128::from(calls) * US_PER_HOUR * 10_000).checked_div(u128::from(of.as_micros()));
    Currency(i64::try_from(e4.unwrap_or(0)).expect("no rate is that high"))
}

fn longest(spans: impl Iterator<Item = Span>) -> Span {
    spans.max().unwrap_or_default()
}

/// The figures of an agent since some moment.
struct AgentFigures {
    rate: Currency,
    acd: u64,
    incoming: u64,
    outgoing: u64,
    talk: Span,
    call: Span,
    hold: Span,
    wrap_up: Span,
}

impl Model {
    /// All sessions, in creation order.
    pub fn session_rows(&self) -> Vec<SessionRow> {
        (0..self.sessions.len()).map(|session| self.session_row(session)).collect()
    }

    /// All agents, in the order of the configuration.
    pub fn agent_rows(&self) -> Vec<AgentRow> {
        (0..self.agents.len()).map(|agent| self.agent_row(AgentId::at(agent))).collect()
    }

    /// All queues, in the order of the configuration.
    pub fn queue_rows(&self) -> Vec<QueueRow> {
        (0..self.queues.len()).map(|queue| self.queue_row(QueueId::at(queue))).collect()
    }

    /// Calls of the ACD that somebody outside names, in order of arrival.
    pub fn call_rows(&self) -> Vec<CallRow> {
        (0..self.calls.len()).filter_map(|call| self.call_row(call)).collect()
    }

    pub(super) fn session_row(&self, place: usize) -> SessionRow {
        let session = &self.sessions[place];
        let time_in = |is_meant: fn(&Phase) -> bool| session.time_in(Time::ZERO, self.now, is_meant);
        let duration = session.ended_or(self.now) - session.created();
        let calls = session.counted.len() as u64;
        let (talk, hold, wrap_up) = (time_in(is_talk), time_in(is_hold), time_in(is_wrap_up));
        SessionRow {
            session: session.id,
            agent: session.agent,
            group: session.group,
            address: session.address,
            shift_n: session.shift_n,
            available: session.state() == SessionState::Ready && self.is_free(session.agent),
            info: AgentSessionInfo {
                state: session.state(),
                next_state: session.slot.map(|wish| wish.state),
                session_start: session.created(),
                session_duration: duration,
                number_of_calls: calls,
                total_talk_time: talk,
                total_call_time: time_in(is_call),
                total_wrap_up_time: wrap_up,
                acd_call_rate: calls_per_hour(calls, duration),
                longest_time_to_answer: longest(session.times_to_answer.iter().copied()),
                sum_time_to_answer: session.times_to_answer.iter().copied().sum(),
                answers: session.times_to_answer.len() as u64,
            },
            rang_out: session.rang_out,
            ready: time_in(|phase| phase.state == SessionState::Ready),
            not_ready: time_in(|phase| phase.state == SessionState::NotReady),
            ringing: session.rings.iter().map(|(from, to)| to.unwrap_or(self.now) - *from).sum(),
            talk,
            hold,
            wrap_up,
            not_ready_reasons: self.reasons_of(session),
        }
    }

    fn reasons_of(&self, session: &Session) -> Vec<(ReasonId, Span)> {
        let reasons: BTreeSet<ReasonId> = session.phases.iter().filter_map(|phase| phase.reason).collect();
        reasons
            .into_iter()
            .map(|reason| (reason, session.time_in(Time::ZERO, self.now, |phase| phase.reason == Some(reason))))
            .filter(|(_, time)| !time.is_zero())
            .collect()
    }

    pub(super) fn agent_row(&self, agent: AgentId) -> AgentRow {
        let whole = Period { set: Mark { at: Time::ZERO, seq: 0 }, length_s: u32::MAX };
        let run = self.agent_figures(agent, whole);
        let one = &self.agents[agent.index()];
        let period = self.agent_figures(agent, one.period);
        AgentRow {
            agent,
            present: self.is_here(agent),
            overall_call_rate: run.rate,
            number_of_acd_calls: run.acd,
            number_of_incoming_calls: run.incoming,
            number_of_outgoing_calls: run.outgoing,
            talk: run.talk,
            hold: run.hold,
            wrap_up: run.wrap_up,
            period: AgentInfo {
                state: self.shown_state(agent),
                next_state: one.next,
                measurement_period_s: one.period.length_s,
                overall_call_rate: period.rate,
                number_of_acd_calls: period.acd,
                number_of_incoming_calls: period.incoming,
                number_of_outgoing_calls: period.outgoing,
                total_acd_talk_time: period.talk,
                total_acd_call_time: period.call,
                total_wrap_up_time: period.wrap_up,
            },
        }
    }

    fn agent_figures(&self, agent: AgentId, period: Period) -> AgentFigures {
        let from = period.start(self.now);
        let own: Vec<&Session> = self.sessions.iter().filter(|session| session.agent == agent).collect();
        let counts = |mark: &&Mark| period.holds(**mark, self.now);
        let acd = own.iter().flat_map(|session| &session.counted).filter(counts).count() as u64;
        let time = |is_meant: fn(&Phase) -> bool| -> Span {
            own.iter().map(|session| session.time_in(from, self.now, is_meant)).sum()
        };
        let others = |wanted| {
            let calls = self.agents[agent.index()].other_calls.iter();
            calls.filter(|(mark, way)| *way == wanted && period.holds(*mark, self.now)).count() as u64
        };
        AgentFigures {
            rate: self.overall_rate(acd, self.union_of(&own, from)),
            acd,
            incoming: others(Direction::Incoming),
            outgoing: others(Direction::Outgoing),
            talk: time(is_talk),
            call: time(is_call),
            hold: time(is_hold),
            wrap_up: time(is_wrap_up),
        }
    }

    fn overall_rate(&self, calls: u64, hours: Span) -> Currency {
        match self.config.policies.call_rate_factor {
            CallRateFactor::One => calls_per_hour(calls, hours),
            CallRateFactor::Ten => calls_per_hour(10 * calls, hours),
        }
    }

    /// Time since a moment in which at least one of the sessions was there.
    fn union_of(&self, sessions: &[&Session], from: Time) -> Span {
        let mut lives: Vec<(Time, Time)> =
            sessions.iter().map(|session| (session.created(), session.ended_or(self.now))).collect();
        lives.sort_unstable();
        let mut covered = from;
        let mut union = Span::ZERO;
        for (begin, end) in lives {
            union += overlap(begin, end, covered, self.now);
            covered = covered.max(end);
        }
        union
    }

    pub(super) fn queue_row(&self, queue: QueueId) -> QueueRow {
        let present = self.has_queue(queue);
        QueueRow { queue, present, figures: self.queue_figures(queue), period: self.queue_info(queue) }
    }

    fn stays_in(&self, queue: QueueId) -> impl Iterator<Item = &Stay> {
        self.stays.iter().filter(move |stay| stay.queue == queue)
    }

    fn is_past_warm_up(&self, call: usize) -> bool {
        self.calls[call].arrived >= self.config.warm_up
    }

    fn queue_figures(&self, queue: QueueId) -> QueueFigures {
        let settings = &self.config.queues[queue.index()];
        let stays: Vec<&Stay> = self.stays_in(queue).filter(|stay| self.is_past_warm_up(stay.call)).collect();
        let ended = |how: fn(StayEnd) -> bool| -> Vec<Span> {
            let meant = stays.iter().filter(|stay| stay.end.is_some_and(|(_, end)| how(end)));
            meant.map(|stay| stay.length(self.now)).collect()
        };
        let answered = ended(|end| end == StayEnd::Answered);
        let abandoned = ended(|end| matches!(end, StayEnd::Abandoned { .. }));
        let other = ended(|end| {
            matches!(end, StayEnd::Blocked | StayEnd::Unstaffed { .. } | StayEnd::TimedOut | StayEnd::FlowedOut)
        });
        let count = |how: fn(StayEnd) -> bool| ended(how).len() as u64;
        let within = |spans: &[Span]| spans.iter().filter(|span| **span <= settings.threshold).count() as u64;
        let open = |ringing: bool| {
            let meant = stays.iter().filter(|stay| stay.end.is_none());
            meant.filter(|stay| (self.calls[stay.call].stage != Stage::Waiting) == ringing).count() as u64
        };
        let time = |is_meant: fn(&Phase) -> bool| -> Span {
            let of_queue = |phase: &Phase| {
                is_meant(phase) && phase.call.is_some_and(|(call, of)| of == queue && self.is_past_warm_up(call))
            };
            self.sessions.iter().map(|session| session.time_in(Time::ZERO, self.now, of_queue)).sum()
        };
        QueueFigures {
            offered: stays.len() as u64,
            answered: answered.len() as u64,
            abandoned: abandoned.len() as u64,
            abandoned_ringing: count(|end| end == StayEnd::Abandoned { ringing: true }),
            blocked: count(|end| end == StayEnd::Blocked),
            unstaffed: count(|end| matches!(end, StayEnd::Unstaffed { .. })),
            timed_out: count(|end| end == StayEnd::TimedOut),
            flowed_in: stays.iter().filter(|stay| has_flowed_in(stay)).count() as u64,
            flowed_out: count(|end| end == StayEnd::FlowedOut),
            waiting: open(false),
            ringing: open(true),
            queued: stays.iter().filter(|stay| stay.queued).count() as u64,
            answered_within: within(&answered),
            abandoned_within: within(&abandoned),
            abandoned_short: abandoned.iter().filter(|span| **span < settings.short_abandon).count() as u64,
            wait_answered: answered.into_iter().sum(),
            wait_abandoned: abandoned.into_iter().sum(),
            wait_other: other.into_iter().sum(),
            longest_wait: longest(stays.iter().map(|stay| stay.length(self.now))),
            talk: time(is_talk),
            hold: time(is_hold),
            wrap_up: time(is_wrap_up),
        }
    }

    fn queue_info(&self, queue: QueueId) -> QueueInfo {
        let period = self.queues[queue.index()].period;
        let entries = self.stays_in(queue).filter(|stay| period.holds(stay.entered, self.now));
        let entries: Vec<&Stay> = entries.collect();
        let ended: Vec<(StayEnd, Span)> = self
            .stays_in(queue)
            .filter_map(|stay| stay.end.map(|(mark, end)| (mark, end, stay.length(self.now))))
            .filter(|(mark, _, _)| period.holds(*mark, self.now))
            .map(|(_, end, length)| (end, length))
            .collect();
        let count = |how: fn(StayEnd) -> bool| ended.iter().filter(|(end, _)| how(*end)).count() as u64;
        let open: Vec<Span> =
            self.stays_in(queue).filter(|stay| stay.end.is_none()).map(|stay| stay.length(self.now)).collect();
        let closed: Vec<Span> =
            ended.iter().filter(|(end, _)| is_in_average(*end)).map(|(_, length)| *length).collect();
        let average = closed.iter().copied().sum::<Span>().as_micros().checked_div(closed.len() as u64);
        QueueInfo {
            measurement_period_s: period.length_s,
            total_calls_queued: entries.iter().filter(|stay| is_in_total(stay)).count() as u64,
            current_calls_queued: open.len() as u64,
            total_calls_abandoned: count(|end| matches!(end, StayEnd::Abandoned { .. })),
            total_calls_flowed_in: entries.iter().filter(|stay| has_flowed_in(stay)).count() as u64,
            total_calls_flowed_out: count(|end| end == StayEnd::FlowedOut),
            longest_ever_wait_time: longest(ended.iter().map(|(_, length)| *length).chain(open.iter().copied())),
            current_longest_wait_time: longest(open.iter().copied()),
            average_wait_time_s: Span::from_micros(average.unwrap_or(0)).whole_secs(),
            final_disposition: count(|end| end == StayEnd::TimedOut),
        }
    }

    fn call_row(&self, place: usize) -> Option<CallRow> {
        let call = &self.calls[place];
        let of_call = |is_meant: fn(&Phase) -> bool| -> Span {
            let meant = |phase: &Phase| is_meant(phase) && phase.call.is_some_and(|(call, _)| call == place);
            self.sessions.iter().map(|session| session.time_in(Time::ZERO, self.now, meant)).sum()
        };
        Some(CallRow {
            call: call.handle?,
            queue: call.queue?,
            disposition: call.disposition,
            session: call.answered_by.last().map(|session| self.sessions[*session].id),
            wait: call.first_answer.or(call.ended).unwrap_or(self.now) - call.arrived,
            talk: of_call(is_talk),
            hold: of_call(is_hold),
            wrap_up: of_call(is_wrap_up),
            answers: call.answered_by.len() as u64,
            rang_out: call.rang_out,
        })
    }
}

fn has_flowed_in(stay: &Stay) -> bool {
    stay.flowed_from.is_some() && stay.end.is_none_or(|(_, end)| end != StayEnd::Blocked)
}

/// Entries but those that the queue did not let in.
fn is_in_total(stay: &Stay) -> bool {
    stay.end.is_none_or(|(_, end)| end != StayEnd::Blocked && end != StayEnd::Unstaffed { at_entry: true })
}

/// Stays that closed in a way that the average wait knows.
fn is_in_average(end: StayEnd) -> bool {
    match end {
        StayEnd::Answered | StayEnd::Abandoned { .. } | StayEnd::FlowedOut | StayEnd::TimedOut => true,
        StayEnd::Blocked | StayEnd::Unstaffed { .. } => false,
    }
}
