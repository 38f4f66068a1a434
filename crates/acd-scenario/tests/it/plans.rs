//! What a valid file becomes.

use acd_core::{
    CallOrigin, Distribution, ListedCall, Membership, OnNoAnswer, Rate, SessionOrigin, Strategy, WhenUnstaffed,
};
use acd_scenario::{Epoch, Subject, Verb, Want};
use serde_json::json;
use tapi_types::{AgentId, GroupId, Hresult, LineError, QueueId, SessionId, Span, Time};

use super::{WHOLE, plan, with, with_steps};

#[test]
fn the_whole_file_of_the_contract_loads() {
    let loaded = plan(WHOLE);
    assert_eq!(loaded.warnings, []);
    let plan = loaded.plan;
    assert_eq!(plan.name, "three_callers");
    assert_eq!(plan.epoch, Epoch { unix_us: 1_767_600_000_000_000, offset_s: 3600 });
    assert_eq!(plan.until, Some(Time::from_secs(8 * 3600)));
    assert_eq!(plan.config.seed, 42);
    assert_eq!(plan.config.agents.len(), 21);
    assert_eq!(plan.config.agents[20].name, "temp/20");
    assert_eq!(plan.config.agents[0].groups[1], Membership { group: GroupId::at(1), level: 2 });
    assert_eq!(plan.config.queues[0].overflow_to, Some(QueueId::at(1)));
    assert_eq!(plan.session_names, ["s1"]);
    assert_eq!(plan.call_names, ["c1"]);
    assert_eq!(plan.steps.len(), 5);
    assert_eq!(plan.steps[4].refused, Some(LineError::INVALAGENTSTATE));
    assert_eq!(plan.steps[4].id.as_deref(), Some("too_early"));
    assert_eq!(plan.expectations[1].wants[1], ("finished_at".to_owned(), Want::Is(json!(60_000_000))));
    assert_eq!(plan.expectations[1].written, json!({ "value": 1, "finished_at": 60_000_000 }));
    assert_eq!(
        plan.expectations[3].wants,
        [("answered".to_owned(), Want::Between { min: Some(900.0), max: Some(1001.0) })]
    );
}

