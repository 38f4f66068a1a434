//! Every rule about what is invalid, one broken at a time.

use super::{errors, read, shown, with, with_steps};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(errors(text), expected, "in\n{text}");
}

#[track_caller]
fn step(step: &str, expected: &[&str]) {
    check(&with_steps(step), expected);
}

#[track_caller]
fn queue(members: &str, expected: &[&str]) {
    let text = format!(
        r#"{{ "version": 1, "groups": [ {{ "id": "g" }} ], "queues": [ {{ "id": "q", "group": "g", {members} }} ] }}"#
    );
    check(&text, expected);
}

#[track_caller]
fn agent(members: &str, expected: &[&str]) {
    let text = format!(
        r#"{{ "version": 1, "groups": [ {{ "id": "g" }}, {{ "id": "h" }} ], "queues": [ {{ "id": "q", "group": "h" }} ], "agents": [ {{ "id": "a", {members} }} ] }}"#
    );
    check(&text, expected);
}

#[test]
fn the_top_of_the_file() {
    check("{ }", &[": missing_member: `version` is missing"]);
    check(
        r#"{ "version": 2, "planets": [] }"#,
        &["version: unsupported_version: version 2 is not known; this program reads version 1"],
    );
    check(
        r#"{ "version": "1" }"#,
        &["version: wrong_type: expected a whole number, found \"1\"; write it without quotes: 1"],
    );
    check(
        &with(r#""seed": 9007199254740992"#),
        &["seed: out_of_range: 9007199254740992 is out of range: expected a whole number from 0 to 9007199254740991"],
    );
    check(&with(r#""seed": 1.5"#), &["seed: wrong_type: 1.5 is not a whole number"]);
    check(
        &with(r#""until": null"#),
        &["until: wrong_type: expected a duration in quotes, such as \"1m30s\", found null"],
    );
    check(
        &with(r#""policies": { "same_state": "acept" }"#),
        &[
            "policies.same_state: unknown_value: \"acept\" is not what asking for the present state does; did you mean `accept`?",
        ],
    );
    check("[]", &[": wrong_type: expected an object, found a list"]);
}

#[test]
fn zero_where_something_has_to_be() {
    for member in ["max_wait", "ring_timeout"] {
        queue(
            &format!(r#""{member}": "0s""#),
            &[&format!("queues[0].{member}: out_of_range: \"0s\" is out of range: expected a duration above zero")],
        );
    }
    step(
        r#"{ "at": "1s", "set_measurement_period": { "agent": "anna", "period": "0s" } }"#,
        &[
            "steps[2].set_measurement_period.period: out_of_range: \"0s\" is out of range: expected a duration above zero",
        ],
    );
    step(
        r#"{ "at": "1s", "set_measurement_period": { "queue": "sales_q", "period": "1500ms" } }"#,
        &["steps[2].set_measurement_period.period: out_of_range: a measurement period is whole seconds"],
    );
    step(
        r#"{ "at": "1s", "request": { "request": "r", "agent": "anna", "put": "measurement_period", "value": 0 } }"#,
        &["steps[2].request.value: out_of_range: a measurement period is not zero"],
    );
}

#[test]
fn overflows() {
    queue(
        r#""overflow_to": "q", "max_wait": "1s""#,
        &["queues[0].overflow_to: overflow_to_itself: the queue `q` flows over into itself"],
    );
    queue(
        r#""when_unstaffed": "overflow""#,
        &[
            "queues[0].when_unstaffed: missing_member: `overflow` needs `overflow_to`; say where the calls go with `overflow_to`",
        ],
    );
    let ring = |until: &str, rule: &str| {
        format!(
            r#"{{ "version": 1, {until} "groups": [ {{ "id": "g" }} ], "queues": [
                {{ "id": "x", "group": "g", "overflow_to": "a", "max_wait": "1s" }},
                {{ "id": "a", "group": "g", "overflow_to": "b", {rule} }},
                {{ "id": "b", "group": "g", "overflow_to": "a", {rule} }} ] }}"#
        )
    };
    let waits = r#""max_wait": "1s""#;
    let at_once = r#""when_unstaffed": "overflow""#;
    let until = r#""until": "1h","#;
    check(
        &ring("", waits),
        &[
            "queues[1].overflow_to: overflow_ring: queues flow over in a ring, and nothing ends the run: a -> b -> a; add `until`, or break the ring",
        ],
    );
    assert!(read(&ring(until, waits)).is_ok());
    for until in ["", until] {
        check(
            &ring(until, at_once),
            &[
                "queues[1].overflow_to: overflow_ring: without sessions, calls go round for ever at once: a -> b -> a; let one of these queues `wait` or `end` when it is unstaffed",
            ],
        );
    }
}

#[test]
fn agents_and_shifts() {
    let group = r#""groups": [ { "group": "g" } ]"#;
    agent(
        r#""count": 100001"#,
        &["agents[0].count: out_of_range: 100001 is out of range: expected a whole number from 1 to 100000"],
    );
    agent(
        r#""groups": [ { "group": "g" }, { "group": "g" } ]"#,
        &["agents[0].groups[1].group: duplicate_id: the group `g` stands twice"],
    );
    agent(
        &format!(r#"{group}, "shifts": [ {{ "from": "1h", "to": "2h", "groups": ["h"] }} ]"#),
        &[
            "agents[0].shifts[0].groups[0]: not_a_member: the agent `a` lacks the group `h`; add { \"group\": \"h\" } to the agent's `groups`",
        ],
    );
    agent(
        &format!(r#"{group}, "shifts": [ {{ "from": "2h", "to": "2h" }} ]"#),
        &["agents[0].shifts[0].to: out_of_range: `to` is not after `from`"],
    );
    agent(
        &format!(
            r#"{group}, "shifts": [ {{ "from": "2h", "to": "3h", "breaks": [ {{ "from": "1h", "to": "150m" }}, {{ "from": "170m", "to": "200m" }} ] }} ]"#
        ),
        &[
            "agents[0].shifts[0].breaks[0].from: out_of_range: the break lies outside its shift",
            "agents[0].shifts[0].breaks[1].to: out_of_range: the break lies outside its shift",
        ],
    );
    agent(
        r#""answer_after": "manul""#,
        &["agents[0].answer_after: unknown_value: \"manul\" is not a duration, nor `manual`; did you mean `manual`?"],
    );
    let two = r#"{ "version": 1, "agents": [ { "id": "a", "count": 2 }, { "id": "a/2" } ] }"#;
    check(two, &["agents[1].id: duplicate_id: the agent `a/2` is declared twice"]);
    let many = r#"{ "version": 1, "agents": [ { "id": "a", "count": 60000 }, { "id": "b", "count": 60000 } ] }"#;
    check(many, &["agents[1].count: too_many: more than 100000 agents in all"]);
}

#[test]
fn distributions() {
    let talk = |times: &str, expected: &[&str]| {
        step(
            &format!(r#"{{ "at": "2s", "arrive": {{ "call": "c2", "queue": "sales_q", "talk": {times} }} }}"#),
            expected,
        );
    };
    talk(
        r#"{ "exponential": { "mean": "0s" } }"#,
        &[
            "steps[2].arrive.talk.exponential.mean: out_of_range: \"0s\" is out of range: expected a duration above zero",
        ],
    );
    talk(
        r#"{ "uniform": { "min": "2s", "max": "1s" } }"#,
        &["steps[2].arrive.talk.uniform.max: out_of_range: `max` is below `min`"],
    );
    talk(
        r#"{ "gamma": { "mean": "2s", "shape": 0 } }"#,
        &["steps[2].arrive.talk.gamma.shape: out_of_range: 0 is out of range: expected a number from 0.01 to 1000000"],
    );
    talk(
        r#"{ "empirical": { "values": [] } }"#,
        &["steps[2].arrive.talk.empirical.values: out_of_range: an empirical distribution needs at least one value"],
    );
    talk(
        r#"{ "listed": { "values": [] } }"#,
        &["steps[2].arrive.talk.listed.values: out_of_range: a list of durations needs at least one value"],
    );
    talk(
        r#"{ "exponental": { "mean": "1s" } }"#,
        &[
            "steps[2].arrive.talk.exponental: unknown_member: there is no member `exponental` here; did you mean `exponential`?",
        ],
    );
    talk(
        r#"{ "exponential": { "mean": "1s" }, "uniform": { "min": "1s", "max": "2s" } }"#,
        &["steps[2].arrive.talk.uniform: too_many_members: the distribution is said twice"],
    );
    talk("{ }", &["steps[2].arrive.talk: missing_member: the distribution is missing"]);
    talk(r#"{ "lognormal": { "mean": "1s" } }"#, &["steps[2].arrive.talk.lognormal: missing_member: `sd` is missing"]);
}

#[test]
fn two_errors_in_one_step_are_both_found() {
    step(
        r#"{ "at": "2", "arrive": { "call": "c2", "queue": "sales", "patience": -1 }, "refused": 7 }"#,
        &[
            "steps[2].at: invalid_duration: the unit is missing after 2; did you mean `2s`?",
            "steps[2].arrive.queue: unknown_id: there is no queue \"sales\"; did you mean `sales_q`?",
            "steps[2].arrive.patience: wrong_type: expected a duration in quotes, such as \"1m30s\", or a distribution, such as { \"exponential\": { \"mean\": \"2m\" } }, found -1",
            "steps[2].refused: wrong_type: expected an error of tapi.h, such as `LINEERR_OPERATIONFAILED`, found 7",
        ],
    );
}

#[test]
fn names_in_steps() {
    step(
        r#"{ "at": "2s", "create_session": { "session": "s1", "agent": "anna", "group": "support" } }"#,
        &[
            "steps[2].create_session.session: duplicate_id: the session `s1` is declared twice",
            "steps[2].create_session.group: not_a_member: the agent `anna` lacks the group `support`; add { \"group\": \"support\" } to the agent's `groups`",
        ],
    );
    step(
        r#"{ "at": "2s", "create_session": { "session": "anna/sales/1", "agent": "anna", "group": "sales" } }"#,
        &[
            "steps[2].create_session.session: duplicate_id: \"anna/sales/1\" is the name of a session of a shift already",
        ],
    );
    step(
        r#"{ "at": "2s", "answer": { "session": "anna/sales/2" } }"#,
        &[
            "steps[2].answer.session: unknown_id: there is no session \"anna/sales/2\": the shifts of `anna` make 1 in `sales`",
        ],
    );
    step(
        r#"{ "at": "2s", "answer": { "session": "anna" } }"#,
        &[
            "steps[2].answer.session: unknown_id: there is no session \"anna\"; `anna` is an agent, not a session; sessions of its shifts are called `anna/<group>/1` and so on",
        ],
    );
    step(
        r#"{ "at": "2s", "hold": { "call": "c1/1" } }"#,
        &["steps[2].hold.call: unknown_id: there is no call \"c1/1\""],
    );
    step(
        r#"{ "at": "2s", "id": "x", "close_proxy": {} }, { "at": "2s", "id": "x", "open_proxy": { "now": true } }"#,
        &[
            "steps[3].id: duplicate_id: the step `x` is declared twice",
            "steps[3].open_proxy.now: unknown_member: there is no member `now` here",
        ],
    );
}

#[test]
fn transfers_and_periods_name_one_thing() {
    step(
        r#"{ "at": "2s", "transfer": { "call": "c1" } }"#,
        &["steps[2].transfer: missing_member: where to transfer is missing"],
    );
    step(
        r#"{ "at": "2s", "transfer": { "call": "c1", "to_queue": "sales_q", "to_session": "s1" } }"#,
        &["steps[2].transfer.to_session: too_many_members: where to transfer is said twice"],
    );
    step(
        r#"{ "at": "2s", "set_session_state": { "session": "s1" } }"#,
        &["steps[2].set_session_state: missing_member: neither `state` nor `next_state` is there"],
    );
    step(
        r#"{ "at": "2s", "set_session_state": { "session": "s1", "state": "none" } }"#,
        &["steps[2].set_session_state.state: unknown_value: \"none\" is not a session state"],
    );
}

#[test]
fn requests() {
    step(
        r#"{ "at": "2s", "request": { "request": "r", "session": "s1", "get": "number_of_acd_calls" } }"#,
        &[
            "steps[2].request.get: unknown_value: a session has no getter \"number_of_acd_calls\"; did you mean `number_of_calls`?",
        ],
    );
    step(
        r#"{ "at": "2s", "request": { "request": "r", "queue": "sales_q", "get": "overall_call_rate" } }"#,
        &[
            "steps[2].request.get: unknown_value: a queue has no getter \"overall_call_rate\"; `overall_call_rate` is a getter of an agent",
        ],
    );
    step(
        r#"{ "at": "2s", "request": { "request": "r", "session": "s1", "agent": "anna", "get": "state" } }"#,
        &["steps[2].request.agent: too_many_members: the object of the request is said twice"],
    );
    step(
        r#"{ "at": "2s", "request": { "request": "r", "queue": "sales_q", "put": "state", "value": "ready" } }"#,
        &["steps[2].request.put: unknown_value: \"state\" is not something that a queue can be told"],
    );
    step(
        r#"{ "at": "2s", "request": { "request": "r", "session": "s1", "put": "state", "value": 1 } },
           { "at": "2s", "request": { "request": "r", "session": "s1", "put": "state" } }"#,
        &[
            "steps[2].request.value: wrong_type: expected a session state, found 1",
            "steps[3].request: missing_member: `value` is missing",
            "steps[3].request.request: duplicate_id: the request `r` is declared twice",
        ],
    );
    step(
        r#"{ "at": "2s", "request": { "request": "r", "agent": "anna", "create_session": { "session": "s9", "agent": "anna", "group": "sales" } } }"#,
        &[
            "steps[2].request.agent: unknown_member: a request that creates a session names everything inside `create_session`, not `agent` beside it",
        ],
    );
    step(
        r#"{ "at": "2s", "request": { "request": "r", "session": "s1" } }"#,
        &["steps[2].request: missing_member: what to ask is missing"],
    );
}

#[test]
fn streams() {
    let stream = |members: &str, expected: &[&str]| {
        check(&with(&format!(r#""arrivals": [ {{ "id": "m", "queue": "sales_q", {members} }} ]"#)), expected);
    };
    let every = |span: &str| format!(r#""rate": {{ "every": "{span}" }}"#);
    stream(&every("1s"), &["arrivals[0]: endless_stream: nothing ends this stream"]);
    stream(
        &format!(r#"{}, "count": 5"#, every("0s")),
        &["arrivals[0].rate.every: out_of_range: \"0s\" is out of range: expected a duration above zero"],
    );
    stream(
        &format!(r#"{}, "from": "1h", "to": "1h""#, every("1s")),
        &["arrivals[0].to: out_of_range: `to` is not after `from`"],
    );
    stream(
        &format!(r#"{}, "to": "43800h""#, every("1us")),
        &["arrivals[0]: too_many: the streams up to this one make more than 1000000000 calls"],
    );
    stream(
        r#""count": 5, "rate": { "renewal": "0s" }"#,
        &["arrivals[0].rate.renewal: out_of_range: the time between calls is always zero"],
    );
    stream(
        r#""count": 5, "rate": { "piecewise": [ { "from": "1h", "per_hour": 1 }, { "from": "1h", "per_hour": -1 } ] }"#,
        &[
            "arrivals[0].rate.piecewise[1].from: out_of_order: the steps of a rate stand in order of time",
            "arrivals[0].rate.piecewise[1].per_hour: out_of_range: -1 is out of range: expected a number from 0 to 3600000000",
        ],
    );
    stream(r#""count": 5, "rate": {}"#, &["arrivals[0].rate: missing_member: the rate is missing"]);
    stream(r#""count": 5"#, &["arrivals[0]: missing_member: `rate` is missing"]);
    let beyond = format!(
        r#""arrivals": [ {{ "id": "m", "queue": "sales_q", "count": 5, {} }} ], "steps": [ {{ "at": "1s", "hold": {{ "call": "m/6" }} }} ]"#,
        every("1s")
    );
    check(
        &with(&beyond),
        &["steps[0].hold.call: unknown_id: there is no call \"m/6\": the stream `m` makes 5 at most"],
    );
}

#[test]
fn listed_calls_and_picks() {
    let listed = |calls: &str, expected: &[&str]| {
        let rate = format!(r#"{{ "listed": {{ "calls": {calls} }} }}"#);
        check(&with(&format!(r#""arrivals": [ {{ "id": "m", "queue": "sales_q", "rate": {rate} }} ]"#)), expected);
    };
    let here = "arrivals[0].rate.listed.calls";
    listed(
        r#"[ { "talk": "1" }, { "at": "1s", "priority": 0.5 }, { "at": "1s", "data": {} } ]"#,
        &[
            &format!("{here}[0]: missing_member: `at` is missing"),
            &format!("{here}[0].talk: invalid_duration: the unit is missing after 1; did you mean `1s`?"),
            &format!("{here}[1].priority: wrong_type: 0.5 is not a whole number"),
            &format!("{here}[2].data: unknown_member: there is no member `data` here"),
        ],
    );
    listed(r#"["1s"]"#, &[&format!("{here}[0]: wrong_type: expected an object, found \"1s\"")]);
    check(
        &with(r#""arrivals": [ { "id": "m", "queue": "sales_q", "rate": { "listed": {} } } ]"#),
        &["arrivals[0].rate.listed: missing_member: `calls` is missing"],
    );
    queue(
        r#""strategy": "random", "picks": [ 0, -1, "2" ]"#,
        &[
            "queues[0].picks[1]: out_of_range: -1 is out of range: expected a whole number, zero or above",
            "queues[0].picks[2]: wrong_type: expected a whole number, found \"2\"; write it without quotes: 2",
        ],
    );
}

#[test]
fn a_name_is_reserved_once_and_created_once() {
    let create = r#"{ "at": "0s", "create_session": { "session": "live", "agent": "anna", "group": "sales" } }"#;
    check(
        &with(&format!(
            r#""steps": [ {create}, {create} ],
            "reserved": {{ "sessions": [ "live", "", "live", "anna/sales/1" ], "calls": [ "c", "c" ] }}"#
        )),
        &[
            "steps[1].create_session.session: duplicate_id: the session `live` is declared twice",
            "reserved.sessions[1]: out_of_range: a name is empty",
            "reserved.sessions[2]: duplicate_id: the session `live` is declared twice",
            "reserved.calls[1]: duplicate_id: the call `c` is declared twice",
        ],
    );
}

#[test]
fn faults() {
    let fault = |members: &str, expected: &[&str]| {
        check(&with(&format!(r#""faults": [ {{ "id": "f", {members} }} ]"#)), expected);
    };
    let drop = r#""effect": { "drop_reply": {} }"#;
    fault(
        &format!(r#"{drop}, "method": "line_get_agent_sesion_info""#),
        &[
            "faults[0].method: unknown_value: \"line_get_agent_sesion_info\" is not a TAPI 2.2 function, or `*`; did you mean `line_get_agent_session_info`?",
        ],
    );
    fault(
        &format!(r#"{drop}, "probability": {{ "percent": 101 }}, "nth": 0"#),
        &[
            "faults[0].probability.percent: out_of_range: 101 is out of range: expected a number from 0 to 100",
            "faults[0].nth: out_of_range: 0 is out of range: expected a whole number above zero",
        ],
    );
    fault(
        &format!(r#"{drop}, "agent": "anna", "queue": "sales_q""#),
        &["faults[0].queue: too_many_members: a request is about one object, so this fault never fires"],
    );
    fault(
        r#""effect": { "fail": { "error": "TAPI_E_TIMEOUT" }, "stale": {} }"#,
        &[
            "faults[0].effect.fail.error: unknown_value: \"TAPI_E_TIMEOUT\" is not an error of tapi.h, such as `LINEERR_OPERATIONFAILED`",
            "faults[0].effect.stale: too_many_members: the effect is said twice",
        ],
    );
    fault(r#""from": "1h""#, &["faults[0]: missing_member: `effect` is missing"]);
}

#[test]
fn expectations() {
    let expect = |expectations: &str, expected: &[&str]| {
        let steps = format!(
            r#"{{ "at": "2s", "request": {{ "request": "r", "session": "s1", "get": "state" }} }} ], "expect": [ {expectations}"#
        );
        check(&with_steps(&steps), expected);
    };
    expect(
        r#"{ "session": { "session": "s1", "number_of_call": 1 } }"#,
        &[
            "expect[0].session.number_of_call: unknown_member: there is no member `number_of_call` here; did you mean `number_of_calls`?",
        ],
    );
    expect(
        r#"{ "agent": { "agent": "anna", "period": { "number_of_acd_call": 1, "total_wrap_up_time_s": "1s" } } }"#,
        &[
            "expect[0].agent.period.number_of_acd_call: unknown_member: there is no member `number_of_acd_call` here; did you mean `number_of_acd_calls`?",
            "expect[0].agent.period.total_wrap_up_time_s: wrong_type: expected a whole number, or { \"min\", \"max\" }, found \"1s\"",
        ],
    );
    expect(
        r#"{ "call": { "call": "c1", "wait_us": 1.5, "queue": "sales", "disposition": "lost" } }"#,
        &[
            "expect[0].call.wait_us: wrong_type: expected whole microseconds, or a duration in quotes, found 1.5",
            "expect[0].call.queue: unknown_id: there is no queue \"sales\"; did you mean `sales_q`?",
            "expect[0].call.disposition: unknown_value: \"lost\" is not a disposition",
        ],
    );
    expect(
        r#"{ "queue": { "queue": "sales_q", "answered": { "min": 2, "max": 1 }, "offered": {}, "waiting": { "mim": 1 } } }"#,
        &[
            "expect[0].queue.answered.max: out_of_range: `max` is below `min`",
            "expect[0].queue.offered: missing_member: a band needs `min` or `max`",
            "expect[0].queue.waiting.mim: unknown_member: there is no member `mim` here; did you mean `min`?",
        ],
    );
    expect(
        r#"{ "reply": { "request": "r", "value": "redy", "finished_at": 5 } }, { "reply": { "request": "q", "value": 1 } }"#,
        &[
            "expect[0].reply.value: unknown_value: \"redy\" is not a session state; did you mean `ready`?",
            "expect[0].reply.finished_at: wrong_type: expected a duration in quotes, such as \"1m30s\", found 5",
            "expect[1].reply.request: unknown_id: there is no request \"q\"; did you mean `r`?",
        ],
    );
    expect(r#"{ "at": "1s" }"#, &["expect[0]: missing_member: the object of the expectation is missing"]);
    expect(
        r#"{ "queue": { "answered": 1 }, "call": { "call": 7 } }"#,
        &[
            "expect[0].queue: missing_member: `queue` is missing",
            "expect[0].call: too_many_members: the object of the expectation is said twice",
            "expect[0].call.call: wrong_type: expected a name, found 7",
        ],
    );
}

#[test]
fn nothing_comes_after_the_end() {
    let text = with(
        r#""until": "1m", "steps": [ { "at": "1m", "close_proxy": {} }, { "at": "61s", "open_proxy": {} } ],
           "expect": [ { "at": "2m", "agent": { "agent": "anna" } } ]"#,
    );
    check(
        &text,
        &[
            "steps[1].at: after_until: the step comes after the end of the run",
            "expect[0].at: after_until: the expectation comes after the end of the run",
        ],
    );
}

/// What cannot be read still declares its name, and what is missing for that reason is not missed.
#[test]
fn one_mistake_makes_one_error() {
    let text = r#"{ "version": 1,
        "groups": [ { "id": "g", "colour": "red" } ],
        "queues": [ { "id": "q", "group": 5, "max_waiting": 3 } ],
        "agents": [ { "id": "a", "groups": [ { "group": "g" } ], "shifts": "always" } ],
        "steps": [ { "at": "0s", "create_session": { "session": "s", "agnt": "a", "group": "g" } },
                   { "at": true, "answer": { "session": "s" } },
                   { "at": "1s", "request": [] } ],
        "expect": [ { "queue": { "queue": "q", "offered": 1 } } ] }"#;
    let codes: Vec<String> =
        errors(text).iter().map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(": ")).collect();
    assert_eq!(
        codes,
        [
            "groups[0].colour: unknown_member",
            "queues[0].group: wrong_type",
            "agents[0].shifts: wrong_type",
            "steps[0].create_session.agnt: unknown_member",
            "steps[1].at: wrong_type",
            "steps[2].request: wrong_type",
        ]
    );
}

/// An unknown member is the one that was meant for what is missing.
#[test]
fn an_unknown_kind_is_one_error() {
    step(r#"{ "at": "1s", "dance": {} }"#, &["steps[2].dance: unknown_member: there is no member `dance` here"]);
    step(
        r#"{ "at": 5, "id": "x" }"#,
        &[
            "steps[2]: missing_verb: the step does nothing: its verb is missing",
            "steps[2].at: wrong_type: expected a duration in quotes, such as \"1m30s\", found 5; did you mean `\"5s\"`?",
        ],
    );
    check(
        &with(r#""faults": [ { "effect": { "explode": {} } } ]"#),
        &["faults[0].effect.explode: unknown_member: there is no member `explode` here"],
    );
}

#[test]
fn a_list_that_cannot_be_read_is_one_error() {
    let text = r#"{ "version": 1, "agents": { "id": "a" }, "steps": [ { "at": "1s", "set_agent_state": { "agent": "a", "state": "ready" } } ] }"#;
    check(text, &["agents: wrong_type: expected a list, found an object"]);
}

#[test]
fn only_so_many_errors_are_listed() {
    let steps = vec![r#"{ "at": "5" }"#; 2000].join(",");
    let errors = read(&format!(r#"{{ "version": 1, "steps": [ {steps} ] }}"#)).expect_err("many errors");
    assert_eq!(errors.len(), 1001);
    assert!(shown(&errors)[1000].contains("there are more"));
}
