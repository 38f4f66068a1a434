//! Replies that are late, lost, or out of order.

use tspmock::{Fault, Function, TapiError};

use crate::floor::{log_in, small, watch};

#[tokio::test(start_paused = true)]
async fn a_reply_that_is_late_is_still_a_reply() {
    // Longer than the patience, far below the limit of two minutes.
    let floor = small().replies_after("8s").start().expect("a sound floor");
    log_in(&floor, "anna");
    let wallboard = watch(&floor, &["anna"]);
    floor.expect_requests(Function::GetAgentSessionInfo).late_replies().never();
    floor.call("sales_q").talk("10s").arrive();
    floor.pass("1m").await;
    floor.verify();
    let row = &wallboard.board().sessions[0];
    assert_eq!((row.figure.value, row.figure.stale), (Some(1), false));
}

#[tokio::test(start_paused = true)]
async fn what_is_lost_is_asked_again() {
    let lossy = Fault::new("lossy").function(Function::GetAgentSessionInfo).nth(1).drops_reply();
    let floor = small().fault(lossy).start().expect("a sound floor");
    log_in(&floor, "anna");
    let wallboard = watch(&floor, &["anna"]);
    floor.pass("6s").await;
    let figure = wallboard.board().sessions[0].figure;
    assert_eq!((figure.value, figure.stale, figure.trouble), (Some(0), false, None));
    floor.expect_requests(Function::GetAgentSessionInfo).lost_replies().times(1);
    floor.expect_requests(Function::GetAgentSessionInfo).times(2);
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn silence_makes_a_figure_stale_and_ends() {
    let silent = Fault::new("silent").function(Function::GetAgentSessionInfo).between("30s", "10m").drops_reply();
    let floor = small().fault(silent).start().expect("a sound floor");
    log_in(&floor, "anna");
    let wallboard = watch(&floor, &["anna"]);
    floor.pass_until("5m").await;
    let figure = wallboard.board().sessions[0].figure;
    assert_eq!((figure.value, figure.stale, figure.trouble), (Some(0), true, Some(TapiError::Timeout)));
    // Three before, and then no storm: the pauses grow to half a minute.
    floor.expect_requests(Function::GetAgentSessionInfo).at_most(3 + 14).by("5m");
    floor.pass_until("13m").await;
    assert!(!wallboard.board().is_stale(), "{}", wallboard.board());
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn an_old_picture_does_not_replace_a_newer() {
    let slow = Fault::new("slow").function(Function::GetAgentSessionInfo).nth(1).delays_reply("8s");
    let floor = small().fault(slow).start().expect("a sound floor");
    log_in(&floor, "anna");
    let wallboard = watch(&floor, &["anna"]);
    floor.call("sales_q").talk("1m").arrive();
    // The reply of 0 s, before the answer at 2 s, comes at 8 s; that of 5 s has come before.
    floor.pass("9s").await;
    let board = wallboard.board();
    floor.expect_session("anna").number_of_calls(board.sessions[0].figure.value.expect("it is known"));
    floor.verify();
}
