//! A call's ways: full queues, unstaffed queues, ringing, waiting too long, hold, hang-up.

use acd_core::{CallTimes, Direction, Disposition, OnNoAnswer, QueueConfig, WhenUnstaffed};
use tapi_types::{AgentState, CallHandle, LineError, SessionState};

use super::hall::{Hall, agent, endless, floor, g, manual, patient, q, queue, s, slow, talk};

#[test]
fn a_full_queue_blocks() {
    let mut hall = Hall::new(floor(vec![QueueConfig { max_waiting: Some(1), ..queue() }], vec![agent(1)]));
    hall.ready(1, 1);
    let calls = [(); 3].map(|()| hall.at(10).arrive(1, talk(30, 0)));
    let ends = calls.map(|call| hall.call(call).disposition);
    assert_eq!(ends, [Disposition::Answered, Disposition::InProgress, Disposition::Blocked]);
    let row = hall.queue(1);
    assert_eq!((row.figures.offered, row.figures.blocked, row.figures.queued), (3, 1, 1));
    assert_eq!((row.period.total_calls_queued, row.period.current_calls_queued), (2, 1));
    assert_eq!(hall.call(calls[2]).queue, q(1));
}

#[test]
fn no_waiting_places_at_all_still_lets_free_agents_answer() {
    let mut hall = Hall::new(floor(vec![QueueConfig { max_waiting: Some(0), ..queue() }], vec![agent(1)]));
    hall.ready(1, 1);
    let calls = [(); 2].map(|()| hall.arrive(1, talk(30, 0)));
    let ends = calls.map(|call| hall.call(call).disposition);
    assert_eq!(ends, [Disposition::Answered, Disposition::Blocked]);
}

#[test]
fn ringing_calls_take_no_waiting_place_and_come_back_to_a_full_queue() {
    let settings = QueueConfig { max_waiting: Some(1), ring_timeout: Some(s(10)), ..queue() };
    let mut hall = Hall::new(floor(vec![settings], vec![manual(1)]));
    let session = hall.ready(1, 1);
    let rings = hall.arrive(1, endless());
    let waits = hall.arrive(1, endless());
    assert_eq!((hall.queue(1).figures.waiting, hall.queue(1).figures.ringing), (1, 1));
    hall.through(10);
    assert_eq!((hall.queue(1).figures.waiting, hall.queue(1).figures.blocked), (2, 0));
    // Its old place is before the other one.
    hall.at(15).set(session, SessionState::Ready);
    hall.at(16).answer(session).unwrap();
    assert_eq!((hall.who(rings), hall.who(waits)), (Some(session), None));
}

#[test]
fn a_call_that_flows_in_may_be_blocked() {
    let first = QueueConfig { max_wait: Some(s(10)), overflow_to: Some(q(2)), ..queue() };
    let second = QueueConfig { max_waiting: Some(0), ..queue() };
    let mut hall = Hall::new(floor(vec![first, second], vec![agent(1)]));
    let call = hall.arrive(1, endless());
    hall.through(10);
    let (first, second) = (hall.queue(1), hall.queue(2));
    assert_eq!((first.figures.flowed_out, first.period.total_calls_flowed_out), (1, 1));
    assert_eq!((second.figures.offered, second.figures.blocked, second.figures.flowed_in), (1, 1, 0));
    assert_eq!((second.period.total_calls_queued, second.period.total_calls_flowed_in), (0, 0));
    let row = hall.call(call);
    assert_eq!((row.disposition, row.queue, row.wait), (Disposition::Blocked, q(2), s(10)));
}

#[test]
fn unstaffed_at_entry() {
    let settings = QueueConfig { when_unstaffed: WhenUnstaffed::End, max_waiting: Some(0), ..queue() };
    let mut hall = Hall::new(floor(vec![settings], vec![agent(1)]));
    let call = hall.arrive(1, endless());
    let row = hall.queue(1);
    assert_eq!((row.figures.unstaffed, row.figures.blocked, row.figures.queued), (1, 0, 0));
    assert_eq!(row.period.total_calls_queued, 0);
    assert_eq!(hall.call(call).disposition, Disposition::Unstaffed);
    // A session that is not READY is enough; now the queue is full instead.
    hall.create(1, 1);
    let call = hall.arrive(1, endless());
    assert_eq!(hall.call(call).disposition, Disposition::Blocked);
}

