//! The ACD goes away and comes back.

use std::time::Duration;

use tspmock::{Function, LineError, TapiError};

use crate::floor::{log_in, small, watch};

#[tokio::test(start_paused = true)]
async fn a_restart_leaves_old_figures_marked_as_such() {
    let floor = small().start().expect("a sound floor");
    log_in(&floor, "anna");
    let wallboard = watch(&floor, &["anna"]);
    floor.call("sales_q").talk("30s").arrive();
    floor.pass_until("1m").await;
    floor.close_proxy();
    floor.pass_until("3m").await;
    let figure = wallboard.board().sessions[0].figure;
    assert_eq!((figure.value, figure.stale), (Some(1), true));
    assert_eq!(figure.trouble, Some(TapiError::Line(LineError::OPERATIONUNAVAIL)));
    assert!(figure.age >= Duration::from_secs(120), "{:?}", figure.age);
    // Who asks every second while nobody serves makes a restart harder than it is.
    floor.expect_requests(Function::GetAgentSessionInfo).errors(LineError::OPERATIONUNAVAIL).at_most(8);
    floor.open_proxy();
    floor.pass("30s").await;
    let board = wallboard.board();
    assert!(!board.is_stale(), "{board}");
    floor.expect_session("anna").number_of_calls(board.sessions[0].figure.value.expect("it is known"));
    floor.verify();
}

#[tokio::test(start_paused = true)]
async fn what_was_under_way_fails_and_is_asked_again() {
    let floor = small().replies_after("2s").start().expect("a sound floor");
    log_in(&floor, "anna");
    let wallboard = watch(&floor, &["anna"]);
    floor.pass("1s").await;
    floor.close_proxy();
    floor.open_proxy();
    floor.pass("500ms").await;
    let failed = Some(TapiError::Line(LineError::OPERATIONFAILED));
    assert_eq!(wallboard.board().sessions[0].figure.trouble, failed);
    floor.pass("10s").await;
    let board = wallboard.board();
    assert_eq!((board.sessions[0].figure.value, board.sessions[0].figure.trouble), (Some(0), None), "{board}");
    floor.expect_requests(Function::GetAgentSessionInfo).errors(LineError::OPERATIONFAILED).times(1);
    floor.verify();
}
