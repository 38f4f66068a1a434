//! Time and order: what happens first at one instant.

use acd_core::{Break, Disposition, QueueConfig, Rate, Shift, StreamConfig};
use tapi_types::{LineError, SessionState, Span, Time};

use super::hall::{Hall, agent, at, constant, endless, floor, g, manual, patient, q, queue, s, slow, talk};
use acd_core::CallTimes;

/// A waits for nobody, B for nobody; then everybody waits. The log is printed with the case.
#[test]
fn t1() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1), agent(1)]));
    let (a, b) = (hall.ready(1, 1), hall.ready(2, 1));
    let times = CallTimes { talk: Some(s(30)), wrap_up: s(10), patience: Some(s(25)) };
    let calls = [0, 10, 20, 30, 40, 100].map(|t| hall.at(t).arrive(1, times));
    hall.through(150);
    let answered_by = calls.map(|call| hall.who(call));
    assert_eq!(answered_by, [Some(a), Some(b), Some(a), Some(b), None, Some(a)]);
    let waits = calls.map(|call| hall.call(call).wait);
    assert_eq!(waits, [s(0), s(0), s(20), s(20), s(25), s(0)]);
    assert_eq!(hall.call(calls[4]).disposition, Disposition::Abandoned);
    let figures = hall.queue(1).figures;
    assert_eq!((figures.offered, figures.answered, figures.abandoned), (6, 5, 1));
    assert_eq!((figures.wait_answered, figures.longest_wait, figures.answered_within), (s(40), s(25), 5));
    let (a, b) = (hall.session(a), hall.session(b));
    assert_eq!((a.info.number_of_calls, a.talk, a.wrap_up), (3, s(90), s(30)));
    assert_eq!((b.info.number_of_calls, b.talk, b.wrap_up), (2, s(60), s(20)));
}

#[test]
fn who_comes_free_at_the_last_moment_of_patience_answers() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    hall.arrive(1, talk(30, 0));
    let late = hall.arrive(1, patient(10, 30));
    hall.through(30);
    assert_eq!(hall.call(late).disposition, Disposition::Answered);
    assert_eq!(hall.call(late).wait, s(30));
}

#[test]
fn patience_goes_before_maximum_wait() {
    let mut hall = Hall::new(floor(vec![QueueConfig { max_wait: Some(s(30)), ..queue() }], vec![agent(1)]));
    let call = hall.arrive(1, patient(10, 30));
    hall.through(30);
    assert_eq!(hall.call(call).disposition, Disposition::Abandoned);
    assert_eq!(hall.queue(1).figures.timed_out, 0);
}

#[test]
fn maximum_wait_goes_before_ring_out() {
    let settings = QueueConfig { max_wait: Some(s(30)), ring_timeout: Some(s(30)), ..queue() };
    let mut hall = Hall::new(floor(vec![settings], vec![manual(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, endless());
    hall.through(30);
    assert_eq!(hall.call(call).disposition, Disposition::TimedOut);
    assert_eq!((hall.session(session).rang_out, hall.state(session)), (0, SessionState::Ready));
}

#[test]
fn an_answer_goes_before_the_end_of_patience() {
    let mut hall = Hall::new(floor(vec![queue()], vec![slow(1, 8)]));
    hall.ready(1, 1);
    let call = hall.arrive(1, patient(10, 8));
    hall.through(8);
    assert_eq!(hall.call(call).disposition, Disposition::Answered);
}

#[test]
fn the_end_of_patience_goes_before_a_request_is_handled() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.arrive(1, patient(10, 8));
    hall.at(8);
    let request = hall.submit(acd_core::Request::GetQueueInfo(q(1)), None);
    hall.through(8);
    let Some(acd_core::RequestEnd::Replied(Ok(acd_core::Reply::QueueInfo(info)))) = hall.request(request).end else {
        panic!("no record")
    };
    assert_eq!((info.total_calls_abandoned, info.current_calls_queued), (1, 0));
}

#[test]
fn a_talk_ends_before_the_commands_of_its_last_moment() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    let call = hall.arrive(1, talk(30, 0));
    assert_eq!(hall.at(30).hang_up(call), Err(LineError::INVALCALLSTATE));
    assert_eq!(hall.at(30).hold(call), Err(LineError::INVALCALLSTATE));
}

#[test]
fn what_a_command_schedules_for_now_in_a_lower_class_runs_before_the_next_command() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    let first = hall.at(10).arrive(1, talk(0, 0));
    let second = hall.at(10).arrive(1, talk(0, 0));
    hall.at(10);
    assert_eq!((hall.who(first), hall.who(second)), (Some(session), Some(session)));
    assert_eq!(hall.queue(1).figures.queued, 0);
}

