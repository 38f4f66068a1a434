//! What stands on the wallboard in the course of an eventful morning, held against the screens that were looked at once.
//! `UPDATE=1` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tspmock::{Arrivals, Fault, Function};

use crate::floor::{log_in, small, watch};

#[tokio::test(start_paused = true)]
async fn the_screens_of_a_morning() {
    let calls = Arrivals::new("calls").queue("sales_q").per_hour(90).to("20m");
    let calls = calls.talk("1m").wrap_up("10s").patience("12s");
    let lossy = Fault::new("lossy").function(Function::GetQueueInfo).percent(30).drops_reply();
    let floor = small().arrivals(calls).fault(lossy).start().expect("a sound floor");
    log_in(&floor, "anna");
    log_in(&floor, "ben");
    let wallboard = watch(&floor, &["anna", "ben"]);
    let mut screens = String::new();
    for (moment, restart) in [("5m", false), ("10m", true), ("12m", true), ("13m", false), ("25m", false)] {
        floor.pass_until(moment).await;
        writeln!(screens, "{moment}\n{}", wallboard.board()).expect("a text takes more");
        match (restart, moment) {
            (true, "10m") => floor.close_proxy(),
            (true, _) => floor.open_proxy(),
            (false, _) => {}
        }
    }
    writeln!(screens, "digest {}", floor.digest().expect("it can be written")).expect("a text takes more");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/day.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &screens).expect("it can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(kept, screens);
}
