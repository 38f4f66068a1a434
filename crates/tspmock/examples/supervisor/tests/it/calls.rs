//! What is asked for during a call.

use supervisor::{Habits, Phase};
use tspmock::{Direction, Floor, Function};

use crate::floor::{hold, lent, log_in, small, watch};

/// Ben helps and is on a call when the queue is calm again.
async fn ben_is_to_leave(floor: &Floor) -> supervisor::Supervisor {
    log_in(floor);
    floor.agent("carl").non_acd_call(Direction::Incoming).talk("1h").begin();
    let (supervisor, _deeds) = watch(floor, Habits::default());
    for call in ["short", "long", "brief"] {
        floor.call("sales_q").talk(if call == "long" { "3m" } else { "10s" }).patience("5m").named(call).arrive();
    }
    floor.pass_until("40s").await;
    supervisor
}

#[tokio::test(start_paused = true)]
async fn who_is_to_leave_after_a_call_is_not_free_before() {
    let floor = small().start().expect("a sound floor");
    let supervisor = ben_is_to_leave(&floor).await;
    floor.expect_call("long").session("#4").disposition("answered");
    floor.expect_requests(Function::CreateAgentSession).about_agent("ben").times(1);
    // The next rush finds him on the same call, with no second session.
    for _ in 0..4 {
        floor.call("sales_q").talk("10s").patience("5m").arrive();
    }
    floor.pass("10s").await;
    hold(&floor, &supervisor).await;
    assert_eq!(lent(&floor, &supervisor), [("ben".to_owned(), Phase::Leaving), ("carl".to_owned(), Phase::Helping)]);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_call_makes_him_free() {
    let floor = small().start().expect("a sound floor");
    let supervisor = ben_is_to_leave(&floor).await;
    floor.named_call("long").hang_up();
    floor.pass("100ms").await;
    assert_eq!(lent(&floor, &supervisor), []);
    hold(&floor, &supervisor).await;
    floor.verify();
}
