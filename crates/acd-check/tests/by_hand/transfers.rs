//! Blind transfers.

use acd_core::{Command, Disposition, Next, QueueConfig, TransferTo};
use tapi_types::{LineError, SessionState};

use super::hall::{Hall, agent, endless, floor, g, manual, q, queue, s, slow, talk};

/// Two queues of two groups; the first agent in the first, the second in the second.
fn two_desks() -> Hall {
    let second = QueueConfig { group: g(2), ..queue() };
    Hall::new(floor(vec![queue(), second], vec![agent(2), agent(2)]))
}

#[test]
fn a_transfer_is_a_full_end_and_a_new_entry() {
    let mut hall = two_desks();
    let (first, second) = (hall.ready(1, 1), hall.ready(2, 2));
    hall.arrive(2, talk(15, 0));
    let call = hall.at(5).arrive(1, talk(20, 7));
    hall.at(10).transfer(call, TransferTo::Queue(q(2))).unwrap();
    assert_eq!((hall.state(first), hall.call(call).disposition), (SessionState::BusyWrapUp, Disposition::Answered));
    assert_eq!(
        (hall.queue(2).figures.offered, hall.queue(2).figures.flowed_in, hall.queue(2).figures.queued),
        (2, 1, 1)
    );
    assert_eq!(hall.queue(1).figures.flowed_out, 0);
    hall.through(17);
    assert_eq!((hall.state(first), hall.state(second)), (SessionState::Ready, SessionState::BusyOnCall));
    // The call's own talk and wrap-up again: 15 to 35 to 42.
    hall.through(42);
    let row = hall.call(call);
    assert_eq!((row.session, row.answers, row.wait, row.queue), (Some(second), 2, s(0), q(2)));
    assert_eq!((row.talk, row.wrap_up), (s(5 + 20), s(7 + 7)));
    assert_eq!(hall.session(second).info.longest_time_to_answer, s(5));
    assert_eq!([first, second].map(|session| hall.session(session).info.number_of_calls), [1, 2]);
    assert_eq!((hall.queue(1).figures.wrap_up, hall.queue(2).figures.wrap_up), (s(7), s(7)));
}

#[test]
fn a_transfer_within_the_queue_flows_nowhere_and_may_come_back() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, talk(20, 0));
    hall.at(10).transfer(call, TransferTo::Queue(q(1))).unwrap();
    // The first session is READY again and may take it at once.
    let figures = hall.queue(1).figures;
    assert_eq!((figures.offered, figures.answered, figures.flowed_in, figures.queued), (2, 2, 0, 0));
    assert_eq!((hall.session(session).info.number_of_calls, hall.call(call).answers), (2, 2));
}

#[test]
fn times_of_the_verb_hold_until_the_next_transfer() {
    let mut hall = two_desks();
    let (first, second) = (hall.ready(1, 1), hall.ready(2, 2));
    let call = hall.arrive(1, talk(20, 7));
    let to = TransferTo::Queue(q(2));
    let command = Command::Transfer { call, to, talk: Some(s(9)), wrap_up: Some(s(0)), patience: None };
    hall.at(10).give(&command).unwrap();
    hall.through(19);
    assert_eq!((hall.session(second).talk, hall.state(second)), (s(9), SessionState::Ready));
    // "Its own" are those of the arrival, whatever a transfer said in between.
    let call = hall.at(20).arrive(1, talk(20, 7));
    assert_eq!(hall.who(call), Some(first));
    hall.at(21).give(&Command::Transfer { call, to, talk: Some(s(9)), wrap_up: Some(s(0)), patience: None }).unwrap();
    hall.at(28).transfer(call, TransferTo::Queue(q(1))).unwrap();
    hall.through(100);
    assert_eq!((hall.call(call).talk, hall.call(call).wrap_up), (s(1 + 7 + 20), s(7 + 7)));
}

