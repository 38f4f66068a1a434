//! The full engine on the models: driven directly, and by the runner from a scenario file.

use acd_core::{
    Accepted, AgentConfig, Command, Config, Distribution, Engine, Membership, OnNoAnswer, QueueConfig, Rate, Strategy,
    StreamConfig, WhenUnstaffed,
};
use acd_run::{Report, RunOptions};
use acd_scenario::{NoFiles, Plan, Source};
use serde_json::json;
use tapi_types::{AgentId, GroupId, QueueId, SessionState, Span, Time};

use crate::contender::Contender;
use crate::model::{Model, Tally, seconds};

/// The engine alone, without a record kept.
pub(crate) const DIRECT: Contender =
    Contender { name: "engine", play: |model, seed, calls| tally(&run(config(model, seed, calls))) };

/// From the bytes of a scenario to the text of its report.
pub(crate) const FROM_A_FILE: Contender = Contender { name: "engine, file to report", play: play_file };

const HOUR_S: f64 = 3600.0;

/// The floor of a model.
pub(crate) fn config(model: &Model, seed: u64, calls: u64) -> Config {
    Config {
        seed,
        groups: vec!["group".to_owned()],
        queues: vec![queue("queue", 0)],
        agents: (0..model.agents).map(|n| agent(n, &[(0, 1)])).collect(),
        streams: vec![stream(model, "calls", 0, calls)],
        ..Config::empty()
    }
}

pub(crate) fn queue(name: &str, group: usize) -> QueueConfig {
    QueueConfig {
        name: name.to_owned(),
        group: GroupId::at(group),
        strategy: Strategy::LongestIdle,
        threshold: Span::from_secs(20),
        short_abandon: Span::ZERO,
        max_waiting: None,
        max_wait: None,
        overflow_to: None,
        ring_timeout: None,
        on_no_answer: OnNoAnswer::NotReady,
        when_unstaffed: WhenUnstaffed::Wait,
        picks: Vec::new(),
    }
}

/// The n-th agent, with the places of groups and the levels there.
pub(crate) fn agent(n: u32, groups: &[(usize, u32)]) -> AgentConfig {
    AgentConfig {
        groups: groups.iter().map(|&(group, level)| Membership { group: GroupId::at(group), level }).collect(),
        ..AgentConfig::new(format!("agent/{}", n + 1))
    }
}

/// The calls of a model, to the queue at this place.
pub(crate) fn stream(model: &Model, name: &str, queue: usize, calls: u64) -> StreamConfig {
    StreamConfig {
        name: name.to_owned(),
        queue: QueueId::at(queue),
        from: Time::ZERO,
        to: None,
        count: Some(calls),
        rate: Rate::Poisson { per_hour: HOUR_S / seconds(model.gap) },
        talk: Some(Distribution::Exponential { mean: model.talk }),
        wrap_up: Distribution::Constant(Span::ZERO),
        patience: model.patience.map(|mean| Distribution::Exponential { mean }),
        priority: 0,
    }
}

/// An engine with a READY session of every agent in every group of theirs.
pub(crate) fn staffed(config: Config) -> Engine {
    let places = config.agents.iter().enumerate();
    let sessions = places.flat_map(|(place, agent)| agent.groups.iter().map(move |at| (AgentId::at(place), at.group)));
    let sessions: Vec<_> = sessions.collect();
    let mut engine = Engine::new(config);
    for (agent, group) in sessions {
        let created = engine.apply(&Command::CreateSession { id: None, agent, group, address: None });
        let Ok(Accepted::Session(session)) = created else { panic!("no session but {created:?}") };
        let state = Some(SessionState::Ready);
        engine.apply(&Command::SetSessionState { session, state, next: None, reason: None }).expect("it is new");
    }
    engine
}

/// Plays a floor until nothing is left to happen.
pub(crate) fn run(config: Config) -> Engine {
    let mut engine = staffed(config);
    engine.advance_through(Time::MAX).expect("no law breaks");
    engine
}

fn tally(engine: &Engine) -> Tally {
    let figures = engine.queues()[0].figures;
    let mut answered = vec![0; engine.config().agents.len()];
    for row in engine.sessions() {
        answered[row.agent.index()] += row.info.number_of_calls;
    }
    let waited_us = (figures.wait_answered + figures.wait_abandoned).as_micros();
    Tally { offered: figures.offered, queued: figures.queued, abandoned: figures.abandoned, waited_us, answered }
}

/// A model as a scenario file: the agents' shift is as long as the longest run.
pub(crate) fn scenario(model: &Model, seed: u64, calls: u64) -> String {
    let exponential = |mean: Span| json!({ "exponential": { "mean": format!("{}us", mean.as_micros()) } });
    let mut stream = json!({
        "id": "calls", "queue": "queue", "count": calls,
        "rate": { "poisson": { "per_hour": HOUR_S / seconds(model.gap) } }, "talk": exponential(model.talk),
    });
    if let Some(patience) = model.patience {
        stream["patience"] = exponential(patience);
    }
    let scenario = json!({
        "version": 1,
        "name": "bench",
        "seed": seed,
        "groups": [{ "id": "group" }],
        "queues": [{ "id": "queue", "group": "group" }],
        "agents": [{
            "id": "agent", "count": model.agents, "groups": [{ "group": "group" }],
            "shifts": [{ "from": "0s", "to": "40000h" }],
        }],
        "arrivals": [stream],
    });
    scenario.to_string()
}

/// Reads a scenario that can run.
pub(crate) fn load(text: &str) -> Plan {
    let source = Source { name: "-", bytes: text.as_bytes(), files: &NoFiles };
    acd_scenario::load(&source).expect("the scenario is right").plan
}

/// Plays a scenario from its text to the text of its report.
pub(crate) fn report(text: &str, options: &RunOptions) -> (Report, String) {
    let report = acd_run::run(&load(text), options).expect("no law breaks");
    let text = serde_json::to_string(&report).expect("a report can be written");
    (report, text)
}

fn play_file(model: &Model, seed: u64, calls: u64) -> Tally {
    let (report, _) = report(&scenario(model, seed, calls), &RunOptions::default());
    let queue = &report.queues[0];
    Tally {
        offered: queue.offered,
        queued: queue.queued,
        abandoned: queue.abandoned,
        waited_us: queue.wait_answered_us + queue.wait_abandoned_us,
        answered: report.sessions.iter().map(|row| u64::from(row.number_of_calls)).collect(),
    }
}
