//! Who gets which call.

use acd_core::{AgentConfig, Direction, Disposition, Membership, OnNoAnswer, QueueConfig, Strategy};
use tapi_types::{AgentState, CallHandle, SessionState};

use super::hall::{Hall, agent, endless, floor, g, manual, queue, s, slow, talk};

fn with(strategy: Strategy) -> QueueConfig {
    QueueConfig { strategy, ..queue() }
}

fn three(strategy: Strategy) -> Hall {
    Hall::new(floor(vec![with(strategy)], vec![agent(1), agent(1), agent(1)]))
}

#[test]
fn longest_idle_counts_from_ready_and_from_the_last_call() {
    let mut hall = three(Strategy::LongestIdle);
    let first = hall.ready(1, 1);
    let second = hall.at(5).ready(2, 1);
    let call = hall.at(10).arrive(1, talk(10, 10));
    assert_eq!(hall.who(call), Some(first));
    // The first is idle again since 30, the second since 5.
    let call = hall.at(40).arrive(1, talk(1, 0));
    assert_eq!(hall.who(call), Some(second));
}

#[test]
fn longest_idle_sees_calls_that_are_not_the_acds() {
    let mut hall = three(Strategy::LongestIdle);
    let (_, second) = (hall.ready(1, 1), hall.at(5).ready(2, 1));
    hall.at(10).other_call(1, Direction::Outgoing, Some(s(5))).unwrap();
    let call = hall.at(20).arrive(1, talk(1, 0));
    assert_eq!(hall.who(call), Some(second));
}

#[test]
fn round_robin_goes_on_after_the_last_one_offered() {
    let mut hall = three(Strategy::RoundRobin);
    let sessions = [hall.ready(1, 1), hall.ready(2, 1), hall.ready(3, 1)];
    let who = [10, 20, 30, 40].map(|t| {
        let call = hall.at(t).arrive(1, talk(1, 0));
        hall.who(call).unwrap()
    });
    assert_eq!(who, [sessions[0], sessions[1], sessions[2], sessions[0]]);
    // The second is away: the place moves to the third.
    hall.at(50).set(sessions[1], SessionState::NotReady);
    let call = hall.arrive(1, talk(1, 0));
    assert_eq!(hall.who(call), Some(sessions[2]));
}

#[test]
fn fewest_calls_and_then_creation_order() {
    let mut hall = three(Strategy::FewestCalls);
    let sessions = [hall.ready(1, 1), hall.ready(2, 1)];
    let who = [10, 20, 30].map(|t| {
        let call = hall.at(t).arrive(1, talk(1, 0));
        hall.who(call).unwrap()
    });
    assert_eq!(who, [sessions[0], sessions[1], sessions[0]]);
}

#[test]
fn least_talk_time() {
    let mut hall = three(Strategy::LeastTalkTime);
    let sessions = [hall.ready(1, 1), hall.ready(2, 1)];
    let long = hall.at(10).arrive(1, talk(8, 0));
    let short = hall.at(20).arrive(1, talk(3, 0));
    let next = hall.at(30).arrive(1, talk(3, 0));
    let last = hall.at(40).arrive(1, talk(1, 0));
    // 8 against 0, then 8 against 3, then 8 against 6.
    let who = [long, short, next, last].map(|call| hall.who(call).unwrap());
    assert_eq!(who, [sessions[0], sessions[1], sessions[1], sessions[1]]);
}

#[test]
fn linear_takes_the_first_created() {
    let mut hall = three(Strategy::Linear);
    let (_, third, first) = (hall.create(2, 1), hall.ready(3, 1), hall.ready(1, 1));
    let who = [10, 20].map(|t| {
        let call = hall.at(t).arrive(1, talk(1, 0));
        hall.who(call).unwrap()
    });
    assert_eq!(who, [third, third]);
    let together = hall.at(30).arrive(1, talk(9, 0));
    let beside = hall.at(31).arrive(1, talk(9, 0));
    assert_eq!((hall.who(together), hall.who(beside)), (Some(third), Some(first)));
}

fn of_level(level: u32, one: AgentConfig) -> AgentConfig {
    AgentConfig { groups: vec![Membership { group: g(1), level }], ..one }
}

#[test]
fn the_lowest_level_goes_before_the_strategy() {
    let agents = vec![of_level(2, agent(1)), of_level(1, agent(1))];
    let mut hall = Hall::new(floor(vec![with(Strategy::Linear)], agents));
    let (second_level, first_level) = (hall.ready(1, 1), hall.ready(2, 1));
    let calls = [(); 2].map(|()| hall.at(10).arrive(1, talk(9, 0)));
    assert_eq!(calls.map(|call| hall.who(call).unwrap()), [first_level, second_level]);
}

