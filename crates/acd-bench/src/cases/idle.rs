//! Ten busy agents beside a great many things that do not matter to their calls.

use acd_core::{Accepted, CallOrigin, CallTimes, Command, Config, Distribution, Engine, Request};
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, SessionState, Span};

use super::growth::endless;
use crate::engine;
use crate::model::Model;

/// Makes a floor beside so many of something.
type Make = fn(u32) -> Engine;

/// What stands about, and a floor with so many of it.
pub(super) const FLOORS: [(&str, Make); 9] = [
    ("agents who are logged off", logged_off),
    ("agents who are NOT_READY", not_ready),
    ("sessions that have ended", ended_sessions),
    ("calls under way in another group", calls_elsewhere),
    ("calls that wait in another group", calls_waiting_elsewhere),
    ("queues of their group without calls", empty_queues),
    ("groups with a queue and nobody in them", empty_groups),
    ("calls that have a name and are over", named_calls),
    ("requests outstanding", requests),
];

/// Longer than any run.
const FOR_EVER: Span = Span::from_secs(40_000 * 3600);

const BUSY: u32 = 10;
/// The place of the group of the busy ten, and of the other one where there are two; each has a queue at the same place.
const HOME: usize = 0;
const ELSEWHERE: usize = 1;

fn floor() -> Config {
    endless(&Model::busy(BUSY))
}

/// The ten agents at work.
fn started(config: Config) -> Engine {
    let mut engine = Engine::new(config);
    for agent in 0..BUSY {
        ready(&mut engine, agent, HOME);
    }
    engine
}

fn log_in(engine: &mut Engine, agent: u32, group: usize) -> SessionId {
    let (agent, group) = (AgentId::at(agent as usize), GroupId::at(group));
    let created = engine.apply(&Command::CreateSession { id: None, agent, group, address: None });
    let Ok(Accepted::Session(session)) = created else { panic!("no session but {created:?}") };
    session
}

fn put(engine: &mut Engine, session: SessionId, state: SessionState) {
    let set = Command::SetSessionState { session, state: Some(state), next: None, reason: None };
    engine.apply(&set).expect("the session is there");
}

fn ready(engine: &mut Engine, agent: u32, group: usize) {
    let session = log_in(engine, agent, group);
    put(engine, session, SessionState::Ready);
}

/// Agents after the ten, in one group.
fn with_agents(count: u32, group: usize) -> Config {
    let mut config = floor();
    config.agents.extend((BUSY..BUSY + count).map(|n| engine::agent(n, &[(group, 1)])));
    config
}

/// A second group with a queue of its own.
fn with_elsewhere(mut config: Config) -> Config {
    config.groups.push("elsewhere".to_owned());
    config.queues.push(engine::queue("elsewhere", ELSEWHERE));
    config
}

fn logged_off(count: u32) -> Engine {
    started(with_agents(count, HOME))
}

fn not_ready(count: u32) -> Engine {
    let mut engine = started(with_agents(count, HOME));
    for agent in BUSY..BUSY + count {
        // A session begins NOT_READY.
        log_in(&mut engine, agent, HOME);
    }
    engine
}

/// All of one agent who comes and goes.
fn ended_sessions(count: u32) -> Engine {
    let mut engine = started(with_agents(1, HOME));
    for _ in 0..count {
        let session = log_in(&mut engine, BUSY, HOME);
        put(&mut engine, session, SessionState::Ended);
    }
    engine
}

/// Calls that nobody ends.
fn calls_elsewhere(count: u32) -> Engine {
    let mut engine = started(with_elsewhere(with_agents(count, ELSEWHERE)));
    for agent in BUSY..BUSY + count {
        ready(&mut engine, agent, ELSEWHERE);
        arrive(&mut engine, None, QueueId::at(ELSEWHERE), CallTimes::default());
    }
    engine
}

/// Calls for which nobody comes.
fn calls_waiting_elsewhere(count: u32) -> Engine {
    let mut engine = started(with_elsewhere(floor()));
    for _ in 0..count {
        arrive(
            &mut engine,
            None,
            QueueId::at(ELSEWHERE),
            CallTimes { patience: Some(FOR_EVER), ..CallTimes::default() },
        );
    }
    engine
}

fn arrive(engine: &mut Engine, handle: Option<CallHandle>, queue: QueueId, times: CallTimes) {
    engine.apply(&Command::Arrive { handle, queue, priority: 0, times }).expect("the queue takes every call");
}

fn empty_queues(count: u32) -> Engine {
    let mut config = floor();
    config.queues.extend((0..count).map(|n| engine::queue(&format!("empty{n}"), HOME)));
    started(config)
}

fn empty_groups(count: u32) -> Engine {
    let mut config = floor();
    config.groups.extend((0..count).map(|n| format!("empty{n}")));
    config.queues.extend((1..=count).map(|n| engine::queue(&format!("empty{n}"), n as usize)));
    started(config)
}

/// Calls that somebody outside may ask about for as long as the run lasts. Each has given up at once.
fn named_calls(count: u32) -> Engine {
    let mut config = with_elsewhere(floor());
    config.calls = vec![CallOrigin::Outside; count as usize];
    let mut engine = started(config);
    for n in 0..count as usize {
        let times = CallTimes { patience: Some(Span::ZERO), ..CallTimes::default() };
        arrive(&mut engine, Some(CallHandle::at(n)), QueueId::at(ELSEWHERE), times);
    }
    engine
}

/// Requests whose replies come after the end, with a limit that is as far away.
fn requests(count: u32) -> Engine {
    let config = Config { reply_after: Distribution::Constant(FOR_EVER), ..floor() };
    let mut engine = started(config);
    for _ in 0..count {
        engine.submit(Request::GetQueueInfo(QueueId::at(HOME)), Some(FOR_EVER));
    }
    engine
}
