//! States of sessions and agents: transitions, pending and next states, shifts.

use acd_core::{Break, Command, Direction, EndDuringCall, Next, SameState, Shift};
use tapi_types::{AgentState, LineError, SessionId, SessionState};

use super::hall::{Hall, LUNCH, a, agent, at, endless, floor, g, queue, s, talk};

const REFUSED: Result<acd_core::Accepted, LineError> = Err(LineError::INVALAGENTSTATE);

fn one() -> Hall {
    Hall::new(floor(vec![queue()], vec![agent(1)]))
}

fn with_policies(set: impl FnOnce(&mut acd_core::Policies)) -> Hall {
    let mut config = floor(vec![queue()], vec![agent(1)]);
    set(&mut config.policies);
    Hall::new(config)
}

/// A session in each state, at 20 s; the answers to each request.
fn answers_in(from: SessionState) -> Vec<bool> {
    SessionState::ALL
        .iter()
        .map(|to| {
            let mut hall = one();
            let session = hall.create(1, 1);
            if from != SessionState::NotReady {
                hall.set(session, SessionState::Ready);
            }
            match from {
                SessionState::NotReady | SessionState::Ready => {}
                SessionState::BusyOnCall => {
                    hall.arrive(1, endless());
                }
                SessionState::BusyWrapUp => {
                    hall.arrive(1, talk(10, 30));
                }
                SessionState::Ended => hall.set(session, SessionState::Ended),
            }
            hall.at(20);
            assert_eq!(hall.state(session), from);
            hall.try_set(session, *to).is_ok()
        })
        .collect()
}

#[test]
fn the_table_of_transitions_from_outside() {
    // In order: not_ready, ready, busy_on_call, busy_wrap_up, ended. The same state again is accepted by default.
    assert_eq!(answers_in(SessionState::NotReady), [true, true, false, false, true]);
    assert_eq!(answers_in(SessionState::Ready), [true, true, false, false, true]);
    assert_eq!(answers_in(SessionState::BusyOnCall), [true, true, false, true, true]);
    assert_eq!(answers_in(SessionState::BusyWrapUp), [true, true, false, true, true]);
    assert_eq!(answers_in(SessionState::Ended), [false, false, false, false, true]);
}

#[test]
fn the_same_state_again_can_be_refused() {
    let mut hall = with_policies(|policies| policies.same_state = SameState::Refuse);
    let session = hall.create(1, 1);
    assert_eq!(hall.try_set(session, SessionState::NotReady), REFUSED);
    hall.set(session, SessionState::Ready);
    assert_eq!(hall.try_set(session, SessionState::Ready), REFUSED);
    hall.set(session, SessionState::Ended);
    assert_eq!(hall.try_set(session, SessionState::Ended), REFUSED);
    // An agent's own state may always be set again.
    hall.set_agent(1, AgentState::Ready);
}

#[test]
fn an_illegal_change_is_refused_wholly() {
    let mut hall = one();
    let session = hall.create(1, 1);
    let mut both = |state, next| {
        hall.give(&Command::SetSessionState { session, state: Some(state), next: Some(Next::Set(next)), reason: None })
    };
    assert_eq!(both(SessionState::BusyWrapUp, SessionState::Ready), REFUSED);
    assert_eq!(both(SessionState::Ready, SessionState::BusyOnCall), REFUSED);
    assert_eq!(both(SessionState::Ended, SessionState::Ready), REFUSED);
    let info = hall.session(session).info;
    assert_eq!((info.state, info.next_state), (SessionState::NotReady, None));
}

#[test]
fn a_state_asked_for_during_a_call_waits_for_the_end_of_its_wrap_up() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 10));
    hall.at(5).rest(session, LUNCH);
    let info = hall.session(session).info;
    assert_eq!((info.state, info.next_state), (SessionState::BusyOnCall, Some(SessionState::NotReady)));
    hall.through(10);
    assert_eq!(hall.session(session).info.next_state, Some(SessionState::NotReady));
    hall.through(25);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.info.next_state), (SessionState::NotReady, None));
    assert_eq!((row.wrap_up, row.not_ready_reasons), (s(10), vec![(LUNCH, s(5))]));
}

#[test]
fn busy_wrap_up_asked_for_lasts_until_it_is_left() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 0));
    hall.at(5).set(session, SessionState::BusyWrapUp);
    hall.through(500);
    assert_eq!((hall.state(session), hall.session(session).wrap_up), (SessionState::BusyWrapUp, s(490)));
    hall.at(510).set(session, SessionState::Ready);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.info.next_state, row.wrap_up), (SessionState::Ready, None, s(500)));
}

