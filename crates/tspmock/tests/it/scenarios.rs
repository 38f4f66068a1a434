//! What a scenario's own clients ask and hear, and what it expects of that.

use tspmock::{Failures, Floor, FloorBuilder, Function};

const SCENARIO: &str = r#"{ "version": 1, "until": "10m",
  "provider": { "reply_after": "2s" },
  "clients": [{ "id": "board" }, { "id": "log", "messages": ["line_queue_status"] }],
  "groups": [{ "id": "sales" }], "queues": [{ "id": "sales_q", "group": "sales" }],
  "agents": [{ "id": "anna", "groups": [{ "group": "sales" }], "shifts": [{ "from": "0s", "to": "8h" }] }],
  "faults": [{ "id": "lossy", "method": "line_get_queue_info", "effect": { "drop_reply": {} } }],
  "steps": [
    { "at": "1s", "arrive": { "call": "c1", "queue": "sales_q", "talk": "1m" } },
    { "at": "2s", "request": { "request": "calls", "get": "number_of_calls", "session": "anna/sales/1" } },
    { "at": "2s", "request": { "request": "state", "get": "state", "session": "anna/sales/1" } },
    { "at": "2s", "request": { "request": "lost", "get": "total_calls_queued", "queue": "sales_q" } },
    { "at": "3s", "request": { "request": "new", "create_agent": { "agent": "carla" } } },
    { "at": "6s", "request": { "request": "her", "client": "log", "get": "agent_session_list", "agent": "carla" } }
  ],
  "expect": [
    { "at": "3s", "reply": { "request": "calls", "value": CALLS_SO_FAR } },
    { "at": "4s", "reply": { "request": "calls", "value": 1, "finished_at": "4s" } },
    { "reply": { "request": "state", "value": "busy_on_call" } },
    { "reply": { "request": "lost", "error": "TAPI_E_TIMEOUT", "finished_at": "2m2s" } },
    { "reply": { "request": "her", "value": [] } },
    { "at": "30s", "message": { "type": "line_agent_session_status", "session": "anna/sales/1", "what": ["state"], "state": "busy_on_call", "seen_at": "1s" } },
    { "message": { "type": "line_agent_session_status", "client": "log", "count": 0 } },
    { "at": "30s", "message": { "type": "line_agent_session_status", "session": "anna/sales/1", "state": "ready", "count": READY } }
  ] }"#;

fn floor(so_far: &str, ready: &str) -> FloorBuilder {
    Floor::build().scenario(&SCENARIO.replace("CALLS_SO_FAR", so_far).replace("READY", ready))
}

#[test]
fn replies_and_messages_are_expected_where_time_is_moved_by_hand() {
    let floor = floor("null", "1").start().expect("a sound scenario");
    floor.run_until_idle();
    floor.verify();
    floor.expect_requests(Function::GetQueueInfo).time_outs().times(1);
}

#[tokio::test(start_paused = true)]
async fn they_are_by_tokios_clock_and_by_hand_beside_it() {
    let driven = floor("null", "1").start().expect("a sound scenario");
    driven.pass("10m").await;
    let by_hand = floor("null", "1").by_hand().start().expect("a sound scenario");
    by_hand.run_until_idle();
    driven.verify();
    by_hand.verify();
    assert_eq!(driven.digest().expect("it can be written"), by_hand.digest().expect("it can be written"));
}

#[test]
fn what_was_not_replied_or_told_is_said() {
    let floor = floor("1", "2").start().expect("a sound scenario");
    floor.advance("1m");
    let Failures { failures, .. } = floor.try_verify().expect_err("both are wrong");
    let expected = [
        "the scenario expects of reply to request calls at 3s\n  value: expected 1, was nothing",
        "the scenario expects of LINE_AGENTSESSIONSTATUS to client board at 30s\n  count: expected 2, was 1",
    ];
    assert_eq!(failures.len(), expected.len(), "{failures:#?}");
    for (failure, expected) in failures.iter().zip(expected) {
        assert!(failure.starts_with(expected), "{failure}");
    }
}

#[test]
fn they_are_saved_with_the_floor() {
    let floor = floor("null", "1").start().expect("a sound scenario");
    floor.advance("1m");
    floor.call("sales_q").named("live").arrive();
    let text = floor.save_scenario().expect("it can be written");
    let again = Floor::from_scenario(&text).expect("a sound scenario");
    again.run_until_idle();
    again.verify();
    assert!(text.contains(r#""reply": { "request": "calls", "value": 1"#), "{text}");
    assert!(!text.contains("TAPI_E_TIMEOUT"), "that is not decided yet: {text}");
}
