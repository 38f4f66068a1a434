//! What a run leaves behind: nothing of the calls that are over, nothing for time in which nothing happens.

use acd_core::{Distribution, Engine, Rate, StreamConfig};
use tapi_types::{QueueId, Span, Time};

use crate::floor::{floor, ready};

fn stream(count: u64) -> StreamConfig {
    StreamConfig {
        name: "s".to_owned(),
        queue: QueueId::at(0),
        from: Time::ZERO,
        to: None,
        count: Some(count),
        rate: Rate::Poisson { per_hour: 60.0 },
        talk: Some(Distribution::Exponential { mean: Span::from_secs(90) }),
        wrap_up: Distribution::Constant(Span::from_secs(5)),
        patience: Some(Distribution::Exponential { mean: Span::from_secs(36_000) }),
        priority: 0,
    }
}

#[test]
fn finished_calls_leave_nothing_behind() {
    let mut config = floor(&["anna", "ben", "carl"]);
    config.streams = vec![stream(20_000)];
    let mut engine = Engine::new(config);
    for agent in 0..3 {
        ready(&mut engine, agent);
    }
    let mut most = 0;
    while let Some(wake) = engine.next_wake() {
        engine.advance_through(wake.at).expect("laws hold");
        most = most.max(engine.in_flight());
    }
    assert_eq!(engine.queues()[0].figures.offered, 20_000);
    // Calls in the queue or with an agent, and one or two events each: patience is ten hours on average, so events of
    // answered callers that stayed would be thousands.
    assert!(most < 200, "{most} calls and events in flight");
    assert_eq!(engine.in_flight(), 0);
}

#[test]
fn an_idle_year_is_one_step() {
    let mut engine = Engine::new(floor(&["anna"]));
    let session = ready(&mut engine, 0);
    assert_eq!(engine.next_wake(), None);
    let records = engine.record_count();
    engine.advance_through(Time::from_secs(365 * 24 * 3600)).expect("laws hold");
    assert_eq!(engine.record_count(), records);
    let info = engine.session(session).expect("it is there").info;
    assert_eq!(info.session_duration, Span::from_secs(365 * 24 * 3600));
}
