//! The verbs of the scenario file, one by one, and what they refuse.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tspmock::{Agent, AgentState, Direction, Floor, LineError, Party, Queue, SessionState};

use crate::clocks::{small, text};

/// Agents who answer when told to, in two groups.
fn floor() -> Floor {
    let agent = |name: &str| Agent::new(name).group("sales").group("support").answers_when_told();
    let queues = [Queue::new("sales_q").group("sales"), Queue::new("support_q").group("support")];
    let floor = Floor::build().group("sales").group("support").agent(agent("anna")).agent(agent("ben")).reason("lunch");
    queues.into_iter().fold(floor, tspmock::FloorBuilder::queue).start().expect("a sound floor")
}

fn panic_of(work: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(work)).expect_err("it is refused");
    text(&*panic).to_owned()
}

#[test]
fn a_call_is_offered_answered_held_and_ended() {
    let floor = floor();
    let anna = floor.agent("anna").create_session("sales").named("anna").ready();
    let call = floor.call("sales_q").wrap_up("10s").priority(2).named("c1").arrive();
    assert_eq!(floor.queue("sales_q").row().ringing, 1);
    floor.advance("3s");
    anna.answer();
    call.hold();
    floor.advance("4s");
    call.retrieve();
    floor.advance("5s");
    call.hang_up_by_agent();
    assert_eq!(anna.row().state, "busy_wrap_up");
    let row = call.row().expect("it has arrived");
    assert_eq!((row.wait_us, row.hold_us, row.talk_us), (3_000_000, 4_000_000, 5_000_000));
    floor.advance("10s");
    assert_eq!(anna.row().state, "ready");
}

#[test]
fn sessions_have_states_and_reasons() {
    let floor = floor();
    let anna = floor.agent("anna").create_session("sales").named("anna").ready();
    anna.not_ready("lunch");
    floor.advance("30m");
    assert_eq!(anna.row().not_ready_reasons_us.0, [("lunch".to_owned(), 1_800_000_000)]);
    anna.ready().set_next_state(SessionState::Ended).set_next_state(None);
    assert_eq!(anna.row().next_state, None);
    anna.not_ready(None).end();
    assert_eq!(anna.row().state, "ended");
    let said = panic_of(|| drop(anna.ready()));
    assert_eq!(
        said,
        "set_session_state to ready of session anna was refused with LINEERR_INVALAGENTSTATE: the session is ended"
    );
    assert_eq!(anna.try_answer().expect_err("nothing rings").error, LineError::INVALCALLSTATE);
}

#[test]
fn what_rings_can_be_rejected() {
    let floor = floor();
    let anna = floor.agent("anna").create_session("sales").ready();
    let ben = floor.agent("ben").create_session("sales").named("ben").ready();
    floor.call("sales_q").named("c1").arrive();
    anna.reject();
    ben.answer();
    floor.expect_call("c1").rang_out(1).session("ben").disposition("answered");
}

#[test]
fn agents_have_states_calls_and_periods_of_their_own() {
    let floor = floor();
    let anna = floor.agent("anna");
    let session = anna.create_session("sales").ready();
    anna.set_state(AgentState::NotReady).set_next_state(None);
    floor.call("sales_q").arrive();
    assert_eq!(floor.queue("sales_q").row().ringing, 0);
    anna.set_state(AgentState::Ready);
    session.answer();
    let refused = anna.non_acd_call(Direction::Incoming).try_begin().expect_err("she is talking");
    assert!(refused.state.starts_with("the agent is busy"), "{refused}");
    let ben = floor.agent("ben").set_measurement_period("30m");
    let other = ben.non_acd_call(Direction::Outgoing).talk("1m").named("home").begin();
    assert_eq!(other.row(), None);
    assert_eq!(other.name(), "home");
    floor.expect_agent("ben").number_of_outgoing_calls(1).member("period.measurement_period_s", 1800);
    floor.queue("sales_q").set_measurement_period("1h");
    let said = panic_of(|| drop(ben.set_measurement_period("1500ms")));
    assert_eq!(said, "period: 1s500ms is not whole seconds above zero");
}

