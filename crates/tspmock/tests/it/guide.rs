//! The tests that `docs/GUIDE.md` shows on its way, as they stand here. The situations of its cookbook are in `cookbook.rs`.

use std::sync::Arc;

use tspmock::tapi_types::{AgentId, GroupId, QueueId};
use tspmock::tsp_provider::conformance;
use tspmock::{
    Agent, Around, Fault, Floor, Function, LineError, Provider, Queue, Span, TapiError, Time, at_least, between,
};

#[tokio::test(start_paused = true)]
async fn anna_takes_the_call() {
    let anna = Agent::new("anna").group("sales").answers_after("2s");
    let queue = Queue::new("sales_q").group("sales");
    let floor = Floor::build().group("sales").queue(queue).agent(anna).start().expect("a sound floor");
    let session = floor.agent("anna").create_session("sales").named("s1").ready();
    floor.expect_session("s1").number_of_calls(1).state("ready").by("2m");
    floor.call("sales_q").talk("90s").wrap_up("10s").arrive();
    floor.pass("2m").await; // takes no time
    let client = floor.call_center().session(session.id()); // what the code under test would ask
    assert_eq!(client.number_of_calls().await, Ok(1));
}

/// What the other tests here start from.
fn sales() -> tspmock::FloorBuilder {
    let queue = Queue::new("sales_q").group("sales");
    Floor::build().group("sales").queue(queue).agent(Agent::new("anna").group("sales"))
}

#[test]
fn time_moves_by_hand() {
    let floor = sales().start().expect("a sound floor");
    floor.agent("anna").create_session("sales").ready();
    floor.call("sales_q").talk("90s").named("c1").arrive();
    floor.advance("30s"); // from here
    floor.run_until("1m"); // to this moment of the run
    assert_eq!(floor.now(), Time::from_secs(60));
    floor.run_until_idle();
    floor.expect_call("c1").talk_us("90s");
}

#[test]
fn a_scenario_and_more() {
    let scenario = r#"{ "version": 1, "groups": [{ "id": "sales" }], "queues": [{ "id": "sales_q", "group": "sales" }],
      "agents": [{ "id": "anna", "groups": [{ "group": "sales" }], "shifts": [{ "from": "0s", "to": "8h" }] }] }"#;
    let floor = Floor::build().scenario(scenario).seed(7).replies_after("200ms").start().expect("a sound floor");
    floor.call("sales_q").talk("1m").arrive();
    floor.expect_session("anna/sales/1").number_of_calls(1).by("1s"); // the first session of her shift
    floor.advance("1m");
}

#[test]
fn a_refusal_is_a_value_where_the_test_wants_one() {
    let floor = sales().start().expect("a sound floor");
    let anna = floor.agent("anna").create_session("sales").named("anna");
    let refused = anna.try_answer().expect_err("nothing rings");
    assert_eq!(refused.error, LineError::INVALCALLSTATE);
    assert_eq!(
        refused.to_string(),
        "answer of session anna was refused with LINEERR_INVALCALLSTATE: the session is not_ready"
    );
}

#[test]
fn figures_are_expected_at_a_moment_or_by_one() {
    let floor = sales().start().expect("a sound floor");
    floor.expect_call("c1").disposition("answered").wait_us(between("5s", "6s"));
    floor.expect_session("anna").state("busy_on_call").at("30s"); // after everything that happens then
    floor.expect_session("anna").state("busy_wrap_up").by("2m"); // at some time up to then
    floor.expect_queue("sales_q").offered(at_least(1)).member("period.total_calls_abandoned", 0);
    floor.call("sales_q").talk("1m").wrap_up("10s").named("c1").arrive();
    floor.advance("5s");
    floor.agent("anna").create_session("sales").named("anna").ready();
    floor.advance("2m");
    floor.verify(); // or when the floor is dropped
}