#[test]
fn where_the_call_rang_out_less_often_goes_before_the_level() {
    let agents = vec![of_level(1, manual(1)), of_level(2, manual(1))];
    let settings =
        QueueConfig { ring_timeout: Some(s(10)), on_no_answer: OnNoAnswer::StayReady, ..with(Strategy::Linear) };
    let mut hall = Hall::new(floor(vec![settings], agents));
    let (low, high) = (hall.ready(1, 1), hall.ready(2, 1));
    let call = hall.arrive(1, endless());
    hall.through(10);
    // It rings at the higher level now, and comes back when both have let it ring out once.
    assert_eq!((hall.session(low).rang_out, hall.session(low).ringing), (1, s(10)));
    hall.through(15);
    assert_eq!((hall.session(low).ringing, hall.session(high).ringing), (s(10), s(5)));
    hall.through(25);
    assert_eq!((hall.session(low).ringing, hall.session(high).ringing), (s(15), s(10)));
    assert_eq!(hall.call(call).rang_out, 2);
}

#[test]
fn priority_goes_first_over_all_queues_of_the_group() {
    let mut hall = Hall::new(floor(vec![queue(), queue()], vec![agent(1)]));
    let session = hall.create(1, 1);
    let early = hall.arrive(1, talk(10, 0));
    let urgent = hall.at(5).arrive_with(2, 1, talk(10, 0));
    hall.at(10).set(session, SessionState::Ready);
    assert_eq!((hall.who(urgent), hall.who(early)), (Some(session), None));
    hall.through(20);
    assert_eq!((hall.call(urgent).wait, hall.call(early).wait), (s(5), s(20)));
}

#[test]
fn overflow_keeps_the_place_of_the_first_entry() {
    let first = QueueConfig { max_wait: Some(s(10)), overflow_to: Some(super::hall::q(2)), ..queue() };
    let mut hall = Hall::new(floor(vec![first, queue()], vec![agent(1)]));
    let session = hall.create(1, 1);
    let flown = hall.arrive(1, talk(10, 0));
    let direct = hall.at(5).arrive(2, talk(10, 0));
    hall.at(20).set(session, SessionState::Ready);
    assert_eq!((hall.who(flown), hall.who(direct)), (Some(session), None));
    // The whole wait is the call's and the session's, a queue has the stay.
    assert_eq!(hall.call(flown).wait, s(20));
    assert_eq!(hall.session(session).info.longest_time_to_answer, s(20));
    assert_eq!((hall.queue(2).figures.wait_answered, hall.queue(2).figures.answered_within), (s(10), 1));
    assert_eq!((hall.queue(1).figures.flowed_out, hall.queue(1).figures.wait_other), (1, s(10)));
}

#[test]
fn an_agent_with_two_sessions_has_one_call() {
    let mut two = queue();
    two.group = g(2);
    let mut hall = Hall::new(floor(vec![queue(), two], vec![agent(2)]));
    let (one, other) = (hall.ready(1, 1), hall.ready(1, 2));
    let calls = (hall.arrive(1, talk(10, 5)), hall.arrive(2, talk(10, 5)));
    assert_eq!((hall.who(calls.0), hall.who(calls.1)), (Some(one), None));
    assert_eq!((hall.session(other).info.state, hall.session(other).available), (SessionState::Ready, false));
    // The wrap-up in the other session counts as well.
    hall.through(14);
    assert_eq!(hall.who(calls.1), None);
    hall.through(15);
    assert_eq!(hall.who(calls.1), Some(other));
}

#[test]
fn an_agent_that_is_not_ready_gets_nothing() {
    let mut hall = Hall::new(floor(vec![queue()], vec![agent(1)]));
    let session = hall.ready(1, 1);
    hall.set_agent(1, AgentState::NotReady);
    let call = hall.arrive(1, talk(10, 0));
    assert_eq!((hall.state(session), hall.session(session).available), (SessionState::Ready, false));
    assert_eq!(hall.queue(1).figures.queued, 1);
    hall.at(7).set_agent(1, AgentState::Ready);
    assert_eq!((hall.who(call), hall.call(call).wait), (Some(session), s(7)));
}

fn ring_all() -> QueueConfig {
    QueueConfig { on_no_answer: OnNoAnswer::StayReady, ring_timeout: Some(s(20)), ..with(Strategy::RingAll) }
}

