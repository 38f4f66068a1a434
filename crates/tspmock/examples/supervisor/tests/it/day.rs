//! What the supervisor does on an eventful morning, held against the list that was looked at once. `UPDATE=1` writes it anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use supervisor::Habits;
use tspmock::{Arrivals, Fault, Function};

use crate::floor::{lent, log_in, small, watch};

#[tokio::test(start_paused = true)]
async fn the_deeds_of_a_morning() {
    let calls = Arrivals::new("calls").queue("sales_q").per_hour(60).to("20m");
    let calls = calls.talk("90s").wrap_up("10s").patience("2m");
    let lossy = Fault::new("lossy").function(Function::CreateAgentSession).percent(30).drops_reply();
    let floor = small().arrivals(calls).fault(lossy).start().expect("a sound floor");
    log_in(&floor);
    let (supervisor, deeds) = watch(&floor, Habits::default());
    let mut told = String::new();
    for minute in 1..=25 {
        floor.pass_until(format!("{minute}m")).await;
        for deed in deeds.lock().expect("nobody panics under it").drain(..) {
            writeln!(told, "by {minute}m  {deed}").expect("a text takes more");
        }
        match minute {
            8 => floor.close_proxy(),
            10 => floor.open_proxy(),
            15 => floor.remove_queue("sales_q"),
            17 => drop(floor.add_queue("sales_q")),
            _ => {}
        }
    }
    assert_eq!(lent(&floor, &supervisor), []);
    writeln!(told, "digest {}", floor.digest().expect("it can be written")).expect("a text takes more");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/day.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &told).expect("it can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(kept, told);
}