#[test]
fn calls_go_on_to_queues_and_sessions() {
    let floor = floor();
    let anna = floor.agent("anna").create_session("sales").ready();
    let ben = floor.agent("ben").create_session("sales").named("ben");
    let support = floor.agent("ben").create_session("support").named("support").ready();
    let call = floor.call("sales_q").talk("1m").named("c1").arrive();
    anna.answer();
    ben.ready();
    call.transfer().talk("5s").wrap_up("1s").patience("1m").to_session(&ben);
    ben.answer();
    let said = panic_of(|| drop(call.transfer_to_session(&anna).transfer_to_session(&support)));
    let expected = "transfer of call c1 was refused with LINEERR_INVALCALLSTATE: the call is ringing";
    assert_eq!(said, expected);
    anna.answer();
    call.transfer_to_queue("support_q");
    floor.advance("1s");
    support.answer();
    floor.advance("1m");
    floor.expect_call("c1").disposition("answered").answers(4).queue("support_q");
    let said = panic_of(|| drop(call.hold()));
    assert_eq!(said, "hold of call c1 was refused with LINEERR_INVALCALLSTATE: the call is over");
    assert!(call.try_hang_up(Party::Caller).is_err() && call.try_retrieve().is_err());
    let refused = call.transfer().try_to_queue("sales_q").expect_err("nobody talks on it");
    assert_eq!(refused.error, LineError::INVALCALLSTATE);
    assert!(call.transfer().try_to_session(&anna).is_err());
}

#[test]
fn callers_give_up() {
    let floor = floor();
    floor.call("sales_q").patience("1m").named("impatient").arrive();
    let call = floor.call("sales_q").arrive();
    call.hang_up();
    floor.advance("1m");
    floor.expect_call("impatient").disposition("abandoned").wait_us("1m");
    floor.expect_queue("sales_q").abandoned(2);
    assert_eq!(floor.named_call("impatient").handle().get(), 1);
}

#[test]
fn the_proxy_closes_and_opens() {
    let floor = small().start().expect("a sound floor");
    floor.close_proxy();
    let asked = floor.call_center().queue(floor.queue("sales_q").id());
    let answer = futures_util::future::FutureExt::now_or_never(asked.info()).expect("it fails at once");
    assert!(answer.is_err());
    floor.open_proxy();
    let answer = futures_util::future::FutureExt::now_or_never(asked.info()).expect("it answers at once");
    assert!(answer.is_ok());
}

#[test]
fn unknown_names_are_told_with_what_there_is() {
    let floor = floor();
    let said = panic_of(|| drop(floor.agent("ana")));
    assert_eq!(said, "there is no agent `ana`, did you mean `anna`?; there are `anna`, `ben`");
    let said = panic_of(|| drop(floor.session("s1")));
    assert_eq!(said, "there is no session `s1`; there is no session yet");
    let said = panic_of(|| drop(floor.agent("anna").create_session("sale")));
    assert_eq!(said, "there is no group `sale`, did you mean `sales`?; there are `sales`, `support`");
    let said = panic_of(|| drop(floor.call("sales_q").talk("90")));
    assert_eq!(said, "talk: \"90\" is no duration: the unit is missing after 90");
    let said = panic_of(|| drop(floor.agent("anna").create_session_at("sales", "2001")));
    assert_eq!(said, "there is no address `2001`; there is no address yet; `FloorBuilder::address` adds one");
    let said = panic_of(|| drop(floor.call("sales_q").data("letter", &"x".repeat(10_001))));
    assert_eq!(said, "data: a text is longer than 10000 characters");
    let said = panic_of(|| drop(floor.expect_queue("sales_q").member("answred", 1)));
    assert!(said.contains("did you mean `answered`?"), "{said}");
    let session = floor.agent("anna").create_session("sales").named("s1");
    let said = panic_of(|| drop(session.named("s1")));
    assert_eq!(said, "there is a session `s1` already");
    let said = panic_of(|| drop(floor.session("s1").not_ready("lunsh")));
    assert_eq!(
        said,
        "there is no reason `lunsh`, did you mean `lunch`?; there are `no_answer`, `lunch`; `FloorBuilder::reason` adds one"
    );
}