#[test]
fn ring_all_gives_the_call_to_the_first_to_answer() {
    let mut hall = Hall::new(floor(vec![ring_all()], vec![slow(1, 6), slow(1, 4), slow(1, 2)]));
    let sessions = [hall.ready(1, 1), hall.ready(2, 1), hall.create(3, 1)];
    let call = hall.arrive(1, talk(30, 0));
    // One that comes free later does not join.
    hall.at(1).set(sessions[2], SessionState::Ready);
    hall.through(3);
    assert_eq!(hall.session(sessions[2]).ringing, s(0));
    hall.through(10);
    assert_eq!(hall.who(call), Some(sessions[1]));
    assert_eq!(sessions.map(|session| hall.session(session).ringing), [s(4), s(4), s(0)]);
    assert_eq!(sessions.map(|session| hall.session(session).rang_out), [0, 0, 0]);
    assert!(hall.session(sessions[0]).available);
}

#[test]
fn ring_all_rings_once_for_each_agent_of_the_lowest_level() {
    let mut hall = Hall::new(floor(vec![ring_all()], vec![manual(1), of_level(2, manual(1)), manual(1)]));
    let twice = [hall.ready(1, 1), hall.ready(1, 1)];
    let (higher, third) = (hall.ready(2, 1), hall.ready(3, 1));
    hall.arrive(1, endless());
    hall.through(5);
    let ringing = [twice[0], twice[1], higher, third].map(|session| hall.session(session).ringing);
    assert_eq!(ringing, [s(5), s(0), s(0), s(5)]);
}

#[test]
fn ring_all_has_one_ring_out_for_all() {
    let mut hall = Hall::new(floor(vec![ring_all()], vec![manual(1), manual(1)]));
    let sessions = [hall.ready(1, 1), hall.ready(2, 1)];
    let call = hall.arrive(1, endless());
    hall.through(20);
    assert_eq!(sessions.map(|session| hall.session(session).rang_out), [1, 1]);
    assert_eq!(hall.call(call).rang_out, 1);
    // Both stay READY and ring again at once.
    hall.through(25);
    assert_eq!(sessions.map(|session| hall.session(session).ringing), [s(25), s(25)]);
}

#[test]
fn ring_all_lets_a_rejecting_session_leave_alone() {
    let mut hall = Hall::new(floor(vec![ring_all()], vec![manual(1), manual(1)]));
    let sessions = [hall.ready(1, 1), hall.ready(2, 1)];
    let call: CallHandle = hall.arrive(1, endless());
    hall.at(5).reject(sessions[0]).unwrap();
    assert_eq!((hall.session(sessions[0]).rang_out, hall.call(call).rang_out), (1, 0));
    hall.at(8).answer(sessions[1]).unwrap();
    assert_eq!(hall.call(call).disposition, Disposition::Answered);
    assert_eq!((hall.call(call).rang_out, hall.session(sessions[0]).ringing), (0, s(5)));
}

#[test]
fn a_random_queue_draws_only_where_there_is_a_choice() {
    let mut hall = three(Strategy::Random);
    let only = hall.ready(1, 1);
    let calls = [10, 20, 30].map(|t| hall.at(t).arrive(1, talk(1, 0)));
    assert_eq!(calls.map(|call| hall.who(call).unwrap()), [only; 3]);
    let mut route = acd_core::Stream::new(0, "route/q0");
    let sessions = [only, hall.at(40).ready(2, 1), hall.ready(3, 1)];
    for t in [50, 60, 70] {
        let drawn = usize::try_from(route.below(3)).unwrap();
        let call = hall.at(t).arrive(1, talk(1, 0));
        assert_eq!(hall.who(call), Some(sessions[drawn]));
    }
}

#[test]
fn where_a_call_rang_out_in_another_group_does_not_narrow_the_draw() {
    let first = QueueConfig {
        max_wait: Some(s(15)),
        overflow_to: Some(super::hall::q(2)),
        ring_timeout: Some(s(10)),
        on_no_answer: OnNoAnswer::StayReady,
        ..queue()
    };
    let second = QueueConfig { group: g(2), ..with(Strategy::Random) };
    let route = acd_core::Stream::new(0, "route/q1");
    for crew in 1..=3 {
        let mut hall = Hall::new(floor(vec![first.clone(), second.clone()], vec![manual(1), agent(2)]));
        let mut sessions = vec![hall.ready(2, 2)];
        hall.ready(1, 1);
        sessions.extend((1..crew).map(|_| hall.ready(2, 2)));
        let call = hall.arrive(1, talk(1, 0));
        hall.through(15);
        assert_eq!((hall.call(call).rang_out, hall.call(call).wait), (1, s(15)));
        let drawn = if crew == 1 { 0 } else { usize::try_from(route.clone().below(crew)).unwrap() };
        assert_eq!(hall.who(call), Some(sessions[drawn]), "{crew} sessions");
    }
}
