//! Messages from facts, against those that a run has.

use acd_run::{RunOptions, run};
use acd_scenario::{NoFiles, Source, load};

use super::*;
use crate::play::{engine, play};

/// The first client makes a session and hears of it two seconds after the second; a call comes and goes; the proxy goes with a
/// request under way and comes back. The third client is too old for all of it but what an extension says.
const FLOOR: &str = r#"{
  "version": 1,
  "provider": { "reply_after": "2s" },
  "clients": [ { "id": "desk" }, { "id": "wallboard", "messages": [ "line_agent_session_status" ] }, { "id": "old", "version": "2.0" } ],
  "groups": [ { "id": "g" } ],
  "queues": [ { "id": "q", "group": "g" } ],
  "agents": [ { "id": "a", "groups": [ { "group": "g" } ] } ],
  "extensions": [ { "id": "00000000000000000000000000000001", "answer": { "echo": {} } } ],
  "steps": [
    { "at": "1s", "request": { "request": "r", "create_session": { "session": "s", "agent": "a", "group": "g" } } },
    { "at": "4s", "set_session_state": { "session": "s", "state": "ready" } },
    { "at": "5s", "arrive": { "call": "c", "queue": "q", "talk": "1s" } },
    { "at": "7s", "request": { "request": "taken_along", "get": "number_of_acd_calls", "agent": "a" } },
    { "at": "8s", "close_proxy": {} },
    { "at": "9s", "request": { "request": "refused", "get": "number_of_acd_calls", "agent": "a" } },
    { "at": "10s", "open_proxy": {} },
    { "at": "11s", "agent_specific": { "extension": 0 } }
  ],
  "expect": [
    { "message": { "type": "line_agent_session_status", "what": [ "new_session" ], "count": 1, "seen_at": "3s" } },
    { "message": { "type": "line_agent_session_status", "client": "wallboard", "what": [ "new_session" ], "seen_at": "1s" } },
    { "message": { "type": "line_agent_session_status", "session": "s", "state": "busy_on_call" } },
    { "message": { "type": "line_queue_status", "queue": "q", "count": 2 } },
    { "message": { "type": "line_agent_status_ex", "what": [ "update_info" ], "count": { "min": 2, "max": 2 } } },
    { "message": { "type": "line_reply", "count": 2, "seen_at": "8s" } },
    { "message": { "type": "line_reply", "request": "refused", "count": 0 } },
    { "message": { "type": "line_proxy_status", "request": "line_get_agent_info", "what": [ "close" ], "count": 1, "seen_at": "8s" } },
    { "message": { "type": "line_proxy_status", "what": [ "all_open_for_acd" ], "count": 1, "seen_at": "10s" } },
    { "message": { "type": "line_queue_status", "client": "wallboard", "count": 0 } },
    { "message": { "type": "line_queue_status", "client": "old", "count": 0 } },
    { "message": { "type": "line_agent_specific", "client": "old", "count": 1, "seen_at": "11s" } }
  ]
}"#;

fn floor() -> Plan {
    load(&Source { name: "test", bytes: FLOOR.as_bytes(), files: &NoFiles }).expect("it is valid").plan
}

/// How many rows do not hold for somebody who has not heard of the records that are left out.
fn wrong(plan: &Plan, left_out: impl Fn(&Fact) -> bool) -> usize {
    let mut engine = engine(plan, 0);
    engine.keep_trace();
    let mut trace: Vec<Entry> = Vec::new();
    let asked = play(plan, 0, engine, &mut trace).asked;
    let mut heard = Heard::on(plan).expect("it looks for messages");
    trace.retain(|entry| !matches!(entry, Entry::Record(record) if left_out(&record.fact)));
    for entry in &trace {
        heard.take(entry);
    }
    let report = run(plan, &RunOptions::default()).expect("it comes to its end");
    assert!(report.passed, "{:#?}", report.expectations);
    let wrong = report.expectations.iter().filter_map(|row| {
        let times = heard.times(row.index, &asked).expect("facts say it");
        amiss(&plan.expectations[row.index], row, &times)
    });
    wrong.count()
}

#[test]
fn a_message_more_or_fewer_is_noticed() {
    let plan = floor();
    assert_eq!(wrong(&plan, |_| false), 0);
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::SessionCreated { .. })), 3, "and whose session it is");
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::SessionState { .. })), 1);
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::CallEntered { .. })), 1);
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::CallCounted { .. })), 1);
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::RequestReplied { .. })), 3, "nor of the session");
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::RequestSubmitted { .. })), 3, "who made it, what was refused");
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::ProxyClosed)), 1);
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::ProxyOpened)), 1);
    assert_eq!(wrong(&plan, |fact| matches!(fact, Fact::AgentSpecific { .. })), 1);
}

#[test]
fn a_row_without_a_number_still_tells_whether_one_came() {
    let plan = floor();
    let expectation = &plan.expectations[2];
    let met = run(&plan, &RunOptions::default()).expect("it comes to its end").expectations.remove(2);
    let missed = ExpectationRow { passed: false, ..met.clone() };
    let (none, one) = (&[][..], &[Time::from_secs(5)][..]);
    let is_noticed = |row, times| amiss(expectation, row, times).is_some();
    assert_eq!((is_noticed(&met, one), is_noticed(&met, none)), (false, true));
    assert_eq!((is_noticed(&missed, none), is_noticed(&missed, one)), (false, true));
}
