//! The same test under a paused clock, under a running one, and without any; and how floors come and go.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tapi_client::CallCenter;
use tspmock::{Agent, Arrivals, Floor, FloorBuilder, Function, Queue, SessionState, TapiError, Time};

/// One queue, and anna who answers at once.
pub(crate) fn small() -> FloorBuilder {
    let anna = Agent::new("anna").group("sales");
    Floor::build().seed(7).group("sales").queue(Queue::new("sales_q").group("sales")).agent(anna)
}

const SCENARIO: &str = r#"{ "version": 1, "groups": [{ "id": "sales" }], "queues": [{ "id": "sales_q", "group": "sales" }],
  "agents": [{ "id": "anna", "groups": [{ "group": "sales" }], "shifts": [{ "from": "0s", "to": "8h" }] }],
  "arrivals": [{ "id": "calls", "queue": "sales_q", "to": "1h", "rate": { "every": "10m" }, "talk": "90s" }] }"#;

#[tokio::test(start_paused = true)]
async fn anna_answers_every_ten_minutes() {
    let floor = Floor::from_scenario(SCENARIO).expect("a valid scenario");
    floor.expect_session("anna/sales/1").number_of_calls(3).by("25m");
    floor.pass("25m").await;
    let session = floor.call_center().session(floor.session("anna/sales/1").id());
    assert_eq!(session.number_of_calls().await, Ok(3)); // at 0, 10 and 20 minutes
    floor.expect_requests(Function::GetAgentSessionInfo).about_session("anna/sales/1").times(1);
    floor.verify();
}

