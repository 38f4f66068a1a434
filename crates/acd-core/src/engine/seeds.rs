//! One floor under many seeds: what no seed decides is worked out once.

use std::sync::Arc;

use crate::{Config, Engine, Stream};

/// A floor made ready for runs under any seed. An engine that begins here is the one that [`Engine::new`] makes of the same
/// configuration with that seed in it.
#[derive(Debug, Clone)]
pub struct Prepared(Engine);

impl Prepared {
    /// Makes a floor ready. The seed in the configuration means nothing here.
    pub fn new(config: Config) -> Prepared {
        Prepared(Engine::unsown(Arc::new(config)))
    }

    /// The floor at time zero under a seed. [`Engine::config`] goes on telling the seed of the configuration.
    pub fn begin(&self, seed: u64) -> Engine {
        let mut engine = self.0.clone();
        engine.sow(seed);
        engine
    }
}

impl Engine {
    /// Begins all random streams under a seed, and with them what they let come.
    pub(super) fn sow(&mut self, seed: u64) {
        self.guard.sow(seed);
        for (agent, config) in self.agents.iter_mut().zip(&self.config.agents) {
            if let Some(stream) = agent.answers.stream_mut() {
                *stream = Stream::of(seed, ["answer_after", &config.name]);
            }
        }
        for (queue, config) in self.queues.iter_mut().zip(&self.config.queues) {
            queue.route = queue.route.is_some().then(|| Stream::of(seed, ["route", &config.name]));
        }
        for (arrivals, config) in self.arrivals.iter_mut().zip(&self.config.streams) {
            arrivals.sow(config, seed);
        }
        self.desk.sow(&self.config, seed);
        for stream in 0..self.arrivals.len() {
            self.schedule_arrival(stream);
        }
    }
}

#[cfg(test)]
mod tests {
    use tapi_types::{GroupId, QueueId, Span, Time};

    use super::*;
    use crate::{
        AgentConfig, Answer, Distribution, Membership, OnNoAnswer, QueueConfig, Rate, Shift, Strategy, StreamConfig,
        WhenUnstaffed,
    };

    /// Three agents under a strategy that draws, and everything drawn that can be.
    fn config(seed: u64) -> Config {
        let group = GroupId::at(0);
        let drawn = |mean| Distribution::Exponential { mean: Span::from_secs(mean) };
        let agent = |name: &str| AgentConfig {
            groups: vec![Membership { group, level: 1 }],
            answer: Answer::After(drawn(5)),
            shifts: vec![Shift { from: Time::ZERO, to: Time::from_secs(900), groups: vec![group], breaks: Vec::new() }],
            ..AgentConfig::new(name)
        };
        Config {
            seed,
            groups: vec!["g".to_owned()],
            queues: vec![QueueConfig {
                name: "q".to_owned(),
                group,
                strategy: Strategy::Random,
                threshold: Span::ZERO,
                short_abandon: Span::ZERO,
                max_waiting: None,
                max_wait: None,
                overflow_to: None,
                ring_timeout: Some(Span::from_secs(20)),
                on_no_answer: OnNoAnswer::StayReady,
                when_unstaffed: WhenUnstaffed::Wait,
                picks: Vec::new(),
            }],
            agents: ["a", "b", "c"].map(agent).into(),
            streams: vec![StreamConfig {
                name: "calls".to_owned(),
                queue: QueueId::at(0),
                priority: 0,
                from: Time::ZERO,
                to: None,
                count: None,
                rate: Rate::Poisson { per_hour: 200.0 },
                talk: Some(drawn(60)),
                wrap_up: drawn(10),
                patience: Some(drawn(60)),
            }],
            ..Config::empty()
        }
    }

    fn play(mut engine: Engine) -> Vec<crate::Record> {
        engine.keep_trace();
        engine.advance_through(Time::from_secs(900)).expect("laws hold");
        engine.take_records()
    }

    #[test]
    fn a_prepared_floor_under_a_seed_is_one_that_was_made_with_it() {
        let prepared = Prepared::new(config(7));
        for seed in [0, 1, 7, u64::MAX] {
            let records = play(prepared.begin(seed));
            assert!(records.len() > 100, "it was a busy quarter of an hour");
            assert_eq!(records, play(Engine::new(config(seed))));
        }
    }

    #[test]
    fn a_trace_can_be_taken_into_a_place_of_ones_own() {
        let mut engine = Engine::new(config(1));
        let mut trace = Vec::new();
        engine.keep_trace();
        engine.advance_through(Time::from_secs(60)).expect("laws hold");
        let mut other = engine.clone();
        engine.take_trace_into(&mut trace);
        assert_eq!(trace, other.take_trace());
        assert!(!trace.is_empty());
        engine.take_trace_into(&mut trace);
        assert!(trace.is_empty());
    }
}