#[test]
fn defaults_are_those_of_the_contract() {
    let plan =
        plan(&with(r#""arrivals": [ { "id": "a", "queue": "sales_q", "count": 3, "rate": { "every": "1s" } } ]"#)).plan;
    assert_eq!(plan.name, "test");
    assert_eq!(plan.epoch, Epoch { unix_us: 946_684_800_000_000, offset_s: 0 });
    assert_eq!((plan.until, plan.config.seed, plan.config.warm_up), (None, 0, Time::ZERO));
    assert_eq!(plan.client_timeout, Span::from_secs(120));
    let queue = &plan.config.queues[0];
    assert_eq!((queue.threshold, queue.short_abandon), (Span::from_secs(20), Span::ZERO));
    assert_eq!((queue.max_waiting, queue.max_wait, queue.ring_timeout), (None, None, None));
    assert_eq!((queue.strategy, queue.on_no_answer), (Strategy::LongestIdle, OnNoAnswer::NotReady));
    assert_eq!(queue.when_unstaffed, WhenUnstaffed::Wait);
    let stream = &plan.config.streams[0];
    assert_eq!(
        (stream.from, stream.priority, stream.talk.clone(), stream.patience.clone()),
        (Time::ZERO, 0, None, None)
    );
    assert_eq!(stream.wrap_up, Distribution::Constant(Span::ZERO));
    let agent = &plan.config.agents[0];
    assert_eq!(agent.groups[0].level, 1);
    assert_eq!(agent.shifts[0].groups, [GroupId::at(0)]);
}

#[test]
fn ring_all_stays_ready_unless_told_otherwise() {
    let on_no_answer = |members: &str| {
        let text = format!(
            r#"{{ "version": 1, "groups": [{{"id": "g"}}], "queues": [{{ "id": "q", "group": "g", "strategy": "ring_all" {members} }}] }}"#
        );
        plan(&text).plan.config.queues[0].on_no_answer
    };
    assert_eq!(on_no_answer(""), OnNoAnswer::StayReady);
    assert_eq!(on_no_answer(r#", "on_no_answer": "not_ready""#), OnNoAnswer::NotReady);
}

#[test]
fn steps_stand_in_order_of_time_and_keep_their_place() {
    let plan =
        plan(&with_steps(r#"{ "at": "0s", "close_proxy": {} }, { "at": "1s", "answer": { "session": "s1" } }"#)).plan;
    let order: Vec<usize> = plan.steps.iter().map(|step| step.index).collect();
    assert_eq!(order, [0, 2, 1, 3]);
    assert_eq!(plan.steps[1].verb, Verb::CloseProxy);
}

#[test]
fn sessions_of_shifts_and_calls_of_streams_have_names() {
    let plan = plan(&with(
        r#""arrivals": [ { "id": "m", "queue": "sales_q", "count": 5, "rate": { "every": "1s" } } ],
           "steps": [ { "at": "2h", "hang_up": { "call": "m/5" } }, { "at": "1h", "answer": { "session": "anna/sales/1" } } ],
           "expect": [ { "call": { "call": "m/2", "session": "anna/sales/1", "disposition": null } } ]"#,
    ))
    .plan;
    assert_eq!(plan.session_names, ["anna/sales/1"]);
    let shift = SessionOrigin::Shift { agent: AgentId::at(0), group: GroupId::at(0), n: 1 };
    assert_eq!(plan.config.sessions, [shift]);
    assert_eq!(plan.call_names, ["m/5", "m/2"]);
    assert_eq!(plan.config.calls, [5, 2].map(|n| CallOrigin::Stream { stream: 0, n }));
    assert_eq!(plan.expectations[0].wants[1].1, Want::Is(json!(null)));
}

#[test]
fn shifts_are_numbered_as_they_begin() {
    let text = r#"{ "version": 1, "groups": [{"id": "g"}], "agents": [ { "id": "a", "groups": [{"group": "g"}], "shifts": [
        { "from": "5h", "to": "6h", "breaks": [ { "from": "5h30m", "to": "6h" }, { "from": "5h", "to": "5h30m", "reason": "tea" } ] },
        { "from": "1h", "to": "2h", "groups": ["g"] } ] } ] }"#;
    let plan = plan(text).plan;
    let shifts = &plan.config.agents[0].shifts;
    assert_eq!([shifts[0].from, shifts[1].from], [1, 5].map(|h| Time::from_secs(h * 3600)));
    assert_eq!(shifts[1].breaks[0].from, Time::from_secs(5 * 3600));
    assert_eq!(plan.config.reasons, ["no_answer", "tea"]);
}

#[test]
fn expectations_turn_durations_into_microseconds_and_flatten_blocks() {
    let plan = plan(&with_steps(
        r#"{ "at": "9s", "request": { "request": "r", "session": "s1", "get": "session_start_time" } } ],
        "expect": [
          { "session": { "session": "s1", "ready_us": "1m30s", "not_ready_us": { "max": "2s" }, "not_ready_reasons_us": { "no_answer": 5 } } },
          { "id": "e", "at": "5s", "agent": { "agent": "anna", "period": { "number_of_acd_calls": { "min": 1 } } } },
          { "reply": { "request": "r", "error": "LINEERR_INVALPARAM", "value": null } },
          { "queue": { "queue": "sales_q", "service_level": { "of_answered": 0.5 } } }"#,
    ))
    .plan;
    let wants = |n: usize| plan.expectations[n].wants.clone();
    let named = |name: &str, want| (name.to_owned(), want);
    assert_eq!(
        wants(0),
        [
            named("ready_us", Want::Is(json!(90_000_000))),
            named("not_ready_us", Want::Between { min: None, max: Some(2e6) }),
            named("not_ready_reasons_us.no_answer", Want::Is(json!(5))),
        ]
    );
    assert_eq!(
        plan.expectations[0].written,
        json!({ "ready_us": 90_000_000, "not_ready_us": { "max": 2_000_000 }, "not_ready_reasons_us": { "no_answer": 5 } })
    );
    assert_eq!(wants(1), [named("period.number_of_acd_calls", Want::Between { min: Some(1.0), max: None })]);
    assert_eq!(plan.expectations[1].id.as_deref(), Some("e"));
    let invalid = Want::Error(LineError::INVALPARAM.raw_hresult());
    assert_eq!(wants(2), [named("error", invalid), named("value", Want::Is(json!(null)))]);
    assert_eq!(plan.expectations[2].of, Subject::Reply("r".to_owned()));
    assert_eq!(wants(3), [named("service_level.of_answered", Want::Is(json!(0.5)))]);
    assert_eq!(plan.expectations[0].of, Subject::Session(SessionId::at(0)));
    assert_ne!(Hresult::TAPI_E_TIMEOUT, LineError::INVALPARAM.raw_hresult());
}

#[test]
fn every_distribution_and_every_rate_is_read() {
    let rate = |rate: &str| {
        let text = format!(r#""arrivals": [ {{ "id": "a", "queue": "sales_q", "to": "1h", "rate": {rate} }} ]"#);
        plan(&with(&text)).plan.config.streams[0].rate.clone()
    };
    let s = Span::from_secs;
    let renewal = |distribution: &str| rate(&format!(r#"{{ "renewal": {distribution} }}"#));
    assert_eq!(rate(r#"{ "poisson": { "per_hour": 1.5 } }"#), Rate::Poisson { per_hour: 1.5 });
    assert_eq!(rate(r#"{ "every": "1s" }"#), Rate::Every(s(1)));
    assert_eq!(renewal(r#""2s""#), Rate::Renewal(Distribution::Constant(s(2))));
    let drawn = [
        (r#"{ "exponential": { "mean": "2m" } }"#, Distribution::Exponential { mean: s(120) }),
        (r#"{ "uniform": { "min": "1s", "max": "9s" } }"#, Distribution::Uniform { min: s(1), max: s(9) }),
        (r#"{ "lognormal": { "mean": "3m", "sd": "2m" } }"#, Distribution::Lognormal { mean: s(180), sd: s(120) }),
        (r#"{ "gamma": { "mean": "3m", "shape": 2.5 } }"#, Distribution::Gamma { mean: s(180), shape: 2.5 }),
        (r#"{ "weibull": { "mean": "1m", "shape": 2 } }"#, Distribution::Weibull { mean: s(60), shape: 2.0 }),
        (r#"{ "empirical": { "values": ["10s", "20s"] } }"#, Distribution::Empirical { values: vec![s(10), s(20)] }),
        (r#"{ "listed": { "values": ["10s", "20s"] } }"#, Distribution::Listed { values: vec![s(10), s(20)] }),
    ];
    for (text, distribution) in drawn {
        assert_eq!(renewal(text), Rate::Renewal(distribution));
    }
    let Rate::Piecewise(steps) =
        rate(r#"{ "piecewise": [ { "from": "0s", "per_hour": 60 }, { "from": "1h", "per_hour": 0 } ] }"#)
    else {
        panic!("a rate by steps");
    };
    assert_eq!(steps.len(), 2);
}

#[test]
fn listed_calls_stand_in_order_of_time_between_from_and_to() {
    let plan = plan(&with(
        r#""arrivals": [ { "id": "m", "queue": "sales_q", "from": "1s", "to": "9s", "rate": { "listed": { "calls": [
            { "at": "5s", "talk": "1m", "wrap_up": "2s", "patience": "3s", "priority": -2, "caller": "a", "called": "b" },
            { "at": "9s" }, { "at": "1s" }, { "at": "999ms" } ] } } } ],
           "expect": [ { "call": { "call": "m/2" } } ]"#,
    ))
    .plan;
    let s = |s| Some(Span::from_secs(s));
    let at = |s| ListedCall {
        at: Time::from_secs(s),
        talk: None,
        wrap_up: None,
        patience: None,
        priority: None,
        caller: None,
        called: None,
    };
    let all = ListedCall {
        talk: s(60),
        wrap_up: s(2),
        patience: s(3),
        priority: Some(-2),
        caller: Some("a".to_owned()),
        called: Some("b".to_owned()),
        ..at(5)
    };
    assert_eq!(plan.config.streams[0].rate, Rate::Listed(vec![at(1), all]));
    assert_eq!(plan.config.calls, [CallOrigin::Stream { stream: 0, n: 2 }]);
}

#[test]
fn choices_of_a_queue_that_draws() {
    let text = r#"{ "version": 1, "groups": [{"id": "g"}], "queues": [
        { "id": "q", "group": "g", "strategy": "random", "picks": [ 0, 2.0, 18446744073709551615 ] } ] }"#;
    assert_eq!(plan(text).plan.config.queues[0].picks, [0, 2, u64::MAX]);
}

#[test]
fn reserved_names_have_the_first_numbers() {
    let plan = plan(&with_steps(
        r#"{ "at": "9s", "request": { "request": "r", "create_session": { "session": "s2", "agent": "anna", "group": "sales" } } },
           { "at": "9s", "set_session_state": { "session": "s2", "state": "not_ready", "reason": "lunch" } },
           { "at": "2h", "hang_up": { "call": "m/1" } } ],
         "arrivals": [ { "id": "m", "queue": "sales_q", "count": 1, "rate": { "every": "1s" } } ],
         "reserved": { "reasons": [ "tea", "no_answer" ], "addresses": [ "7" ],
                       "sessions": [ "anna/sales/1", "s2", "live" ], "calls": [ "live/1", "m/1" ] }, "faults": ["#,
    ))
    .plan;
    assert_eq!(plan.config.reasons, ["no_answer", "tea", "lunch"]);
    assert_eq!(plan.addresses, ["7"]);
    assert_eq!(plan.session_names, ["anna/sales/1", "s2", "live", "s1"]);
    let shift = SessionOrigin::Shift { agent: AgentId::at(0), group: GroupId::at(0), n: 1 };
    assert_eq!(plan.config.sessions[..2], [shift, SessionOrigin::Outside]);
    assert_eq!(plan.config.sessions[2..], [SessionOrigin::Outside; 2]);
    assert_eq!(plan.call_names, ["live/1", "m/1", "c1"]);
    let outside = CallOrigin::Outside;
    assert_eq!(plan.config.calls, [outside, CallOrigin::Stream { stream: 0, n: 1 }, outside]);
}