#[tokio::test(start_paused = true)]
async fn requests_and_replies_are_counted_apart() {
    let lossy = Fault::new("lossy").function(Function::GetQueueInfo).times(2).drops_reply();
    let floor = sales().fault(lossy).start().expect("a sound floor");
    floor.expect_requests(Function::GetQueueInfo).about_queue("sales_q").times(3);
    floor.expect_requests(Function::GetQueueInfo).replies().times(1).by("4m");
    floor.expect_requests(Function::GetQueueInfo).time_outs().at_most(2);
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    let mut waiting = queue.current_calls_queued().await;
    while waiting == Err(TapiError::Timeout) {
        waiting = queue.current_calls_queued().await; // the code under test asks again
    }
    assert_eq!(waiting, Ok(0));
}

#[test]
fn a_failure_says_why() {
    let ben = Agent::new("ben").group("sales").answers_when_told();
    let queue = Queue::new("slow_q").group("sales").ring_timeout("20s");
    let floor = Floor::build().seed(7).group("sales").queue(queue).agent(ben).start().expect("a sound floor");
    floor.agent("ben").create_session("sales").named("ben").ready();
    floor.call("slow_q").talk("1m").named("c1").arrive();
    floor.expect_session("ben").number_of_calls(1).by("1m");
    floor.advance("1m");
    let failures = floor.try_verify().expect_err("nobody answered");
    assert!(failures.to_string().contains("1 offered here and rang out"), "{failures}");
    assert!(failures.recording.is_some());
}

#[test]
fn floors_do_not_see_each_other() {
    let (berlin, madrid) = (sales().seed(1), sales().seed(2));
    let (berlin, madrid) = (berlin.start().expect("a sound floor"), madrid.start().expect("a sound floor"));
    berlin.call("sales_q").arrive();
    berlin.advance("1h");
    assert_eq!(madrid.now(), Time::ZERO); // each has a clock of its own
    berlin.expect_queue("sales_q").waiting(1);
    madrid.expect_queue("sales_q").offered(0);
}

/// Stands in for an ACD of your own.
struct MyAcd;

impl Provider for MyAcd {}

#[tokio::test(start_paused = true)]
async fn my_provider_is_slow_and_lossy() {
    let lossy = Fault::new("lossy").function(Function::GetQueueInfo).nth(1).drops_reply();
    let around = Around::new(Arc::new(MyAcd)).seed(7).replies_after("200ms").fault(lossy);
    let center = tspmock::CallCenter::new(around.provider().expect("sound rules"));
    let queue = center.queue(QueueId::at(0));
    assert_eq!(queue.info().await, Err(TapiError::Timeout));
    assert_eq!(queue.info().await, Err(LineError::OPERATIONUNAVAIL.into())); // what MyAcd says
}

/// What the suite needs to know of a provider and may do to it. Here it is that of a floor.
struct Stage {
    floor: Floor,
    provider: Arc<dyn Provider>,
}

impl Stage {
    fn new() -> Stage {
        let agents = ["anna", "ben"].map(|name| Agent::new(name).group("sales"));
        let floor = agents.into_iter().fold(Floor::build().group("sales"), tspmock::FloorBuilder::agent);
        let floor = floor.queue(Queue::new("sales_q").group("sales")).by_hand().start().expect("a sound floor");
        Stage { provider: floor.provider(), floor }
    }
}

#[tspmock::tsp_provider::async_trait]
impl conformance::Floor for Stage {
    fn provider(&self) -> &dyn Provider {
        &*self.provider
    }

    fn agents(&self) -> [AgentId; 2] {
        [self.floor.agent("anna").id(), self.floor.agent("ben").id()]
    }

    fn group(&self) -> GroupId {
        GroupId::at(0)
    }

    fn queue(&self) -> QueueId {
        self.floor.queue("sales_q").id()
    }

    async fn pass(&self, time: Span) {
        self.floor.advance(time);
    }
}

#[tokio::test]
async fn my_provider_keeps_the_contract() {
    tspmock::conforms(Stage::new).await;
}

#[tokio::test]
#[should_panic(expected = "broken")]
async fn a_provider_that_breaks_the_contract_is_told_where() {
    let broken = || Stage { provider: Arc::new(MyAcd), ..Stage::new() };
    tspmock::conforms(broken).await;
}