fn every(name: &str, queue: usize, step: u64) -> StreamConfig {
    StreamConfig {
        name: name.to_owned(),
        queue: q(queue),
        from: at(0),
        to: Some(at(100)),
        count: None,
        rate: Rate::Every(s(step)),
        talk: Some(constant(1)),
        wrap_up: constant(0),
        patience: None,
        priority: 0,
    }
}

#[test]
fn commands_go_before_generated_calls() {
    let mut config = floor(vec![queue()], vec![agent(1)]);
    config.streams = vec![StreamConfig { from: at(10), count: Some(1), ..every("x", 1, 10) }];
    let mut hall = Hall::new(config);
    let session = hall.ready(1, 1);
    hall.at(10).set(session, SessionState::NotReady);
    hall.through(10);
    assert_eq!((hall.queue(1).figures.waiting, hall.queue(1).figures.queued), (1, 1));
}

#[test]
fn streams_that_meet_go_in_file_order() {
    let mut config = floor(vec![QueueConfig { max_waiting: Some(1), ..queue() }, queue()], vec![agent(1)]);
    config.queues[1].max_waiting = Some(1);
    // Both come at 20: the one that is written first takes the only free agent, though it was scheduled later.
    config.streams = vec![
        StreamConfig { from: at(0), queue: q(2), ..every("first", 2, 20) },
        StreamConfig { from: at(20), count: Some(1), ..every("second", 1, 50) },
    ];
    let mut hall = Hall::new(config);
    hall.ready(1, 1);
    hall.through(20);
    assert_eq!((hall.queue(2).figures.answered, hall.queue(1).figures.waiting), (2, 1));
}

#[test]
fn every_starts_at_from_and_leaves_out_to() {
    let mut config = floor(vec![queue()], vec![agent(1)]);
    config.streams = vec![StreamConfig { from: at(10), to: Some(at(40)), ..every("x", 1, 10) }];
    let mut hall = Hall::new(config);
    hall.through(9);
    assert_eq!(hall.queue(1).figures.offered, 0);
    hall.through(60);
    assert_eq!(hall.queue(1).figures.offered, 3);
}

#[test]
fn shifts_go_before_commands_and_end_after_breaks() {
    let mut config = floor(vec![queue()], vec![agent(1)]);
    let pause = Break { from: at(20), to: at(30), reason: None };
    config.agents[0].shifts = vec![Shift { from: at(10), to: at(30), groups: vec![g(1)], breaks: vec![pause] }];
    let mut hall = Hall::new(config);
    hall.at(10);
    let session = hall.sessions()[0].session;
    assert_eq!(hall.state(session), SessionState::Ready);
    hall.at(20);
    assert_eq!(hall.state(session), SessionState::NotReady);
    hall.at(30);
    assert_eq!(hall.state(session), SessionState::Ended);
    assert_eq!((hall.session(session).ready, hall.session(session).not_ready), (s(10), s(10)));
}

#[test]
fn a_call_waits_to_the_microsecond() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.create(1, 1);
    let call = hall.at_time(Time::from_micros(1)).arrive(1, patient(10, 1));
    hall.at_time(Time::from_micros(1_000_000)).set(session, SessionState::Ready);
    assert_eq!(hall.call(call).wait, Span::from_micros(999_999));
    assert_eq!(hall.session(session).info.average_time_to_answer_s(), 0);
}
