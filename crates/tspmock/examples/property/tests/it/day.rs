//! The report of a small day, held against the one that was looked at once. `UPDATE=1` writes it anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use property::ShiftReport;
use tspmock::{Agent, Floor, Queue};

#[tokio::test(start_paused = true)]
async fn the_report_of_a_day() {
    let agent = |name: &str| Agent::new(name).group("sales").group("support");
    let floor = Floor::build()
        .group("sales")
        .group("support")
        .queue(Queue::new("sales_q").group("sales"))
        .queue(Queue::new("support_q").group("support"))
        .agent(agent("anna"))
        .agent(agent("ben"))
        .start()
        .expect("a sound floor");
    let mut report = ShiftReport::default();
    let log_in = |report: &mut ShiftReport, agent: &str, group: &str| {
        let session = floor.agent(agent).create_session(group).ready();
        report.follow(floor.call_center().session(session.id())).expect("it is there");
        session
    };
    let early = log_in(&mut report, "anna", "sales");
    log_in(&mut report, "ben", "support");
    floor.call("sales_q").talk("1m").arrive();
    floor.pass("2m").await;
    let call = floor.call("sales_q").talk("1m").arrive();
    floor.pass("10s").await;
    call.transfer_to_queue("support_q");
    report.handed_on(early.id());
    floor.pass("10m").await;
    early.end();
    assert_eq!(report.read().await, []);
    log_in(&mut report, "anna", "sales");
    floor.call("sales_q").talk("1m").arrive();
    floor.pass("10m").await;
    assert_eq!(report.read().await, []);
    let mut lines = String::new();
    for line in report.lines() {
        writeln!(lines, "{line}").expect("a text takes more");
    }
    writeln!(lines, "digest {}", floor.digest().expect("it can be written")).expect("a text takes more");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/day.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &lines).expect("it can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(kept, lines);
}