#[test]
fn a_refused_transfer_leaves_the_call_where_it_is() {
    let full = QueueConfig { group: g(2), max_waiting: Some(0), ..queue() };
    let mut hall = Hall::new(floor(vec![queue(), full], vec![agent(2), agent(2)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, endless());
    let to = TransferTo::Queue(q(2));
    assert_eq!(hall.transfer(call, to), Err(LineError::RESOURCEUNAVAIL), "unstaffed");
    let away = hall.create(2, 2);
    assert_eq!(hall.transfer(call, to), Err(LineError::RESOURCEUNAVAIL), "full");
    assert_eq!(hall.transfer(call, TransferTo::Session(away)), Err(LineError::INVALAGENTSTATE));
    assert_eq!(hall.transfer(call, TransferTo::Session(session)), Err(LineError::INVALAGENTSTATE));
    assert_eq!((hall.state(session), hall.queue(2).figures.offered), (SessionState::BusyOnCall, 0));
    hall.hang_up(call).unwrap();
    assert_eq!(hall.transfer(call, to), Err(LineError::INVALCALLSTATE));
}

#[test]
fn to_a_session_it_rings_there_alone() {
    let mut hall = Hall::new(floor(
        vec![QueueConfig { ring_timeout: Some(s(10)), ..queue() }],
        vec![agent(1), slow(1, 4), slow(1, 4)],
    ));
    let sessions = [hall.ready(1, 1), hall.at(1).ready(2, 1), hall.at(2).ready(3, 1)];
    let call = hall.at(5).arrive(1, talk(20, 3));
    hall.at(10).transfer(call, TransferTo::Session(sessions[2])).unwrap();
    hall.through(14);
    assert_eq!(hall.who(call), Some(sessions[2]));
    assert_eq!(sessions.map(|session| hall.session(session).ringing), [s(0), s(0), s(4)]);
    let figures = hall.queue(1).figures;
    assert_eq!((figures.offered, figures.queued, figures.flowed_in, figures.wait_answered), (2, 0, 0, s(4)));
    assert_eq!(hall.session(sessions[2]).info.sum_time_to_answer, s(4));
}

#[test]
fn to_a_session_that_lets_it_ring_out_it_waits_in_the_queue() {
    let settings = QueueConfig { ring_timeout: Some(s(10)), ..queue() };
    let mut hall = Hall::new(floor(vec![settings], vec![agent(1), manual(1)]));
    let (first, second) = (hall.ready(1, 1), hall.ready(2, 1));
    let call = hall.arrive(1, talk(20, 60));
    assert_eq!(hall.who(call), Some(first));
    hall.at(5).transfer(call, TransferTo::Session(second)).unwrap();
    hall.through(15);
    assert_eq!((hall.state(second), hall.queue(1).figures.waiting), (SessionState::NotReady, 1));
    // The first one is through with its wrap-up at 65.
    hall.through(65);
    assert_eq!((hall.call(call).answers, hall.who(call)), (2, Some(first)));
    assert_eq!(hall.session(first).info.longest_time_to_answer, s(60));
}

#[test]
fn a_transferred_caller_who_gives_up_stays_answered() {
    let mut hall = two_desks();
    hall.ready(1, 1);
    hall.create(2, 2);
    let call = hall.arrive(1, talk(20, 0));
    let to = TransferTo::Queue(q(2));
    hall.at(10).give(&Command::Transfer { call, to, talk: None, wrap_up: None, patience: Some(s(30)) }).unwrap();
    hall.through(39);
    assert_eq!(hall.queue(2).figures.waiting, 1);
    hall.through(40);
    assert_eq!((hall.queue(2).figures.abandoned, hall.queue(2).figures.wait_abandoned), (1, s(30)));
    let row = hall.call(call);
    assert_eq!((row.disposition, row.wait, row.talk, row.answers), (Disposition::Answered, s(0), s(10), 1));
}

#[test]
fn without_a_word_about_it_a_transferred_caller_is_patient_for_ever() {
    let mut hall = two_desks();
    hall.ready(1, 1);
    hall.create(2, 2);
    let call = hall.arrive(1, super::hall::patient(20, 5));
    hall.at(10).transfer(call, TransferTo::Queue(q(2))).unwrap();
    hall.through(1000);
    assert_eq!((hall.queue(2).figures.waiting, hall.queue(2).period.current_longest_wait_time), (1, s(990)));
}

#[test]
fn an_explicit_next_state_is_taken_at_a_transfer() {
    let mut hall = two_desks();
    let session = hall.ready(1, 1);
    hall.create(2, 2);
    let call = hall.arrive(1, talk(20, 9));
    hall.next(session, Next::Set(SessionState::Ended)).unwrap();
    hall.at(10).transfer(call, TransferTo::Queue(q(2))).unwrap();
    let row = hall.session(session);
    assert_eq!((row.info.state, row.wrap_up, row.info.session_duration), (SessionState::Ended, s(0), s(10)));
}

#[test]
fn a_held_call_may_be_transferred() {
    let mut hall = two_desks();
    hall.ready(1, 1);
    let second = hall.ready(2, 2);
    let call = hall.arrive(1, talk(20, 0));
    hall.at(5).hold(call).unwrap();
    hall.at(8).transfer(call, TransferTo::Queue(q(2))).unwrap();
    hall.through(28);
    let row = hall.call(call);
    assert_eq!((row.talk, row.hold, row.session), (s(25), s(3), Some(second)));
    assert_eq!(hall.state(second), SessionState::Ready);
}
