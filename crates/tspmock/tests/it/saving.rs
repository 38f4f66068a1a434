//! A floor written down.

use acd_explain::{Options, Question, explain};
use acd_run::{RunOptions, run};
use acd_scenario::{Lines, NoFiles, Source, load};
use tspmock::{Agent, Fault, Floor, Queue};

/// A floor where something happens that is drawn.
fn busy() -> Floor {
    let anna = Agent::new("anna").group("sales").answers_after(serde_json::json!({ "exponential": { "mean": "5s" } }));
    let floor = Floor::build()
        .seed(11)
        .name("busy")
        .group("sales")
        .queue(Queue::new("sales_q").group("sales").ring_timeout("20s"))
        .agent(anna)
        .fault(Fault::new("lossy").percent(50).drops_reply())
        .start()
        .expect("a sound floor");
    let session = floor.agent("anna").create_session("sales").named("s1").ready();
    floor.advance("1s");
    for n in 1..=4 {
        floor.call("sales_q").talk("30s").wrap_up("5s").patience("2m").named(&format!("c{n}")).arrive();
        floor.advance("7s");
    }
    floor.named_call("c4").hang_up();
    floor.advance("2m");
    session.not_ready(None);
    floor
}

#[test]
fn a_floor_saved_as_a_scenario_runs_to_the_same_counters() {
    let floor = busy();
    let text = floor.save_scenario().expect("it can be written");
    let plan = load(&Source { name: "busy", bytes: text.as_bytes(), files: &NoFiles }).expect("a sound scenario").plan;
    let report = run(&plan, &RunOptions::default()).expect("it comes to its end");
    assert_eq!(report.queues, [floor.queue("sales_q").row()]);
    assert_eq!(report.sessions, [floor.session("s1").row()]);
    assert_eq!(report.agents, [floor.agent("anna").row()]);
    let calls: Vec<_> = (1..=4).filter_map(|n| floor.named_call(&format!("c{n}")).row()).collect();
    assert_eq!(report.calls, calls);
    // It is a floor as well.
    let again = Floor::from_scenario(&text).expect("a sound scenario");
    again.run_until_idle();
    assert_eq!(again.session("s1").row(), floor.session("s1").row());
}

#[test]
fn a_recording_is_whole_and_replays() {
    let floor = busy();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("busy.recording");
    floor.save_recording(&path).expect("it can be written");
    let bytes = std::fs::read(&path).expect("it is there");
    let sound = acd_trace::check(&bytes[..]).expect("it is whole");
    assert_eq!(floor.digest().expect("it can be written"), sound.footer.digest);
    let plan = acd_replay::plan(&sound.header).expect("its scenario is valid");
    let book = acd_run::book(&plan);
    let lines = || acd_trace::Reader::open(&bytes[..]).expect("it has a header").lines(&book);
    let replayed = acd_replay::replay(&plan, lines(), &sound.footer).unwrap_or_else(|flaw| panic!("{flaw}"));
    assert_eq!(replayed.ended_at, floor.now());
    // What the test named can be asked about by its number.
    let session = Question::Session { name: "#1".to_owned(), field: Some("answers".to_owned()), at: None };
    for question in [session, Question::Call { name: "#4".to_owned() }] {
        let lines = lines().map(|line| line.expect("it is sound"));
        let answer = explain(&plan, &Lines::default(), Options::default(), question, lines, Some(floor.now()));
        assert!(answer.is_ok(), "{answer:?}");
    }
}

/// The report of a saved floor, played from its text.
fn played(text: &str) -> acd_run::Report {
    let loaded = load(&Source { name: "saved", bytes: text.as_bytes(), files: &NoFiles });
    let plan = loaded.unwrap_or_else(|wrong| panic!("{wrong:?}\n{text}")).plan;
    run(&plan, &RunOptions::default()).expect("it comes to its end")
}

