//! What stands on the wallboard is what the floor counted.

use tspmock::{Agent, Function};

use crate::floor::{log_in, small, watch};

#[tokio::test(start_paused = true)]
async fn each_session_has_its_own_calls() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor, "anna");
    log_in(&floor, "ben");
    let wallboard = watch(&floor, &["anna", "ben"]);
    for _ in 0..5 {
        floor.call("sales_q").talk("30s").wrap_up("5s").arrive();
        floor.pass("13s").await;
    }
    floor.pass("1m").await;
    let board = wallboard.board();
    assert!(!board.is_stale(), "{board}");
    for row in board.sessions {
        // What the wallboard claims is held against the floor.
        floor.expect_session(&row.name).number_of_calls(row.figure.value.expect("it is known"));
    }
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn handled_is_what_the_sessions_handled() {
    // Who has little patience hangs up while it rings.
    let slow = Agent::new("slow").group("sales").answers_after("15s");
    let floor = small().agent(slow).start().expect("a sound floor");
    log_in(&floor, "slow");
    let wallboard = watch(&floor, &["slow"]);
    floor.call("sales_q").talk("30s").patience("10s").named("impatient").arrive();
    floor.pass("20s").await;
    floor.call("sales_q").talk("30s").patience("1m").named("patient").arrive();
    floor.pass("2m").await;
    let board = wallboard.board();
    floor.expect_session("slow").number_of_calls(board.handled());
    let queue = board.queues[0].figure.value.expect("it is known");
    floor.expect_queue("sales_q").offered(queue.entered).abandoned(queue.given_up).waiting(queue.waiting);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn a_session_that_is_not_there_is_asked_once() {
    let floor = small().start().expect("a sound floor");
    let mut wallboard = watch(&floor, &[]);
    wallboard.watch_session("nobody", floor.call_center().session(tspmock::tapi_types::SessionId::at(7)));
    floor.pass("10m").await;
    let board = wallboard.board();
    assert!(board.to_string().contains("nobody       ?  LINEERR_INVALPARAM\n"), "{board}");
    floor.expect_requests(Function::GetAgentSessionInfo).times(1);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn a_wallboard_that_is_gone_asks_no_more() {
    let floor = small().start().expect("a sound floor");
    let wallboard = watch(&floor, &[]);
    floor.pass("25s").await;
    drop(wallboard);
    floor.pass("10m").await;
    floor.expect_requests(Function::GetQueueInfo).times(3); // at 0, 10 and 20 seconds
    floor.verify();
}
