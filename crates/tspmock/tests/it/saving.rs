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