#[test]
fn unstaffed_with_overflow_at_entry_is_a_stay_of_zero() {
    let first = QueueConfig { when_unstaffed: WhenUnstaffed::Overflow, overflow_to: Some(q(2)), ..queue() };
    let mut second = queue();
    second.group = g(2);
    let mut hall = Hall::new(floor(vec![first, second], vec![agent(2)]));
    let session = hall.ready(1, 2);
    let call = hall.at(10).arrive(1, talk(30, 0));
    assert_eq!((hall.who(call), hall.call(call).queue), (Some(session), q(2)));
    let (first, second) = (hall.queue(1), hall.queue(2));
    assert_eq!((first.figures.offered, first.figures.queued, first.figures.flowed_out), (1, 1, 1));
    assert_eq!((first.period.total_calls_queued, first.figures.wait_other), (1, s(0)));
    assert_eq!((second.figures.flowed_in, second.figures.queued, second.figures.answered), (1, 0, 1));
}

#[test]
fn when_the_last_session_ends_its_calls_go_best_first() {
    let ends = QueueConfig { when_unstaffed: WhenUnstaffed::End, ..queue() };
    let flows = QueueConfig { when_unstaffed: WhenUnstaffed::Overflow, overflow_to: Some(q(4)), ..queue() };
    let refuge = QueueConfig { group: g(2), max_waiting: Some(1), ..queue() };
    let mut hall = Hall::new(floor(vec![ends, flows, queue(), refuge], vec![agent(1), agent(2)]));
    let session = hall.create(1, 1);
    hall.create(2, 2);
    let ended = hall.at(10).arrive(1, endless());
    let later = hall.at(12).arrive(2, endless());
    let urgent = hall.at(14).arrive_with(2, 1, endless());
    let waits = hall.arrive(3, endless());
    hall.at(20).set(session, SessionState::Ended);
    assert_eq!((hall.call(ended).disposition, hall.call(ended).wait), (Disposition::Unstaffed, s(10)));
    // One waiting place is left in the refuge, and the urgent call goes first.
    assert_eq!(hall.call(urgent).disposition, Disposition::InProgress);
    assert_eq!(hall.call(later).disposition, Disposition::Blocked);
    assert_eq!((hall.call(waits).disposition, hall.call(waits).queue), (Disposition::InProgress, q(3)));
    let row = hall.queue(1);
    assert_eq!((row.figures.unstaffed, row.figures.queued, row.figures.wait_other), (1, 1, s(10)));
    assert_eq!((row.period.total_calls_queued, row.period.average_wait_time_s), (1, 0));
    assert_eq!(row.period.longest_ever_wait_time, s(10));
    assert_eq!((hall.queue(2).figures.flowed_out, hall.queue(2).period.average_wait_time_s), (2, 7));
}

#[test]
fn an_offer_that_rings_out_makes_the_agent_not_ready_everywhere() {
    let settings = QueueConfig { ring_timeout: Some(s(10)), ..queue() };
    let mut hall = Hall::new(floor(vec![settings], vec![manual(2)]));
    let (here, there) = (hall.ready(1, 1), hall.ready(1, 2));
    let away = hall.create(1, 2);
    let call = hall.arrive(1, endless());
    hall.through(30);
    assert_eq!([here, there, away].map(|session| hall.state(session)), [SessionState::NotReady; 3]);
    let reasons = hall.session(there).not_ready_reasons;
    assert_eq!(reasons, vec![(acd_core::Config::NO_ANSWER, s(20))]);
    assert_eq!(hall.session(away).not_ready_reasons, vec![]);
    assert_eq!([here, there].map(|session| hall.session(session).rang_out), [1, 0]);
    assert_eq!((hall.call(call).rang_out, hall.queue(1).figures.waiting), (1, 1));
    assert_eq!(hall.session(here).ready, s(10));
}

