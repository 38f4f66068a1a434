//! The ACD goes away and comes back, and so does the supervisor.

use supervisor::{Habits, Phase};
use tspmock::{Function, LineError};

use crate::floor::{hold, lent, log_in, small, watch};

#[tokio::test(start_paused = true)]
async fn after_a_restart_of_the_acd_everything_is_read_anew() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, _deeds) = watch(&floor, Habits::default());
    (0..3).for_each(|_| drop(floor.call("sales_q").talk("2m").patience("30m").arrive()));
    floor.pass_until("30s").await;
    assert_eq!(lent(&floor, &supervisor), [("ben".to_owned(), Phase::Helping)]);
    floor.close_proxy();
    floor.pass_until("10m").await;
    // Who asks every second while nobody serves makes a restart harder than it is.
    floor.expect_requests(Function::GetQueueInfo).errors(LineError::OPERATIONUNAVAIL).at_most(30);
    floor.open_proxy();
    floor.pass("1m").await;
    hold(&floor, &supervisor).await;
    assert_eq!(lent(&floor, &supervisor), []);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn a_new_supervisor_finds_whom_the_last_one_has_lent() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor);
    let (first, _deeds) = watch(&floor, Habits::default());
    (0..3).for_each(|_| drop(floor.call("sales_q").talk("2m").patience("30m").arrive()));
    floor.pass_until("30s").await;
    let ben = first.lent();
    drop(first);
    let (second, _deeds) = watch(&floor, Habits::default());
    floor.pass("1s").await;
    assert_eq!((second.lent(), ben.len()), (ben, 1));
    floor.pass("10m").await;
    assert_eq!(second.lent(), []);
    hold(&floor, &second).await;
    floor.expect_requests(Function::CreateAgentSession).times(1);
    floor.verify();
}