#[test]
fn what_is_expected_is_saved_as_far_as_it_is_decided() {
    let scenario = r#"{ "version": 1, "until": "1h", "groups": [{ "id": "sales" }], "queues": [{ "id": "sales_q", "group": "sales" }],
      "agents": [{ "id": "anna", "groups": [{ "group": "sales" }], "shifts": [{ "from": "0s", "to": "8h" }] }],
      "steps": [{ "at": "30m", "arrive": { "call": "later", "queue": "sales_q" } }],
      "expect": [{ "at": "5s", "queue": { "queue": "sales_q", "answered": 1 } }, { "queue": { "queue": "sales_q", "answered": 9 } }] }"#;
    let floor = Floor::from_scenario(scenario).expect("a sound scenario");
    floor.call("sales_q").talk("90s").wrap_up("10s").named("c1").arrive();
    floor.expect_session("anna/sales/1").state("busy_wrap_up").by("2m");
    floor.expect_call("c1").session("anna/sales/1").talk_us("90s").at("95s");
    floor.expect_queue("sales_q").offered(1);
    floor.expect_queue("sales_q").offered(2).by("1h");
    floor.advance("2m");
    let report = played(&floor.save_scenario().expect("it can be written"));
    let expected: Vec<_> = report.expectations.iter().map(|row| (row.what.as_str(), row.passed)).collect();
    let all = [
        ("queue sales_q at 5s", true),
        ("session anna/sales/1 at 1m30s", true),
        ("call c1 at 1m35s", true),
        ("queue sales_q at 2m", true),
    ];
    assert_eq!(expected, all);
    assert!(floor.try_verify().is_err(), "a second call is yet to come");
}

#[test]
fn what_is_not_as_expected_is_not_so_in_the_saved_floor_either() {
    let floor = busy();
    floor.expect_session("s1").state("busy_wrap_up").at("0s");
    floor.expect_queue("sales_q").offered(5).by("1m");
    let report = played(&floor.save_scenario().expect("it can be written"));
    let expected: Vec<_> = report.expectations.iter().map(|row| (row.what.as_str(), row.passed)).collect();
    assert_eq!(expected, [("session s1 at 0s", false), ("queue sales_q at 1m", false)]);
    assert_eq!(floor.try_verify().expect_err("neither is so").failures.len(), 2);
}

#[test]
fn what_a_call_brings_along_is_saved() {
    let floor = busy();
    let call = floor.call("sales_q").named("vip").caller("+4930123").called("0800-1");
    call.data("order", "76").data("order", "77").data("tone", "calm").arrive();
    let text = floor.save_scenario().expect("it can be written");
    for said in [r#""caller": "+4930123", "called": "0800-1","#, r#""data": { "order": "77", "tone": "calm" }"#] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
}

#[test]
fn addresses_and_reasons_are_saved() {
    let anna = Agent::new("anna").group("sales").group("support").address("2001");
    let floor = Floor::build().group("sales").group("support").agent(anna).address("2002").reason("lunch").start();
    let floor = floor.expect("a sound floor");
    let anna = floor.agent("anna");
    anna.create_session("sales").named("home").not_ready_next("lunch");
    anna.create_session_at("support", "2002").named("away").ready();
    anna.not_ready("lunch");
    let text = floor.save_scenario().expect("it can be written");
    for said in [
        r#""create_session": { "session": "away", "agent": "anna", "group": "support", "address": "2002" }"#,
        r#""set_session_state": { "session": "home", "next_state": "not_ready", "reason": "lunch" }"#,
        r#""set_agent_state": { "agent": "anna", "state": "not_ready", "reason": "lunch" }"#,
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    assert!(played(&text).refused.is_empty());
}

#[test]
fn sessions_of_the_scenario_may_have_the_tests_own_names() {
    let scenario = r#"{ "version": 1, "groups": [{ "id": "sales" }], "queues": [{ "id": "sales_q", "group": "sales" }],
      "agents": [{ "id": "anna", "groups": [{ "group": "sales" }], "shifts": [{ "from": "0s", "to": "1m" }] },
        { "id": "ben", "groups": [{ "group": "sales" }] }],
      "steps": [{ "at": "5s", "create_session": { "session": "s1", "agent": "ben", "group": "sales" } }] }"#;
    let floor = Floor::from_scenario(scenario).expect("a sound floor");
    let anna = floor.session("anna/sales/1").named("early");
    let ben = floor.session("s1").named("late");
    floor.advance("10s");
    assert_eq!([anna.row().session, ben.row().session], ["early", "late"]);
    assert_eq!([floor.session("early").id(), floor.session("late").id()], [anna.id(), ben.id()]);
    floor.expect_session("early").state("ready").number_of_calls(0).at("6s");
    floor.expect_session("late").state("not_ready").at("7s");
    floor.verify();
    let saved = floor.save_scenario().expect("it can be written");
    let again = Floor::from_scenario(&saved).expect("a sound scenario");
    again.run_until("10s");
    again.verify();
    assert_eq!(saved.matches(r#""session": { "session""#).count(), 2, "{saved}");
}
