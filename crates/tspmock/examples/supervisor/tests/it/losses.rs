//! Replies and events that do not come.

use supervisor::{Deed, Habits, Phase};
use tspmock::{Fault, Function, LineError, TapiError};

use crate::floor::{hold, lent, log_in, sales, small, watch};

#[tokio::test(start_paused = true)]
async fn a_lost_reply_logs_nobody_in_twice() {
    let lost = Fault::new("lost").function(Function::CreateAgentSession).nth(1).drops_reply();
    let floor = small().fault(lost).start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, deeds) = watch(&floor, Habits::default());
    (0..2).for_each(|_| drop(floor.call("sales_q").talk("10m").patience("30m").arrive()));
    floor.pass("30s").await;
    hold(&floor, &supervisor).await;
    assert_eq!(lent(&floor, &supervisor), [("ben".to_owned(), Phase::Leaving)]);
    assert!(deeds.lock().expect("nobody panics under it").contains(&Deed::Trouble(TapiError::Timeout)));
    floor.expect_requests(Function::CreateAgentSession).times(1);
    floor.expect_requests(Function::CreateAgentSession).lost_replies().times(1);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn ready_is_asked_for_until_it_is_granted() {
    let failing =
        Fault::new("failing").function(Function::SetAgentSessionState).times(2).fails(LineError::OPERATIONFAILED);
    let floor = small().fault(failing).start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, deeds) = watch(&floor, Habits::default());
    (0..2).for_each(|_| drop(floor.call("sales_q").talk("10m").patience("30m").arrive()));
    floor.pass("1m").await;
    hold(&floor, &supervisor).await;
    let ben = Deed::Lent(floor.agent("ben").id(), sales());
    assert!(deeds.lock().expect("nobody panics under it").contains(&ben));
    floor.expect_requests(Function::SetAgentSessionState).errors(LineError::OPERATIONFAILED).times(2);
    // Meanwhile somebody else was asked.
    floor.expect_requests(Function::CreateAgentSession).about_agent("ben").times(1);
    floor.expect_requests(Function::CreateAgentSession).about_agent("carl").times(1);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn missed_events_are_made_up_for() {
    // Replies take their time, and meanwhile more is told than the buffer has room for.
    let floor = small().replies_after("900ms").start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, deeds) = watch(&floor, Habits { buffer: 1, ..Habits::default() });
    for _ in 0..20 {
        floor.call("sales_q").talk("5s").patience("30m").arrive();
    }
    floor.pass("45s").await;
    hold(&floor, &supervisor).await;
    floor.pass("10m").await;
    hold(&floor, &supervisor).await;
    assert_eq!(lent(&floor, &supervisor), []);
    let read =
        deeds.lock().expect("nobody panics under it").iter().filter(|deed| matches!(deed, Deed::ReadAnew(_))).count();
    assert!(read > 1, "nothing was missed");
    floor.expect_queue("sales_q").waiting(0).answered(20);
    floor.verify();
}
