//! Every row of the contract's errors, through `AgentSession::number_of_calls` in front of a faulty provider.

use std::time::Duration;

use tapi_client::{LIMIT, TapiError};
use tapi_types::{Effect, FaultRule, Function, Hresult, LineError, SessionState, Span, Time};
use tokio::time::Instant;
use tsp_provider::{AddressId, Notice};

use crate::stand::{GROUP, Stand, rule, secs};

/// What the page of lineGetAgentSessionInfo lists.
const LISTED: [LineError; 7] = [
    LineError::INVALLINEHANDLE,
    LineError::INVALPARAM,
    LineError::NOMEM,
    LineError::OPERATIONFAILED,
    LineError::OPERATIONUNAVAIL,
    LineError::RESOURCEUNAVAIL,
    LineError::UNINITIALIZED,
];

/// The limit, as the decorator counts it.
const END: Time = Time::from_secs(120);
const US: Span = Span::from_micros(1);

#[tokio::test]
async fn every_line_error_comes_out_in_the_reply_and_at_submission() {
    for &error in LISTED.iter().chain(LineError::ALL) {
        for effect in [Effect::Fail(error), Effect::FailAtSubmit(error)] {
            let stand = Stand::new(vec![FaultRule { times: Some(1), ..rule(effect) }]);
            let reply = stand.session.number_of_calls().await;
            assert_eq!(reply, Err(TapiError::Line(error)), "{effect:?}");
            assert_eq!(reply.map_err(TapiError::hresult), Err(Hresult(error.long())));
            assert_eq!(stand.session.number_of_calls().await, Ok(1), "after {effect:?}");
        }
    }
}

#[tokio::test]
async fn out_of_memory_comes_out_as_the_value_that_the_provider_gives() {
    let stand = Stand::new(vec![rule(Effect::Fail(LineError::NOMEM))]);
    let error = stand.session.number_of_calls().await.expect_err("there is no memory");
    assert_eq!(error.to_string(), "LINEERR_NOMEM (0x80000044)");
}

