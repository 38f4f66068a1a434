//! The laws that hold after every event, each worked out from scratch.
//!
//! The cheap ones (no event before now, no gauge below zero, no second reply) are always on, where the state
//! changes. These are on where [`Engine::check_all_laws`] was called.

use tapi_types::{AgentId, GroupId, QueueId, SessionState, Span};

use crate::state::agent::Agent;
use crate::state::call::Gauge;
use crate::state::queue::Queue;
use crate::state::session::Work;
use crate::{CountCallAt, Engine, Presence};

impl Engine {
    /// Stops the engine if a law does not hold.
    #[inline(never)]
    pub(crate) fn check_laws(&mut self) {
        if let Err((law, what)) = self.laws() {
            self.break_law(law, what);
        }
    }

    fn laws(&self) -> Result<(), (&'static str, String)> {
        for (place, queue) in self.queues.iter().enumerate() {
            self.queue_law(place, queue)?;
        }
        self.session_laws()?;
        for (place, agent) in self.agents.iter().enumerate() {
            self.agent_law(place, agent)?;
        }
        self.answers_law()?;
        self.presence_laws()?;
        self.matched_law()
    }

    /// Who and what has gone leaves nothing behind but calls under way, and clients know what they were told.
    fn presence_laws(&self) -> Result<(), (&'static str, String)> {
        for (place, queue) in self.queues.iter().enumerate() {
            let (calls, group) = (queue.waiting + queue.ringing, self.config.queues[place].group);
            let here = queue.presence == Presence::Here;
            law(here || calls == 0, "no call waits or rings in a queue that is not there", || {
                format!("{:?}: {calls}", QueueId::at(place))
            })?;
            law(!here || self.has_group(group), "a queue that is there has its group", || {
                format!("{:?} of {group:?}", QueueId::at(place))
            })?;
        }
        for session in self.sessions.iter().filter(|session| session.is_live()) {
            let stays = self.agents[session.agent].presence == Presence::Here && self.has_group(session.group);
            law(stays || session.state == SessionState::BusyOnCall, "who leaves is on a last call", || {
                format!("{session:?}")
            })?;
        }
        law(self.told_all(), "what was told last is what is shown", || format!("{:?}", self.announcer))
    }

    fn queue_law(&self, place: usize, queue: &Queue) -> Result<(), (&'static str, String)> {
        let figures = &queue.figures;
        let parts = figures.answered
            + figures.abandoned
            + figures.blocked
            + figures.unstaffed
            + figures.timed_out
            + figures.flowed_out
            + figures.waiting
            + figures.ringing;
        law(figures.offered == parts, "offered is the sum of its parts", || {
            format!("{:?}: {figures:?}", QueueId::at(place))
        })?;
        let gauges = (queue.waiting, queue.ringing);
        let mut counted = (0, 0);
        for (_, call) in self.calls.iter().filter(|(_, call)| call.queue.index() == place) {
            match call.phase.gauge() {
                Some(Gauge::Waiting) => counted.0 += 1,
                Some(Gauge::Ringing) => counted.1 += 1,
                None => {}
            }
        }
        law(gauges == counted, "gauges say how many calls there are", || {
            format!("{:?}: {gauges:?}, counted {counted:?}", QueueId::at(place))
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
                        && self.calls.get(key.place()).is_some_and(|call| call.phase.session().is_some())
                }
                Work::WrapUp(_) => session.state == SessionState::BusyWrapUp,
            };
            law(fits, "a session's state is what it is at work on", || format!("{session:?}"))?;
        }
        Ok(())
    }

    fn agent_law(&self, place: usize, agent: &Agent) -> Result<(), (&'static str, String)> {
        let (mut busy, mut on_call, mut ringing) = (0, 0, 0);
        for session in agent.sessions.iter().map(|&no| &self.sessions[no]) {
            busy += usize::from(!matches!(session.work, Work::Idle));
            on_call += usize::from(matches!(session.work, Work::Call(_)));
            ringing += usize::from(session.ring.is_some());
        }
        let told = || format!("{:?}: {agent:?}", AgentId::at(place));
        let open = on_call + usize::from(agent.other_call.is_some());
        law(busy <= 1 && open <= 1, "an agent has one open call at most", told)?;
        law((busy == 1) == agent.busy.is_some(), "an agent is busy when a session of his is", || format!("{agent:?}"))?;
        law(ringing == usize::from(agent.ringing.is_some()), "an agent is offered one call at a time", told)
    }

    fn answers_law(&self) -> Result<(), (&'static str, String)> {
        let (mut agents, mut sessions) = (0, 0);
        for totals in self.sessions.iter().map(|session| &session.totals) {
            agents += totals.answers - totals.answers_before_warm_up;
            sessions += totals.calls;
        }
        let queues: u64 = self.queues.iter().map(|queue| queue.figures.answered).sum();
        law(agents == queues, "agents answer what queues count as answered", || format!("{agents} and {queues}"))?;
        let agents: u64 = self.agents.iter().map(|agent| agent.totals.calls).sum();
        law(sessions == agents, "sessions' calls are their agents' calls", || format!("{sessions} and {agents}"))
    }

    /// After matching no group has a waiting call and a session that can take it; the benches hold just those
    /// who can.
    fn matched_law(&self) -> Result<(), (&'static str, String)> {
        for (place, line) in self.lines.iter().enumerate() {
            law(line.waiting.is_empty() || line.bench.is_empty(), "no call waits where somebody is free", || {
                format!("{:?}", GroupId::at(place))
            })?;
        }
        for session in self.sessions.iter() {
            let able = session.state == SessionState::Ready && self.agents[session.agent].is_free();
            law(able == session.benched, "the bench holds those who can take a call", || format!("{session:?}"))?;
        }
        Ok(())
    }
}