#[test]
fn an_explicit_next_state_comes_in_place_of_the_wrap_up() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.next(session, Next::Set(SessionState::NotReady)).unwrap();
    hall.at(5).arrive(1, talk(10, 10));
    hall.through(15);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.info.next_state, row.wrap_up), (SessionState::NotReady, None, s(0)));
}

#[test]
fn the_later_request_replaces_the_earlier() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 5));
    hall.next(session, Next::Set(SessionState::Ended)).unwrap();
    hall.set(session, SessionState::NotReady);
    assert_eq!(hall.session(session).info.next_state, Some(SessionState::NotReady));
    hall.through(12);
    // Pending again, so the wrap-up comes first.
    assert_eq!(hall.state(session), SessionState::BusyWrapUp);
    hall.next(session, Next::Clear).unwrap();
    hall.through(15);
    assert_eq!(hall.state(session), SessionState::Ready);
}

#[test]
fn a_next_state_set_during_wrap_up_waits_for_the_next_call() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 10));
    hall.at(15).next(session, Next::Set(SessionState::NotReady)).unwrap();
    hall.through(20);
    assert_eq!(hall.session(session).info.next_state, Some(SessionState::NotReady));
    assert_eq!(hall.state(session), SessionState::Ready);
    hall.at(30).arrive(1, talk(10, 10));
    hall.through(40);
    assert_eq!((hall.state(session), hall.session(session).wrap_up), (SessionState::NotReady, s(10)));
}

#[test]
fn leaving_wrap_up_early_drops_what_is_pending_and_keeps_what_is_explicit() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 10));
    hall.at(5).set(session, SessionState::NotReady);
    hall.at(12).set(session, SessionState::Ready);
    assert_eq!((hall.state(session), hall.session(session).info.next_state), (SessionState::Ready, None));
    hall.at(20).arrive(1, talk(10, 10));
    hall.at(32).next(session, Next::Set(SessionState::Ended)).unwrap();
    hall.at(33).set(session, SessionState::NotReady);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.info.next_state), (SessionState::NotReady, Some(SessionState::Ended)));
    assert_eq!(row.wrap_up, s(2 + 3));
}

#[test]
fn ended_during_a_call_waits_for_its_end() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 10));
    hall.at(5).set(session, SessionState::Ended);
    assert_eq!(hall.session(session).info.next_state, Some(SessionState::Ended));
    hall.through(60);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.info.next_state, row.wrap_up), (SessionState::Ended, None, s(0)));
    assert_eq!(row.info.session_duration, s(10));
}

#[test]
fn ended_during_a_call_can_be_replaced_and_cleared() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 0));
    hall.at(5).set(session, SessionState::Ended);
    hall.at(6).set(session, SessionState::Ready);
    hall.through(10);
    assert_eq!(hall.state(session), SessionState::Ready);
    hall.at(20).arrive(1, talk(10, 0));
    hall.at(21).set(session, SessionState::Ended);
    hall.at(22).next(session, Next::Clear).unwrap();
    hall.through(30);
    assert_eq!(hall.state(session), SessionState::Ready);
}

#[test]
fn ended_during_a_call_may_end_both_at_once() {
    let mut hall = with_policies(|policies| policies.end_during_call = EndDuringCall::Release);
    let session = hall.ready(1, 1);
    let call = hall.arrive(1, talk(10, 10));
    hall.at(3).hold(call).unwrap();
    hall.at(5).set(session, SessionState::Ended);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.talk, row.hold, row.wrap_up), (SessionState::Ended, s(3), s(2), s(0)));
    assert_eq!(hall.hang_up(call), Err(LineError::INVALCALLSTATE));
}

#[test]
fn on_an_ended_session_everything_is_refused_but_ended() {
    let mut hall = one();
    let session = hall.create(1, 1);
    hall.next(session, Next::Set(SessionState::Ready)).unwrap();
    hall.set(session, SessionState::Ended);
    assert_eq!(hall.session(session).info.next_state, None);
    assert_eq!(hall.next(session, Next::Clear), REFUSED);
    assert_eq!(hall.next(session, Next::Set(SessionState::Ended)), REFUSED);
    assert_eq!(hall.answer(session), Err(LineError::INVALCALLSTATE));
    assert_eq!(hall.try_set(SessionId::at(9), SessionState::Ended), Err(LineError::INVALPARAM));
}

#[test]
fn an_agents_next_state_waits_for_call_and_wrap_up() {
    let mut hall = one();
    hall.ready(1, 1);
    hall.next_agent(1, Next::Set(AgentState::NotReady));
    hall.arrive(1, talk(10, 10));
    hall.through(15);
    let row = hall.agent(1).period;
    assert_eq!((row.state, row.next_state), (AgentState::BusyAcd, Some(AgentState::NotReady)));
    // A call that is not the ACD's outlasts the wrap-up.
    hall.at(16).other_call(1, Direction::Incoming, Some(s(10))).unwrap();
    hall.through(20);
    let row = hall.agent(1).period;
    assert_eq!((row.state, row.next_state), (AgentState::BusyIncoming, Some(AgentState::NotReady)));
    hall.through(26);
    let row = hall.agent(1).period;
    assert_eq!((row.state, row.next_state), (AgentState::NotReady, None));
}

