//! The laws that hold after every event, each worked out from scratch.
//!
//! The cheap ones (no event before now, no gauge below zero, no second reply) are always on, where the state
//! changes. These are on where [`Engine::check_all_laws`] was called.

use tapi_types::{AgentId, QueueId, SessionState, Span};

use crate::state::call::{Call, Gauge, Phase};
use crate::state::session::Work;
use crate::{CountCallAt, Engine};

impl Engine {
    /// Stops the engine if a law does not hold.
    pub(crate) fn check_laws(&mut self) {
        if let Err((law, what)) = self.laws() {
            self.break_law(law, what);
        }
    }

    fn laws(&self) -> Result<(), (&'static str, String)> {
        for queue in self.queues.keys() {
            self.queue_law(queue)?;
        }
        self.session_laws()?;
        for agent in self.agents.keys() {
            self.agent_law(agent)?;
        }
        self.answers_law()?;
        self.matched_law()
    }

    fn queue_law(&self, id: QueueId) -> Result<(), (&'static str, String)> {
        let figures = &self.queues[id].figures;
        let parts = figures.answered
            + figures.abandoned
            + figures.blocked
            + figures.unstaffed
            + figures.timed_out
            + figures.flowed_out
            + figures.waiting
            + figures.ringing;
        law(figures.offered == parts, "offered is the sum of its parts", || format!("{id:?}: {figures:?}"))?;
        let here = |gauge: Gauge| move |call: &Call| call.queue == id && call.gauge() == Some(gauge);
        let count = |gauge| self.calls.iter().filter(|(_, call)| here(gauge)(call)).count() as u64;
        let gauges = (self.queues[id].waiting, self.queues[id].ringing);
        let counted = (count(Gauge::Waiting), count(Gauge::Ringing));
        law(gauges == counted, "gauges say how many calls there are", || {
            format!("{id:?}: {gauges:?}, counted {counted:?}")
        })
    }

    fn session_laws(&self) -> Result<(), (&'static str, String)> {
        for session in self.sessions.iter() {
            let totals = self.session_totals(session);
            let sum: Span =
                [totals.ready, totals.not_ready, totals.talk, totals.hold, totals.wrap_up].into_iter().sum();
            let duration = session.duration(self.now);
            law(sum == duration, "the states of a session add up to its duration", || {
                format!("{:?}: {totals:?} in {duration}", session.id)
            })?;
            law(totals.ringing <= totals.ready, "ringing is part of ready", || {
                format!("{:?}: {totals:?}", session.id)
            })?;
            let early = matches!(self.config.policies.count_call_at, CountCallAt::Answer);
            law(
                totals.calls <= totals.answers && (!early || totals.calls == totals.answers),
                "a call counts once for each answer",
                || format!("{:?}: {totals:?}", session.id),
            )?;
            let fits = match session.work {
                Work::Idle => !matches!(session.state, SessionState::BusyOnCall | SessionState::BusyWrapUp),
                Work::Call(key) => {
                    session.state == SessionState::BusyOnCall
                        && self.calls.get(key.0).is_some_and(|call| matches!(call.phase, Phase::Connected { .. }))
                }
                Work::WrapUp(_) => session.state == SessionState::BusyWrapUp,
            };
            law(fits, "a session's state is what it is at work on", || format!("{session:?}"))?;
        }
        Ok(())
    }

    fn agent_law(&self, id: AgentId) -> Result<(), (&'static str, String)> {
        let agent = &self.agents[id];
        let sessions = || agent.sessions.iter().map(|&no| &self.sessions[no]);
        let busy = sessions().filter(|session| !matches!(session.work, Work::Idle)).count();
        let on_call = sessions().filter(|session| matches!(session.work, Work::Call(_))).count();
        let open = on_call + usize::from(agent.other_call.is_some());
        law(busy <= 1 && open <= 1, "an agent has one open call at most", || format!("{id:?}: {agent:?}"))?;
        law((busy == 1) == agent.busy.is_some(), "an agent is busy when a session of his is", || format!("{agent:?}"))?;
        let ringing = sessions().filter(|session| session.ring.is_some()).count();
        law(ringing == usize::from(agent.ringing.is_some()), "an agent is offered one call at a time", || {
            format!("{id:?}: {agent:?}")
        })
    }

    fn answers_law(&self) -> Result<(), (&'static str, String)> {
        let answers =
            |session: &crate::state::session::Session| session.totals.answers - session.totals.answers_before_warm_up;
        let agents: u64 = self.sessions.iter().map(answers).sum();
        let queues: u64 = self.queues.iter().map(|queue| queue.figures.answered).sum();
        law(agents == queues, "agents answer what queues count as answered", || format!("{agents} and {queues}"))?;
        let sessions: u64 = self.sessions.iter().map(|session| session.totals.calls).sum();
        let agents: u64 = self.agents.iter().map(|agent| agent.totals.calls).sum();
        law(sessions == agents, "sessions' calls are their agents' calls", || format!("{sessions} and {agents}"))
    }

    /// After matching no group has a waiting call and a session that can take it; the benches hold just those
    /// who can.
    fn matched_law(&self) -> Result<(), (&'static str, String)> {
        for group in self.lines.keys() {
            let line = &self.lines[group];
            law(line.waiting.is_empty() || line.bench.is_empty(), "no call waits where somebody is free", || {
                format!("{group:?}")
            })?;
        }
        for session in self.sessions.iter() {
            let able = session.state == SessionState::Ready && self.agents[session.agent].is_free();
            law(able == session.benched.is_some(), "the bench holds those who can take a call", || {
                format!("{session:?}")
            })?;
        }
        Ok(())
    }
}

fn law(holds: bool, law: &'static str, what: impl FnOnce() -> String) -> Result<(), (&'static str, String)> {
    if holds { Ok(()) } else { Err((law, what())) }
}