fn law(holds: bool, law: &'static str, what: impl FnOnce() -> String) -> Result<(), (&'static str, String)> {
    if holds { Ok(()) } else { Err((law, what())) }
}

#[cfg(test)]
mod tests {
    use tapi_types::{GroupId, Time};

    use crate::state::table::SessionNo;
    use crate::{
        AgentConfig, CallTimes, Command, Config, Engine, Halt, Membership, OnNoAnswer, QueueConfig, Shift, Strategy,
        WhenUnstaffed,
    };
    use tapi_types::{AgentId, QueueId, Span};

    /// One agent on a call, one caller waiting.
    fn engine() -> Engine {
        let group = GroupId::at(0);
        let shift = Shift { from: Time::ZERO, to: Time::from_secs(3600), groups: vec![group], breaks: Vec::new() };
        let mut engine = Engine::new(Config {
            seed: 42,
            groups: vec!["g".to_owned()],
            queues: vec![QueueConfig {
                name: "q".to_owned(),
                group,
                strategy: Strategy::LongestIdle,
                threshold: Span::ZERO,
                short_abandon: Span::ZERO,
                max_waiting: None,
                max_wait: None,
                overflow_to: None,
                ring_timeout: None,
                on_no_answer: OnNoAnswer::NotReady,
                when_unstaffed: WhenUnstaffed::Wait,
                picks: Vec::new(),
            }],
            agents: vec![AgentConfig {
                groups: vec![Membership { group, level: 1 }],
                shifts: vec![shift],
                ..AgentConfig::new("anna")
            }],
            ..Config::empty()
        });
        engine.check_all_laws();
        engine.advance_through(Time::from_secs(1)).expect("laws hold");
        for _ in 0..2 {
            let times = CallTimes { talk: Some(Span::from_secs(60)), ..CallTimes::default() };
            let arrive = Command::Arrive { handle: None, queue: QueueId::at(0), priority: 0, times };
            engine.apply(&arrive).expect("a call arrives");
        }
        engine.advance_through(Time::from_secs(2)).expect("laws hold");
        engine
    }

