//! A queue gets busy and calm.

use supervisor::{Habits, Phase};
use tspmock::{AgentState, Function};

use crate::floor::{hold, lent, log_in, small, watch};

#[tokio::test(start_paused = true)]
async fn a_busy_queue_gets_help_and_a_calm_one_gives_it_back() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, _deeds) = watch(&floor, Habits::default());
    floor.pass("1s").await;
    assert_eq!(lent(&floor, &supervisor), []);
    for _ in 0..4 {
        floor.call("sales_q").talk("1m").patience("5m").arrive();
    }
    // Anna has the first, three wait: ben at 5 s, two are left for one more look, and then one.
    floor.pass("8s").await;
    assert_eq!(lent(&floor, &supervisor), [("ben".to_owned(), Phase::Helping)]);
    floor.pass("6s").await;
    let both = [("ben".to_owned(), Phase::Helping), ("carl".to_owned(), Phase::Helping)];
    assert_eq!(lent(&floor, &supervisor), both);
    hold(&floor, &supervisor).await;
    floor.pass("5m").await;
    assert_eq!(lent(&floor, &supervisor), []);
    hold(&floor, &supervisor).await;
    floor.expect_requests(Function::CreateAgentSession).times(2);
    floor.expect_agent("ben").number_of_acd_calls(1);
    floor.expect_session("ben").state("ready");
    floor.expect_queue("sales_q").waiting(0).answered(4);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn who_has_a_break_is_left_alone_until_it_is_over() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor);
    for name in ["ben", "carl"] {
        floor.agent(name).set_state(AgentState::NotReady);
    }
    let (supervisor, _deeds) = watch(&floor, Habits::default());
    for _ in 0..4 {
        floor.call("sales_q").talk("10m").patience("30m").arrive();
    }
    floor.pass("1m").await;
    floor.expect_requests(Function::CreateAgentSession).never().by("1m");
    // The event is enough; nobody waits for the next look.
    floor.pass("1s").await;
    floor.agent("carl").set_state(AgentState::Ready);
    floor.pass("100ms").await;
    assert_eq!(lent(&floor, &supervisor), [("carl".to_owned(), Phase::Helping)]);
    floor.verify();
}