#[test]
fn a_session_that_leaves_ready_while_it_rings_is_not_blamed() {
    let mut hall = Hall::new(floor(vec![queue()], vec![manual(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, endless());
    hall.at(5).set(session, SessionState::NotReady);
    assert_eq!((hall.session(session).rang_out, hall.call(call).rang_out), (0, 0));
    assert_eq!((hall.queue(1).figures.waiting, hall.queue(1).figures.ringing), (1, 0));
    assert_eq!(hall.session(session).ringing, s(5));
}

#[test]
fn an_agent_that_becomes_not_ready_leaves_the_offer() {
    let mut hall = Hall::new(floor(vec![queue()], vec![manual(1), manual(1)]));
    let (first, second) = (hall.ready(1, 1), hall.at(1).ready(2, 1));
    hall.at(2).arrive(1, endless());
    hall.at(5).set_agent(1, AgentState::NotReady);
    hall.through(9);
    assert_eq!((hall.state(first), hall.session(first).rang_out), (SessionState::Ready, 0));
    assert_eq!([first, second].map(|session| hall.session(session).ringing), [s(3), s(4)]);
}

#[test]
fn a_rejection_counts_as_a_ring_out() {
    let mut hall = Hall::new(floor(vec![queue()], vec![manual(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, endless());
    hall.at(5).reject(session).unwrap();
    assert_eq!((hall.session(session).rang_out, hall.call(call).rang_out), (1, 1));
    assert_eq!(hall.state(session), SessionState::NotReady);
    assert_eq!(hall.reject(session), Err(LineError::INVALCALLSTATE));
}

#[test]
fn maximum_wait_ends_ringing_and_flows_over() {
    let first = QueueConfig { max_wait: Some(s(10)), overflow_to: Some(q(2)), ..queue() };
    let second = QueueConfig { max_wait: Some(s(10)), ..queue() };
    let mut hall = Hall::new(floor(vec![first, second], vec![manual(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, endless());
    hall.through(10);
    assert_eq!((hall.state(session), hall.session(session).rang_out), (SessionState::Ready, 0));
    // The session that rang is free, so the second queue offers the call at once.
    assert_eq!((hall.queue(2).figures.ringing, hall.queue(2).figures.queued), (1, 0));
    hall.through(20);
    let second = hall.queue(2);
    assert_eq!((second.figures.timed_out, second.period.final_disposition), (1, 1));
    assert_eq!((second.figures.wait_other, second.period.average_wait_time_s), (s(10), 10));
    assert_eq!((hall.call(call).disposition, hall.call(call).wait), (Disposition::TimedOut, s(20)));
}

#[test]
fn patience_runs_through_ringing_and_overflow() {
    let first = QueueConfig { max_wait: Some(s(10)), overflow_to: Some(q(2)), ..queue() };
    let mut hall = Hall::new(floor(vec![first, queue()], vec![manual(1)]));
    hall.ready(1, 1);
    let call = hall.arrive(1, patient(10, 13));
    hall.through(13);
    let second = hall.queue(2).figures;
    assert_eq!((second.abandoned, second.abandoned_ringing, second.wait_abandoned), (1, 1, s(3)));
    assert_eq!((second.abandoned_within, second.abandoned_short), (1, 1));
    assert_eq!((hall.call(call).disposition, hall.call(call).wait), (Disposition::Abandoned, s(13)));
}

#[test]
fn patience_ends_with_the_answer() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    hall.ready(1, 1);
    let call = hall.arrive(1, patient(60, 5));
    hall.through(59);
    assert_eq!((hall.call(call).disposition, hall.call(call).talk), (Disposition::Answered, s(59)));
}

#[test]
fn hold_stops_the_talk_clock_and_its_end() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, talk(30, 0));
    hall.at(10).hold(call).unwrap();
    assert_eq!(hall.hold(call), Err(LineError::INVALCALLSTATE));
    hall.at(50).retrieve(call).unwrap();
    assert_eq!(hall.retrieve(call), Err(LineError::INVALCALLSTATE));
    hall.through(69);
    assert_eq!(hall.state(session), SessionState::BusyOnCall);
    hall.through(70);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.talk, row.hold), (SessionState::Ready, s(30), s(40)));
    assert_eq!((row.info.total_call_time, row.info.total_talk_time), (s(70), s(30)));
    assert_eq!((hall.queue(1).figures.talk, hall.queue(1).figures.hold), (s(30), s(40)));
    assert_eq!((hall.agent(1).hold, hall.call(call).hold), (s(40), s(40)));
}

#[test]
fn hang_up_by_stage() {
    let mut hall = Hall::new(floor(vec![queue()], vec![slow(1, 5)]));
    let waiting = hall.arrive(1, endless());
    hall.at(2).hang_up(waiting).unwrap();
    assert_eq!(hall.call(waiting).disposition, Disposition::Abandoned);
    hall.ready(1, 1);
    let ringing = hall.arrive(1, endless());
    hall.at(3).hang_up(ringing).unwrap();
    assert_eq!(hall.queue(1).figures.abandoned_ringing, 1);
    let talking = hall.at(10).arrive(1, endless());
    hall.at(20).hang_up(talking).unwrap();
    assert_eq!((hall.call(talking).disposition, hall.call(talking).talk), (Disposition::Answered, s(5)));
    assert_eq!(hall.hang_up(talking), Err(LineError::INVALCALLSTATE));
    assert_eq!(hall.hang_up(CallHandle::at(99)), Err(LineError::INVALPARAM));
    let held = hall.at(30).arrive(1, talk(7, 3));
    hall.at(36).hold(held).unwrap();
    hall.at(40).hang_up(held).unwrap();
    assert_eq!((hall.call(held).talk, hall.call(held).hold), (s(1), s(4)));
}

#[test]
fn a_call_that_is_not_the_acds() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    // No session is needed, and NOT_READY does not matter.
    hall.set_agent(1, AgentState::NotReady);
    hall.other_call(1, Direction::Incoming, Some(s(10))).unwrap();
    assert_eq!(hall.agent(1).period.state, AgentState::BusyIncoming);
    assert_eq!(hall.other_call(1, Direction::Outgoing, None), Err(LineError::INVALAGENTSTATE));
    hall.at(5).set_agent(1, AgentState::Ready);
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, talk(10, 10));
    assert_eq!((hall.state(session), hall.who(call)), (SessionState::Ready, None));
    hall.through(10);
    assert_eq!(hall.call(call).wait, s(5));
    assert_eq!(hall.other_call(1, Direction::Outgoing, None), Err(LineError::INVALAGENTSTATE));
    // In wrap-up it may begin, and busy_acd stays on show.
    hall.at(25).other_call(1, Direction::Outgoing, Some(s(30))).unwrap();
    assert_eq!(hall.agent(1).period.state, AgentState::BusyAcd);
    hall.through(30);
    assert_eq!(hall.agent(1).period.state, AgentState::BusyOutgoing);
    let row = hall.agent(1);
    assert_eq!((row.number_of_incoming_calls, row.number_of_outgoing_calls, row.number_of_acd_calls), (1, 1, 1));
    assert!(!hall.session(session).available);
    hall.through(55);
    assert!(hall.session(session).available);
}

#[test]
fn a_call_that_is_not_the_acds_knows_only_hang_up() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1), manual(1)]));
    let Ok(acd_core::Accepted::Call(call)) = hall.other_call(1, Direction::Outgoing, None) else { panic!("no call") };
    assert_eq!(hall.hold(call), Err(LineError::INVALCALLSTATE));
    assert_eq!(hall.retrieve(call), Err(LineError::INVALCALLSTATE));
    assert_eq!(hall.transfer(call, acd_core::TransferTo::Queue(q(1))), Err(LineError::INVALCALLSTATE));
    hall.at(5).hang_up(call).unwrap();
    assert_eq!(hall.hang_up(call), Err(LineError::INVALCALLSTATE));
    assert_eq!(hall.agent(1).period.state, AgentState::Ready);
    // Refused while it rings.
    hall.ready(2, 1);
    hall.arrive(1, endless());
    assert_eq!(hall.other_call(2, Direction::Outgoing, None), Err(LineError::INVALAGENTSTATE));
}

#[test]
fn ring_out_with_stay_ready_rings_again() {
    let settings = QueueConfig { ring_timeout: Some(s(10)), on_no_answer: OnNoAnswer::StayReady, ..queue() };
    let mut hall = Hall::new(floor(vec![settings], vec![manual(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, CallTimes { patience: Some(s(25)), ..endless() });
    hall.through(25);
    assert_eq!((hall.session(session).rang_out, hall.call(call).rang_out), (2, 2));
    assert_eq!((hall.session(session).ringing, hall.queue(1).figures.abandoned_ringing), (s(25), 1));
}

#[test]
fn without_a_talk_time_a_call_lasts_until_somebody_hangs_up() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, endless());
    hall.through(100_000);
    assert_eq!((hall.state(session), hall.call(call).talk), (SessionState::BusyOnCall, s(100_000)));
}
