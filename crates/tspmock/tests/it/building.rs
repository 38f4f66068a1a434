//! What builders refuse, and what they and scenarios make together.

use std::path::Path;

use serde_json::json;
use tspmock::{Agent, Arrivals, Fault, Floor, FloorError, Function, LineError, Queue, Time};

use crate::clocks::small;

fn refusal(floor: Result<Floor, FloorError>) -> String {
    floor.expect_err("it is nonsense").to_string()
}

#[test]
fn nonsense_is_refused_all_at_once_and_by_name() {
    let floor = Floor::build()
        .seed(u64::MAX)
        .group("sales")
        .queue(Queue::new("sales_q").group("sale").ring_timeout("20sec"))
        .agent(Agent::new("anna").group("sales").answers_after("2").set("colour", "blue"))
        .arrivals(Arrivals::new("calls").queue("sales_q").every("0s").count(1))
        .fault(Fault::new("lossy").percent(101).drops_reply());
    let expected = "\
this is no floor:
  seed: 18446744073709551615 is out of range: expected a whole number from 0 to 9007199254740991
  queues[0].group: there is no group \"sale\", expected one of `sales`; did you mean `sales`?
  queues[0].ring_timeout: there is no unit \"sec\", found \"20sec\", expected whole numbers with h, m, s, ms or us, larger units first; did you mean `20s`?
  agents[0].answer_after: the unit is missing after 2, found \"2\", expected whole numbers with h, m, s, ms or us, larger units first; did you mean `2s`?
  agents[0].colour: there is no member `colour` here, expected `id`, `count`, `groups`, `address`, `user`, `pin`, `from_start`, `answer_after`, `shifts`
  arrivals[0].rate.every: \"0s\" is out of range: expected a duration above zero
  faults[0].probability.percent: 101 is out of range: expected a number from 0 to 100";
    let said = refusal(floor.start());
    assert_eq!(said, expected);
}

#[test]
fn a_scenario_and_more_make_one_floor() {
    let scenario = r#"{ // comments are fine
      "version": 1, "seed": 3, "groups": [{ "id": "sales" }], "queues": [{ "id": "sales_q", "group": "sales" }],
      "provider": { "handle_after": "1s" } }"#;
    let floor = Floor::build().scenario(scenario).agent(Agent::new("anna").group("sales")).replies_after("2s");
    let floor = floor.seed(4).start().expect("a sound floor");
    assert_eq!(floor.seed(), 4);
    floor.agent("anna").create_session("sales").ready();
    let written = floor.save_scenario().expect("it can be written");
    assert!(written.contains(r#""provider": { "handle_after": "1s", "reply_after": "2s" }"#), "{written}");
}

#[test]
fn every_member_is_within_reach() {
    let floor = small().set("policies", json!({ "count_call_at": "release" })).start().expect("a sound floor");
    floor.agent("anna").create_session("sales").named("s1").ready();
    floor.call("sales_q").talk("10s").arrive();
    floor.expect_session("s1").number_of_calls(0).at("9s");
    floor.expect_session("s1").number_of_calls(1).at("10s");
    floor.advance("10s");
}

#[test]
fn a_scenario_has_its_own_place_in_messages() {
    let said = refusal(Floor::from_scenario(r#"{ "version": 1, "queues": [{ "id": "q", "group": "sales" }] }"#));
    let expected =
        "this is no floor:\n  queues[0].group: there is no group \"sales\", expected a group; the file declares none";
    assert_eq!(said, expected);
    let said = refusal(Floor::from_scenario("{"));
    assert!(said.starts_with("this is no floor:\n  floor:1:2: "), "{said}");
    let said = refusal(Floor::open("nowhere.scenario.json"));
    assert!(said.starts_with("nowhere.scenario.json: "), "{said}");
}

#[test]
fn files_are_floors_too() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/scenarios/three_callers.scenario.json");
    let floor = Floor::open(fixtures).expect("a sound scenario");
    floor.advance("100s");
    floor.expect_session("s1").number_of_calls(1).state("busy_wrap_up").at("100s");
    floor.verify();
    floor.run_until_idle();
    // Its steps played, and its own expectations hold.
    floor.expect_requests(Function::GetAgentSessionInfo).about_session("s1").replies().times(1);
}

#[tokio::test(start_paused = true)]
async fn faults_are_made_like_the_rest() {
    let broken = Fault::new("broken").function(Function::GetQueueInfo).nth(2).fails(LineError::NOMEM);
    let floor = small().fault(broken).start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    assert!(queue.info().await.is_ok());
    assert!(queue.info().await.is_err());
    floor.expect_requests(Function::GetQueueInfo).errors(LineError::NOMEM).times(1);
    floor.expect_requests(Function::GetQueueInfo).replies().times(2);
}

#[tokio::test(start_paused = true)]
async fn a_distribution_takes_the_place_of_another() {
    let scenario = r#"{ "version": 1, "groups": [{ "id": "sales" }], "queues": [{ "id": "sales_q", "group": "sales" }],
      "provider": { "reply_after": { "exponential": { "mean": "1s" } } } }"#;
    let listed = json!({ "listed": { "values": ["3s"] } });
    let floor =
        Floor::build().scenario(scenario).group("support").replies_after(listed).start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    assert!(queue.info().await.is_ok());
    assert_eq!(floor.now(), Time::from_secs(3));
}

#[test]
fn a_profile_takes_the_place_of_another() {
    let scenario = r#"{ "version": 1, "profile": { "functions": ["line_get_agent_info"] } }"#;
    let profile = json!({ "functions": ["line_get_queue_info"] });
    let floor = Floor::build().scenario(scenario).set("profile", profile).start().expect("a sound floor");
    let written = floor.save_scenario().expect("it can be written");
    assert!(written.contains("line_get_queue_info") && !written.contains("line_get_agent_info"), "{written}");
}

#[test]
fn what_is_no_object_is_refused_by_start() {
    let said = refusal(Floor::build().set("provider", "slow").replies_after("1s").handles_after("1s").start());
    assert!(said.contains("provider: expected an object"), "{said}");
    let said = refusal(Floor::build().set("reserved", 1).reason("lunch").address("1").start());
    assert!(said.contains("reserved: expected an object"), "{said}");
    let said = refusal(Floor::build().set("reserved", json!({ "reasons": 1 })).reason("lunch").start());
    assert!(said.contains("reserved.reasons: expected a list"), "{said}");
    let said = refusal(Floor::build().set("groups", "sales").group("support").start());
    assert!(said.contains("groups: expected a list"), "{said}");
}
