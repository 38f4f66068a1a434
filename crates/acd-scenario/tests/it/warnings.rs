//! What can run and is perhaps not what was meant.

use super::{plan, shown, with_steps};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(&plan(text).warnings), expected, "in\n{text}");
}

#[test]
fn things_that_nothing_uses() {
    check(
        r#"{ "version": 1, "groups": [ { "id": "g" }, { "id": "h" } ], "queues": [ { "id": "q", "group": "g" } ],
            "agents": [ { "id": "a" }, { "id": "b", "count": 2 } ], "expect": [ { "agent": { "agent": "b/2" } } ] }"#,
        &[
            "groups[1].id: unused_id: no queue and no agent uses the group `h`",
            "queues[0].id: unused_id: nothing uses the queue `q`",
            "agents[0].id: unused_id: nothing uses the agent `a`: it has no shift, and no step names it",
        ],
    );
}

#[test]
fn a_reply_due_exactly_at_its_limit() {
    let request = r#"{ "at": "2s", "request": { "request": "r", "session": "s1", "get": "number_of_calls" } },
        { "at": "2s", "request": { "request": "t", "session": "s1", "get": "number_of_calls", "timeout": "5s" } },
        { "at": "2s", "request": { "request": "u", "session": "s1", "get": "state" } } ],
        "provider": { "handle_after": "1m", "reply_after": "1m" }, "faults": ["#;
    check(
        &with_steps(request),
        &[
            "groups[1].id: unused_id: no queue and no agent uses the group `support`",
            "steps[2].request: due_at_limit: the reply is due exactly at the limit of 2m; it arrives; one microsecond more and the request times out",
        ],
    );
}

#[test]
fn shifts_and_breaks_that_overlap() {
    check(
        r#"{ "version": 1, "groups": [ { "id": "g" } ], "agents": [ { "id": "a", "groups": [ { "group": "g" } ], "shifts": [
            { "from": "1h", "to": "3h", "breaks": [ { "from": "1h", "to": "2h" }, { "from": "90m", "to": "3h" } ] },
            { "from": "2h", "to": "4h" } ] } ] }"#,
        &[
            "agents[0].shifts[0].breaks[1].from: overlapping_breaks: the break begins before the previous one is over, and that one's end makes READY",
            "agents[0].shifts[1].from: overlapping_shifts: the shift begins before the agent's previous one in the same group is over",
        ],
    );
}

#[test]
fn picks_where_nothing_is_drawn() {
    check(
        r#"{ "version": 1, "groups": [ { "id": "g" } ], "queues": [ { "id": "q", "group": "g", "picks": [ 1 ] } ],
            "expect": [ { "queue": { "queue": "q", "offered": 0 } } ] }"#,
        &[
            "queues[0].picks: never_picked: nothing is drawn under this strategy, so these are never picked; `strategy` \"random\" draws",
        ],
    );
}