    /// The law that breaks when somebody tampers with an engine.
    fn broken(tamper: impl FnOnce(&mut Engine)) -> Option<&'static str> {
        let mut engine = engine();
        tamper(&mut engine);
        engine.check_laws();
        match engine.advance_through(Time::from_secs(5)) {
            Err(Halt::LawBroken { law, seed, .. }) => {
                assert_eq!(seed, 42);
                Some(law)
            }
            Err(Halt::GoesRound { .. }) | Ok(()) => None,
        }
    }

    #[test]
    fn each_law_notices_what_breaks_it() {
        let (q, s, a) = (QueueId::at(0), SessionNo::FIRST, AgentId::at(0));
        let second = Span::from_secs(1);
        assert_eq!(broken(|_| ()), None);
        assert_eq!(broken(|e| e.queues[q].figures.offered += 1), Some("offered is the sum of its parts"));
        assert_eq!(broken(|e| e.queues[q].waiting += 1), Some("gauges say how many calls there are"));
        assert_eq!(broken(|e| e.queues[q].ringing += 1), Some("gauges say how many calls there are"));
        let duration = "the states of a session add up to its duration";
        assert_eq!(broken(|e| e.sessions[s].totals.wrap_up += second), Some(duration));
        assert_eq!(broken(|e| e.sessions[s].totals.ringing += second + second), Some("ringing is part of ready"));
        assert_eq!(broken(|e| e.sessions[s].totals.calls += 1), Some("a call counts once for each answer"));
        let at_work = "a session's state is what it is at work on";
        assert_eq!(broken(|e| e.sessions[s].work = crate::state::session::Work::Idle), Some(at_work));
        assert_eq!(broken(|e| e.agents[a].busy = None), Some("an agent is busy when a session of his is"));
        assert_eq!(broken(|e| e.agents[a].ringing = Some(s)), Some("an agent is offered one call at a time"));
        let answers = |e: &mut Engine| {
            e.sessions[s].totals.answers += 1;
            e.sessions[s].totals.calls += 1;
        };
        assert_eq!(broken(answers), Some("agents answer what queues count as answered"));
        assert_eq!(broken(|e| e.agents[a].totals.calls += 1), Some("sessions' calls are their agents' calls"));
        let (gone, group) = ("no call waits or rings in a queue that is not there", GroupId::at(0));
        assert_eq!(broken(|e| e.queues[q].presence = crate::Presence::Gone), Some(gone));
        assert_eq!(
            broken(|e| e.lines[group].presence = crate::Presence::Gone),
            Some("a queue that is there has its group")
        );
        let leaves = |e: &mut Engine| {
            e.advance_through(Time::from_secs(200)).expect("laws hold");
            e.agents[a].presence = crate::Presence::Gone;
        };
        assert_eq!(broken(leaves), Some("who leaves is on a last call"));
        let untold = |e: &mut Engine| {
            e.advance_through(Time::from_secs(200)).expect("laws hold");
            e.announce(true);
            e.agents[a].activity = Some(tapi_types::ActivityId::at(0));
        };
        assert_eq!(broken(untold), Some("what was told last is what is shown"));
        let seat = crate::state::bench::Seat { level: 1, idle_since: Time::ZERO, calls: 0, talk: Span::ZERO };
        let free = "no call waits where somebody is free";
        assert_eq!(broken(|e| e.lines[GroupId::at(0)].bench.seat(s, &seat)), Some(free));
        assert_eq!(broken(|e| e.sessions[s].benched = true), Some("the bench holds those who can take a call"));
    }

    #[test]
    fn a_broken_law_tells_what_led_to_it() {
        let mut engine = engine();
        engine.advance_through(Time::from_secs(61)).expect("laws hold");
        engine.check_time(Time::from_secs(60));
        let halt = engine.halted().expect_err("nothing happens before now");
        let told = halt.to_string();
        assert!(told.contains("nothing happens before now") && told.contains("seed 42"), "{told}");
        assert!(told.contains("1m1s TalkEnds"), "{told}");
        engine.break_law("another", String::new());
        assert_eq!(engine.halted(), Err(halt), "the first one stands");
    }

    #[test]
    fn the_last_events_are_few() {
        let mut engine = engine();
        for _ in 0..20 {
            let times = CallTimes { talk: Some(Span::from_secs(1)), ..CallTimes::default() };
            let arrive = Command::Arrive { handle: None, queue: QueueId::at(0), priority: 0, times };
            engine.apply(&arrive).expect("a call arrives");
        }
        engine.advance_through(Time::from_secs(1000)).expect("laws hold");
        engine.break_law("some law", String::new());
        let Err(Halt::LawBroken { last_events, .. }) = engine.halted() else { panic!("a law was broken") };
        assert_eq!(last_events.len(), 16);
        assert!(last_events[15].starts_with("2m21s"), "twenty seconds after two minutes: {last_events:?}");
    }

    #[test]
    fn a_gauge_below_zero_is_noticed_in_every_build() {
        let mut engine = engine();
        engine.guard.check_all = false;
        engine.queues[QueueId::at(0)].waiting = 0;
        let halt = engine.advance_through(Time::from_secs(100));
        assert!(matches!(halt, Err(Halt::LawBroken { law: "gauges never pass below zero", .. })), "{halt:?}");
    }
}
