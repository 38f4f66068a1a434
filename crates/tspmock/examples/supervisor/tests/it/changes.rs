//! Queues and groups that come and go, and helpers.

use supervisor::{Deed, Habits, Phase};
use tspmock::Function;

use crate::floor::{hold, lent, log_in, sales, small, watch};

#[tokio::test(start_paused = true)]
async fn a_removed_queue_needs_no_help_until_it_is_back() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, deeds) = watch(&floor, Habits::default());
    let rush = || (0..3).for_each(|_| drop(floor.call("sales_q").talk("10m").patience("30m").arrive()));
    rush();
    floor.pass("6s").await;
    assert_eq!(lent(&floor, &supervisor).len(), 1);
    floor.remove_queue("sales_q");
    floor.pass("20m").await;
    hold(&floor, &supervisor).await;
    assert_eq!(lent(&floor, &supervisor), []);
    floor.add_queue("sales_q");
    rush();
    floor.pass("6s").await;
    assert_eq!(lent(&floor, &supervisor).len(), 1);
    hold(&floor, &supervisor).await;
    let queue = floor.queue("sales_q").id();
    let told = deeds.lock().expect("nobody panics under it");
    assert!(told.contains(&Deed::Closed(queue)) && told.contains(&Deed::Reopened(queue)), "{told:?}");
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn the_sessions_of_a_removed_group_end_by_themselves() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, deeds) = watch(&floor, Habits::default());
    (0..3).for_each(|_| drop(floor.call("sales_q").talk("1m").patience("30m").arrive()));
    floor.pass("6s").await;
    floor.remove_group("sales");
    floor.pass("1s").await;
    // He is on a call, and the ACD has set the next state.
    hold(&floor, &supervisor).await;
    floor.pass("5m").await;
    assert_eq!(lent(&floor, &supervisor), []);
    let ben = floor.agent("ben").id();
    assert!(deeds.lock().expect("nobody panics under it").contains(&Deed::Returned(ben, sales())));
    floor.expect_requests(Function::CreateAgentSession).times(1);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn a_helper_who_is_released_is_not_missed() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, _deeds) = watch(&floor, Habits::default());
    let rush = || (0..3).for_each(|_| drop(floor.call("sales_q").talk("10m").patience("30m").arrive()));
    rush();
    floor.pass("6s").await;
    assert_eq!(lent(&floor, &supervisor), [("ben".to_owned(), Phase::Helping)]);
    floor.agent("ben").release();
    floor.pass("11m").await;
    assert_eq!(lent(&floor, &supervisor), []);
    // The next rush finds carl, and ben when he is there again.
    rush();
    floor.pass("1m").await;
    assert_eq!(lent(&floor, &supervisor), [("carl".to_owned(), Phase::Helping)]);
    floor.create_agent("ben");
    rush();
    floor.pass("6s").await;
    assert_eq!(lent(&floor, &supervisor)[1], ("ben".to_owned(), Phase::Helping));
    hold(&floor, &supervisor).await;
    floor.verify();
}