#[tokio::test]
async fn a_structure_is_too_small_for_a_getter_alone() {
    let stand = Stand::new(vec![rule(Effect::StructureTooSmall)]);
    assert_eq!(stand.session.number_of_calls().await, Err(TapiError::Line(LineError::STRUCTURETOOSMALL)));
    assert_eq!(stand.session.put_state(SessionState::NotReady).await, Ok(()));
    assert_eq!(stand.faulty.fired(0), 2, "the match is used up all the same");
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_is_a_time_out_after_two_minutes() {
    let stand = Stand::new(vec![rule(Effect::DropReply)]);
    let start = Instant::now();
    let error = stand.session.number_of_calls().await.expect_err("the reply is lost");
    assert_eq!((error.to_string().as_str(), start.elapsed()), ("TAPI_E_TIMEOUT (0x80040044)", LIMIT));
    let told: Vec<_> = stand.told().into_iter().map(|(at, notice)| (at.as_micros(), notice)).collect();
    let Notice::Fired { request, .. } = told[0].1 else { panic!("{told:?}") };
    assert_eq!(told[1..], [(0, Notice::ReplyLost { request }), (END.as_micros(), Notice::TimedOut { request })]);
}

#[tokio::test(start_paused = true)]
async fn a_late_reply_arrives_up_to_the_limit_and_not_after_it() {
    let limit = Span::from(LIMIT);
    for (by, reply) in [(limit - US, Ok(1)), (limit, Ok(1)), (limit + US, Err(TapiError::Timeout))] {
        let stand = Stand::new(vec![rule(Effect::DelayReply(by))]);
        let start = Instant::now();
        assert_eq!(stand.session.number_of_calls().await, reply, "{by} late");
        assert_eq!(start.elapsed(), LIMIT, "{by} late");
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_after_a_time_out_is_dropped_and_never_reaches_the_next_request() {
    let stand = Stand::new(vec![FaultRule { nth: Some(1), ..rule(Effect::DelayReply(secs(121))) }]);
    assert_eq!(stand.session.number_of_calls().await, Err(TapiError::Timeout));
    let told = stand.told();
    let Notice::Fired { request, .. } = told[0].1 else { panic!("{told:?}") };
    let late = Notice::ReplyLate { request, due: Time::from_secs(121) };
    assert_eq!(told[1..], [(END, Notice::TimedOut { request }), (END, late)]);

    stand.one_more_call();
    assert_eq!(stand.session.number_of_calls().await, Ok(2), "before the late reply is due");
    tokio::time::sleep(Duration::from_secs(2)).await;
    stand.one_more_call();
    assert_eq!(stand.session.number_of_calls().await, Ok(3), "after it was due");
    assert_eq!(stand.told(), []);
}

#[tokio::test(start_paused = true)]
async fn a_doubled_reply_arrives_once() {
    let stand = Stand::new(vec![FaultRule { nth: Some(1), ..rule(Effect::DuplicateReply(secs(5))) }]);
    assert_eq!(stand.session.number_of_calls().await, Ok(1));
    let told = stand.told();
    let Notice::Fired { request, .. } = told[0].1 else { panic!("{told:?}") };
    assert_eq!(told[1..], [(Time::ZERO, Notice::ReplyDoubled { request, due: Time::from_secs(5) })]);

    stand.one_more_call();
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(stand.session.number_of_calls().await, Ok(2));
    assert_eq!(stand.told(), []);
}

#[tokio::test(start_paused = true)]
async fn replies_that_come_out_of_order_reach_their_own_requests() {
    let stand = Stand::new(vec![FaultRule { nth: Some(1), ..rule(Effect::DelayReply(secs(10))) }]);
    let start = Instant::now();
    let first = async { (stand.session.number_of_calls().await, start.elapsed()) };
    let second = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        stand.one_more_call();
        (stand.session.number_of_calls().await, start.elapsed())
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first, (Ok(1), Duration::from_secs(10)), "the picture of the moment it was handled");
    assert_eq!(second, (Ok(2), Duration::from_secs(1)));
}

#[tokio::test]
async fn a_stale_reply_is_the_record_that_came_last() {
    let stale = |nth| FaultRule { nth: Some(nth), ..rule(Effect::Stale) };
    let failed = FaultRule { nth: Some(4), ..rule(Effect::Fail(LineError::NOMEM)) };
    let stand = Stand::new(vec![stale(1), stale(3), failed, stale(5)]);
    assert_eq!(stand.session.number_of_calls().await, Ok(1), "none yet: a fresh one");
    let mut replies = Vec::new();
    for _ in 0..5 {
        stand.one_more_call();
        replies.push(stand.session.number_of_calls().await);
    }
    let failed = Err(TapiError::Line(LineError::NOMEM));
    assert_eq!(replies, [Ok(2), Ok(2), failed, Ok(2), Ok(6)]);
    let queue = stand.center.queue(tapi_types::QueueId::at(0));
    assert_eq!(queue.total_calls_queued().await, Ok(6), "a session's record is not a queue's");
}

#[tokio::test]
async fn a_stale_setter_acts() {
    let stand = Stand::new(vec![rule(Effect::Stale)]);
    stand.toy.world().release();
    assert_eq!(stand.session.put_state(SessionState::NotReady).await, Ok(()));
    assert_eq!(stand.session.state(), Ok(SessionState::NotReady));
}

#[tokio::test(start_paused = true)]
async fn setters_and_creates_that_time_out_take_effect_all_the_same() {
    for effect in [Effect::DropReply, Effect::DelayReply(secs(200))] {
        let stand = Stand::new(vec![rule(effect)]);
        stand.toy.world().release();
        assert_eq!(stand.session.put_state(SessionState::NotReady).await, Err(TapiError::Timeout));
        assert_eq!(stand.toy.world().sessions[0].state, SessionState::NotReady);

        let agent = stand.center.agent(tapi_types::AgentId::at(1));
        let created = agent.create_session(GROUP, AddressId(3)).await;
        assert_eq!(created.map(drop), Err(TapiError::Timeout));
        assert_eq!(stand.toy.world().sessions.len(), 2, "the session is there, unknown to the client");
    }
}

#[tokio::test(start_paused = true)]
async fn setters_and_creates_that_fail_do_nothing() {
    for effect in [Effect::Fail(LineError::OPERATIONFAILED), Effect::FailAtSubmit(LineError::OPERATIONFAILED)] {
        let only_creates = FaultRule { function: Some(Function::CreateAgentSession), ..rule(effect) };
        let stand = Stand::new(vec![only_creates]);
        let agent = stand.center.agent(tapi_types::AgentId::at(1));
        let created = agent.create_session(GROUP, AddressId(3)).await;
        assert_eq!(created.map(drop), Err(TapiError::Line(LineError::OPERATIONFAILED)));
        assert_eq!(stand.toy.world().sessions.len(), 1);
    }
}