#[test]
fn only_ready_and_not_ready_can_be_set_for_an_agent() {
    let mut hall = one();
    for state in AgentState::ALL.iter().rev() {
        let answer = hall.give(&Command::SetAgentState { agent: a(1), state: Some(*state), next: None, reason: None });
        assert_eq!(answer.is_ok(), matches!(state, AgentState::Ready | AgentState::NotReady));
    }
    assert_eq!(hall.agent(1).period.state, AgentState::NotReady);
    let next = Some(Next::Set(AgentState::BusyAcd));
    let both = Command::SetAgentState { agent: a(1), state: Some(AgentState::Ready), next, reason: None };
    assert_eq!(hall.give(&both), REFUSED);
    assert_eq!(hall.agent(1).period.state, AgentState::NotReady);
}

#[test]
fn an_agent_that_becomes_not_ready_keeps_its_call() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.arrive(1, talk(10, 0));
    hall.at(5).set_agent(1, AgentState::NotReady);
    assert_eq!(hall.agent(1).period.state, AgentState::BusyAcd);
    hall.through(10);
    assert_eq!((hall.agent(1).period.state, hall.state(session)), (AgentState::NotReady, SessionState::Ready));
}

fn working(policy: EndDuringCall, breaks: Vec<Break>) -> Hall {
    let mut config = floor(vec![queue()], vec![agent(1)]);
    config.policies.end_during_call = policy;
    config.agents[0].shifts = vec![Shift { from: at(0), to: at(100), groups: vec![g(1)], breaks }];
    let mut hall = Hall::new(config);
    hall.through(0);
    hall
}

#[test]
fn a_break_never_cuts_a_wrap_up() {
    let pause = Break { from: at(15), to: at(40), reason: Some(LUNCH) };
    let mut hall = working(EndDuringCall::AfterCall, vec![pause]);
    let session = hall.sessions()[0].session;
    hall.arrive(1, talk(10, 10));
    hall.through(15);
    let info = hall.session(session).info;
    assert_eq!((info.state, info.next_state), (SessionState::BusyWrapUp, Some(SessionState::NotReady)));
    hall.through(50);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.wrap_up, row.not_ready), (SessionState::Ready, s(10), s(20)));
    assert_eq!(row.not_ready_reasons, vec![(LUNCH, s(20))]);
    assert_eq!(row.shift_n, Some(1));
}

#[test]
fn a_break_that_is_over_before_the_wrap_up_never_was() {
    let pause = Break { from: at(12), to: at(15), reason: Some(LUNCH) };
    let mut hall = working(EndDuringCall::AfterCall, vec![pause]);
    let session = hall.sessions()[0].session;
    hall.arrive(1, talk(10, 10));
    hall.through(30);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.not_ready, row.wrap_up), (SessionState::Ready, s(0), s(10)));
}

#[test]
fn a_shift_ends_after_the_call_under_every_policy() {
    for policy in [EndDuringCall::AfterCall, EndDuringCall::Release] {
        let mut hall = working(policy, Vec::new());
        let session = hall.sessions()[0].session;
        hall.at(90).arrive(1, talk(30, 5));
        hall.through(110);
        let info = hall.session(session).info;
        assert_eq!((info.state, info.next_state), (SessionState::BusyOnCall, Some(SessionState::Ended)));
        hall.through(130);
        let row = hall.session(session);
        assert_eq!((row.info.state, row.wrap_up, row.info.session_duration), (SessionState::Ended, s(0), s(120)));
    }
}

#[test]
fn a_shift_ends_at_once_in_wrap_up() {
    let mut hall = working(EndDuringCall::AfterCall, Vec::new());
    let session = hall.sessions()[0].session;
    hall.at(80).arrive(1, talk(10, 50));
    hall.through(100);
    let row = hall.session(session);
    assert_eq!((row.info.state, row.wrap_up), (SessionState::Ended, s(10)));
}

#[test]
fn not_ready_again_keeps_the_old_reason() {
    let mut hall = one();
    let session = hall.ready(1, 1);
    hall.at(5).rest(session, LUNCH);
    hall.at(10).set(session, SessionState::NotReady);
    hall.through(20);
    assert_eq!(hall.session(session).not_ready_reasons, vec![(LUNCH, s(15))]);
}
