//! What a failing test says.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use futures_util::future::FutureExt;
use tspmock::{Agent, Failures, Fault, Floor, FloorBuilder, Function, LineError, Queue, at_least, at_most, between};

use crate::clocks::{small, text};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("failing")
}

fn floor() -> FloorBuilder {
    small().recordings_in(folder())
}

/// The message, without the places in this file and with one name for the recording.
fn message(failures: &Failures) -> String {
    let path = failures.recording.as_ref().expect("it was written");
    let bytes = std::fs::read(path).expect("it is there");
    assert!(acd_trace::check(&bytes[..]).is_ok());
    let said = failures.to_string().replace(&path.display().to_string(), "FILE");
    let lines = said.lines().map(|line| match line.split_once(" (crates") {
        Some((head, _)) => format!("{head} (HERE)"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn failures(floor: &Floor) -> String {
    message(&floor.try_verify().expect_err("it is not as expected"))
}

#[test]
fn a_figure_is_explained_with_what_blocked_it() {
    let ben = Agent::new("ben").group("sales").answers_when_told();
    let ring_q = Queue::new("ring_q").group("sales").ring_timeout("20s");
    let floor = floor().queue(ring_q).agent(ben).start().expect("a sound floor");
    floor.agent("ben").create_session("sales").named("s1").ready();
    floor.call("ring_q").talk("90s").named("c1").arrive();
    floor.expect_session("s1").number_of_calls(1).state("ready").by("1m");
    floor.advance("2m");
    let expected = "\
the floor is not as expected (seed 7, stands at 2m)

1. session s1 by 1m (HERE)
  number_of_calls: expected 1, was 0
  state: expected ready, was not_ready
  why:
    session s1: number_of_calls is 0 at 1m
      count_call_at: answer. A call counts when the session answers it
      made of: nothing
      did not count
        1 offered here and rang out
          c1  20s from 0s to 20s  #6  rang out

recording: FILE
  tspmock replay FILE
  tspmock explain FILE --session '#1' --field number_of_calls --at 1m";
    assert_eq!(failures(&floor), expected);
}

#[test]
fn a_call_is_told_from_its_arrival_to_its_end() {
    let floor = floor().start().expect("a sound floor");
    floor.call("sales_q").patience("30s").named("c1").arrive();
    floor.expect_call("c1").disposition("answered").wait_us(at_most("20s"));
    floor.advance("1m");
    let expected = "\
the floor is not as expected (seed 7, stands at 1m)

1. call c1 at the end, 1m (HERE)
  disposition: expected answered, was abandoned
  wait_us: expected at most 20s, was 30s
  nearest: its caller gave up after 30s in sales_q
  why:
    call c1
      0s  #1  c1 arrives, until somebody hangs up, patience 30s
          because of arrive at sales_q (live command 1)
      0s  #2  c1 enters sales_q; no session can take it
          because of #1 c1 arrives
          sales has no session
      30s  #3  c1 is abandoned after 30s
          30s after #2 c1 enters sales_q
      30s  #4  c1 is over: abandoned
          because of #3 c1 is abandoned after 30s

recording: FILE
  tspmock replay FILE
  tspmock explain FILE --call '#1'";
    assert_eq!(failures(&floor), expected);
}

#[test]
fn queues_and_agents_are_held_against_bands() {
    let floor = floor().start().expect("a sound floor");
    floor.expect_queue("sales_q").offered(at_least(2)).abandoned(between(1, 3)).waiting(0).at("10s");
    floor.expect_agent("anna").number_of_acd_calls(2..).at("10s");
    floor.call("sales_q").arrive();
    floor.advance("10s");
    let expected = "\
the floor is not as expected (seed 7, stands at 10s)

1. queue sales_q at 10s (HERE)
  offered: expected at least 2, was 1
  abandoned: expected 1 to 3, was 0
  waiting: expected 0, was 1
  why:
    queue sales_q: offered is 1 at 10s
      made of (1)
        #1  at 0s  #2  entered; no session could take it

2. agent anna at 10s (HERE)
  number_of_acd_calls: expected at least 2, was 0
  nearest: the agent has no session
  why:
    agent anna: number_of_acd_calls is 0 at 10s
      count_call_at: answer. A call counts when the session answers it
      made of: nothing

recording: FILE
  tspmock replay FILE
  tspmock explain FILE --queue sales_q --field offered --at 10s
  tspmock explain FILE --agent anna --field number_of_acd_calls --at 10s";
    assert_eq!(failures(&floor), expected);
}

#[test]
fn requests_and_replies_are_counted_apart() {
    let silent = Fault::new("silent").nth(2).drops_reply();
    let refuses = Fault::new("refuses").nth(3).fails(LineError::NOMEM);
    let floor = floor().fault(silent).fault(refuses).start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("sound");
    runtime.block_on(async {
        assert!(queue.info().await.is_ok());
        // Nobody moves time, so the client waits until it is dropped.
        assert!(queue.info().now_or_never().is_none());
        assert!(queue.info().await.is_err());
    });
    floor.expect_requests(Function::GetQueueInfo).about_queue("sales_q").times(3);
    floor.expect_requests(Function::GetQueueInfo).about_queue("sales_q").replies().times(3);
    floor.expect_requests(Function::GetAgentInfo).about_agent("anna").at_least(2);
    floor.expect_requests(Function::GetQueueInfo).errors(LineError::NOMEM).never();
    let expected = "\
the floor is not as expected (seed 7, stands at 0s)

1. replies to lineGetQueueInfo about queue sales_q at the end, 0s (HERE)
  expected 3, was 2
  #1 at 0s about queue sales_q; replied at 0s
  #2 at 0s about queue sales_q; fault silent acted on it; its reply was lost at 0s; its client lost interest at 0s
  #3 at 0s about queue sales_q; fault refuses acted on it; replied LINEERR_NOMEM at 0s

2. requests lineGetAgentInfo about agent anna at the end, 0s (HERE)
  expected at least 2, was 0
  nearest: received were 3 of lineGetQueueInfo about queue sales_q

3. LINEERR_NOMEM in replies to lineGetQueueInfo at the end, 0s (HERE)
  expected 0, was 1
  #1 at 0s about queue sales_q; replied at 0s
  #2 at 0s about queue sales_q; fault silent acted on it; its reply was lost at 0s; its client lost interest at 0s
  #3 at 0s about queue sales_q; fault refuses acted on it; replied LINEERR_NOMEM at 0s

recording: FILE
  tspmock replay FILE";
    assert_eq!(failures(&floor), expected);
}

#[test]
fn a_band_of_requests_has_both_ends() {
    let said = |asked: u64| {
        let floor = floor().start().expect("a sound floor");
        let queue = floor.call_center().queue(floor.queue("sales_q").id());
        for _ in 0..asked {
            assert!(queue.info().now_or_never().expect("it answers at once").is_ok());
        }
        floor.expect_requests(Function::GetQueueInfo).at_least(2).at_most(3);
        floor.expect_requests(Function::GetQueueInfo).at_most(3).at_least(2);
        floor.try_verify().err().map(|failures| failures.failures.len())
    };
    assert_eq!([1, 2, 3, 4].map(said), [Some(2), None, None, Some(2)]);
}

#[test]
fn nothing_is_expected_in_vain_of_requests() {
    let floor = floor().start().expect("a sound floor");
    floor.agent("anna").create_session("sales").named("anna");
    floor.expect_requests(Function::GetAgentSessionInfo).about_session("anna").never();
    floor.expect_requests(Function::GetAgentSessionInfo).about_session("ana").never();
    floor.expect_requests(Function::GetQueueInfo).never().by("10s");
    floor.advance("5s");
    let expected = "\
the floor is not as expected (seed 7, stands at 5s)

1. requests lineGetAgentSessionInfo about session ana at the end, 5s (HERE)
  expected 0, was 0
  there is no session `ana`, did you mean `anna`?; there are `anna`
  no request was received at all

2. requests lineGetQueueInfo by 10s (HERE)
  the floor stands at 5s, before that moment

recording: FILE
  tspmock replay FILE";
    assert_eq!(failures(&floor), expected);
}

#[test]
fn what_never_came_and_what_was_not_reached_are_told() {
    let reserved = serde_json::json!({ "sessions": ["reserved"] });
    let floor = floor().set("reserved", reserved).start().expect("a sound floor");
    floor.agent("anna").create_session("sales").named("s1");
    floor.expect_session("s2").state("ready");
    floor.expect_session("s1");
    floor.expect_session("reserved");
    floor.expect_session("s1").state("not_ready").by("1h");
    floor.expect_requests(Function::GetQueueInfo).times(1).by("1h");
    let expected = "\
the floor is not as expected (seed 7, stands at 0s)

1. session s2 at the end, 0s (HERE)
  nothing of this name has come into being; there are: reserved, s1

2. session reserved at the end, 0s (HERE)
  it had not come into being
  nearest: nothing creates it

3. requests lineGetQueueInfo by 1h (HERE)
  the floor stands at 0s, before that moment
  expected 1, was 0
  no request was received at all

recording: FILE
  tspmock replay FILE";
    assert_eq!(failures(&floor), expected);
}

#[test]
fn the_scenarios_own_expectations_and_refusals_count() {
    let floor = floor().set(
        "steps",
        serde_json::json!([
            { "at": "1s", "create_session": { "session": "s1", "agent": "anna", "group": "sales" } },
            { "at": "2s", "id": "early", "answer": { "session": "s1" } },
            { "at": "3s", "refused": "LINEERR_INVALAGENTSTATE", "set_session_state": { "session": "s1", "state": "ready" } },
        ]),
    );
    let expect = serde_json::json!([
        { "at": "2s", "session": { "session": "s1", "state": "ready" } },
        { "at": "2h", "session": { "session": "s1", "state": "ended" } },
        { "session": { "session": "s1", "state": "ended" } },
    ]);
    let floor = floor.set("expect", expect).start().expect("a sound floor");
    floor.advance("1m");
    let expected = "\
the floor is not as expected (seed 7, stands at 1m)

1. step 1 (early) of the scenario, at 2s, was refused with LINEERR_INVALCALLSTATE, which it does not expect

2. step 2 of the scenario, at 3s, was not refused as it expects

3. the scenario expects of session s1 at 2s
  state: expected ready, was not_ready

recording: FILE
  tspmock replay FILE";
    assert_eq!(failures(&floor), expected);
}

#[test]
fn it_is_verified_at_the_latest_when_it_is_dropped() {
    let panic = catch_unwind(AssertUnwindSafe(|| {
        let floor = floor().start().expect("a sound floor");
        floor.expect_queue("sales_q").offered(1);
    }));
    let panic = panic.expect_err("nobody called");
    assert!(text(&*panic).contains("offered: expected 1, was 0"), "{}", text(&*panic));
    // Once is enough.
    let floor = floor().start().expect("a sound floor");
    floor.expect_queue("sales_q").offered(1);
    assert_eq!(floor.try_verify().expect_err("nobody called").failures.len(), 1);
}

#[test]
fn the_same_failure_has_the_same_recording() {
    let recording = || {
        let floor = floor().start().expect("a sound floor");
        floor.call("sales_q").arrive();
        floor.expect_queue("sales_q").answered(1);
        floor.try_verify().expect_err("nobody answers").recording
    };
    assert_eq!(recording(), recording());
}