/// A call of a minute and a half, and what two clients see of it.
async fn one_call(floor: Floor) {
    let session = floor.agent("anna").create_session("sales").named("s1").ready();
    floor.call("sales_q").talk("90s").wrap_up("10s").named("c1").arrive();
    let client: CallCenter = floor.call_center();
    let client = client.session(session.id());
    assert_eq!(client.info().await.map(|info| info.state), Ok(SessionState::BusyOnCall));
    floor.pass("2m").await;
    assert_eq!(client.total_wrap_up_time().await, Ok(10));
    floor.expect_session("s1").state(SessionState::Ready).total_talk_time_s(90).at("110s");
    floor.expect_call("c1").disposition("answered").session("s1").wait_us(0).talk_us("90s");
    floor.expect_queue("sales_q").answered(1).member("period.total_calls_queued", 1);
    floor.expect_agent("anna").number_of_acd_calls(1..=1).by("1s");
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn two_minutes_take_no_time() {
    let began = Instant::now();
    one_call(small().start().expect("a sound floor")).await;
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_running_clock_does_as_well() {
    one_call(small().speed(1000).start().expect("a sound floor")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_threads_do_as_well() {
    one_call(small().speed(1000).start().expect("a sound floor")).await;
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_undoes_nothing() {
    let floor = Floor::from_scenario(SCENARIO).expect("a valid scenario");
    let cut = tokio::time::timeout(Duration::from_secs(15 * 60), floor.pass("1h")).await;
    assert!(cut.is_err(), "the hour is not over");
    assert_eq!(floor.now(), Time::from_secs(15 * 60));
    floor.pass("10m").await;
    assert_eq!(floor.now(), Time::from_secs(25 * 60));
    floor.expect_session("anna/sales/1").number_of_calls(2).at("15m");
    floor.expect_session("anna/sales/1").number_of_calls(3).at("25m");
}

#[test]
fn no_run_goes_on_for_ever() {
    let floor = small().start().expect("a sound floor");
    floor.advance(Duration::MAX);
    assert_eq!(floor.now(), Time::MAX);
    floor.run_until(Duration::MAX);
    assert!(floor.digest().is_ok() && floor.save_scenario().is_ok_and(|text| Floor::from_scenario(&text).is_ok()));
}

#[test]
fn everything_may_go_to_another_thread() {
    fn shared<T: Send + Sync>(_: &T) {}
    fn sent<T: Send>(_: T) {}
    let floor = small().start().expect("a sound floor");
    shared(&floor);
    shared(&floor.agent("anna").create_session("sales"));
    shared(&floor.queue("sales_q"));
    shared(&floor.call("sales_q").arrive());
    shared(&floor.expect_requests(Function::GetQueueInfo).never());
    shared(&floor.call_center());
    sent(floor.expect_agent("anna"));
    sent(floor.pass("1s"));
    sent(floor.call_center().queue(floor.queue("sales_q").id()).info());
    sent(floor.call_center().events(1));
}

#[test]
fn no_runtime_is_needed() {
    futures_util::future::FutureExt::now_or_never(one_call(small().start().expect("a sound floor")))
        .expect("nothing waits where time is moved by hand");
}

#[test]
fn time_is_moved_by_hand() {
    let floor = small().arrivals(Arrivals::new("calls").queue("sales_q").every("1m").count(3)).start().expect("sound");
    assert_eq!(floor.now(), Time::ZERO);
    floor.advance("90s");
    floor.run_until("80s");
    assert_eq!(floor.now(), Time::from_secs(90));
    assert_eq!(floor.queue("sales_q").row().offered, 2);
    floor.run_until_idle();
    assert_eq!(floor.now(), Time::from_secs(120));
    floor.expect_queue("sales_q").offered(3).waiting(3);
}

/// Steps at the very moments to which time passes: calls for a queue whose agent is not there.
const ON_THE_MINUTE: &str = r#"{ "version": 1, "until": "3m", "groups": [{ "id": "sales" }],
  "queues": [{ "id": "sales_q", "group": "sales" }],
  "steps": [{ "at": "0s", "arrive": { "call": "c0", "queue": "sales_q" } },
    { "at": "1m", "arrive": { "call": "c1", "queue": "sales_q" } },
    { "at": "1m", "hang_up": { "call": "c1" } }, { "at": "1m", "arrive": { "call": "c2", "queue": "sales_q" } },
    { "at": "3m", "arrive": { "call": "c3", "queue": "sales_q" } }] }"#;

async fn on_the_minute(floor: Floor) {
    let calls = || {
        let row = floor.queue("sales_q").row();
        (row.offered, row.abandoned, row.waiting)
    };
    floor.pass("0s").await;
    assert_eq!(calls(), (1, 0, 1));
    floor.pass_until("1m").await;
    assert_eq!(calls(), (3, 1, 2), "the steps at one minute are over");
    floor.pass_until("1m").await;
    floor.pass("1m").await;
    assert_eq!(calls(), (3, 1, 2));
    floor.pass("5m").await;
    assert_eq!((calls(), floor.now()), ((4, 1, 3), Time::from_secs(180)), "the run ends at three minutes");
}

#[tokio::test(start_paused = true)]
async fn steps_at_the_moment_to_which_time_passes_are_over() {
    on_the_minute(Floor::from_scenario(ON_THE_MINUTE).expect("a valid scenario")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_at_that_moment_are_over_in_several_threads() {
    let floor = Floor::build().scenario(ON_THE_MINUTE).speed(2000).start().expect("a valid scenario");
    floor.pass_until("1m").await;
    // This clock runs on by itself, so there may be more.
    assert!(floor.queue("sales_q").row().offered >= 3, "the steps at one minute are over");
}

#[tokio::test(start_paused = true)]
async fn steps_at_that_moment_are_over_where_it_is_no_whole_millisecond() {
    tokio::time::advance(Duration::from_micros(1)).await;
    on_the_minute(Floor::build().scenario(ON_THE_MINUTE).speed(7).start().expect("a valid scenario")).await;
}

#[test]
fn steps_at_that_moment_are_over_by_hand() {
    let floor = Floor::from_scenario(ON_THE_MINUTE).expect("a valid scenario");
    futures_util::future::FutureExt::now_or_never(on_the_minute(floor)).expect("nothing waits");
}

#[tokio::test(start_paused = true)]
async fn time_has_one_mover() {
    let floor = small().start().expect("a sound floor");
    let panic = catch_unwind(AssertUnwindSafe(|| floor.advance("1m"))).expect_err("tokio moves time");
    assert!(text(&*panic).contains("await `floor.pass(…)`"), "{}", text(&*panic));
    let floor = small().by_hand().start().expect("a sound floor");
    floor.advance("1m");
    assert_eq!(floor.now(), Time::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_the_scenario_holds() {
    let client = serde_json::json!({ "timeout": "5s" });
    let floor = small().replies_after("6s").set("client", client).start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    assert_eq!(queue.total_calls_queued().await, Err(TapiError::Timeout));
    floor.pass("2s").await;
    floor.expect_requests(Function::GetQueueInfo).about_queue("sales_q").time_outs().times(1).by("5s");
    floor.expect_requests(Function::GetQueueInfo).late_replies().times(1);
    floor.expect_requests(Function::GetQueueInfo).replies().never();
}

#[tokio::test(start_paused = true)]
async fn two_floors_do_not_see_each_other() {
    let (one, other) = (small().start().expect("sound"), small().seed(8).start().expect("sound"));
    one.pass("1m").await;
    one.call("sales_q").named("c1").arrive();
    one.expect_queue("sales_q").offered(1).by("1m");
    other.expect_queue("sales_q").offered(0);
    other.call_center().queue(other.queue("sales_q").id()).info().await.expect("it answers");
    one.expect_requests(Function::GetQueueInfo).never();
    assert_eq!((one.seed(), other.seed()), (7, 8));
}

#[test]
fn a_floor_and_its_handles_go_to_any_thread() {
    let floor = small().start().expect("a sound floor");
    let queue = floor.queue("sales_q");
    let call = std::thread::scope(|threads| threads.spawn(|| queue.call().named("c1").arrive()).join());
    assert_eq!(call.expect("it may").name(), "c1");
    std::thread::spawn(move || floor.expect_queue("sales_q").offered(1).at("0s")).join().expect("it is as expected");
}

#[tokio::test(start_paused = true)]
async fn a_thousand_floors_leave_nothing_behind() {
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let mut gone = Vec::new();
    for seed in 0..1000 {
        let floor = small().seed(seed).start().expect("a sound floor");
        floor.agent("anna").create_session("sales").ready();
        floor.call("sales_q").talk("90s").arrive();
        let provider = floor.provider();
        gone.push(Arc::downgrade(&provider));
        floor.expect_queue("sales_q").answered(1);
    }
    // The runtime sees to a few dozen tasks a turn.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(tasks(), 0);
    assert!(gone.iter().all(|provider| provider.strong_count() == 0));
}

#[test]
fn a_drop_while_panicking_does_not_abort() {
    let panic = catch_unwind(|| {
        let floor = small().start().expect("a sound floor");
        floor.expect_queue("sales_q").answered(1);
        panic!("the test's own");
    });
    assert_eq!(text(&*panic.expect_err("it panics")), "the test's own");
}

/// What a panic says.
pub(crate) fn text(panic: &(dyn std::any::Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default()
}
