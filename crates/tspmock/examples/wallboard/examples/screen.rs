//! The wallboard beside a small call centre, for twenty minutes that take no time. The ACD restarts in between.

use tspmock::{Agent, Arrivals, Floor, FloorError, Queue};
use wallboard::{Habits, Wallboard};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), FloorError> {
    let calls = Arrivals::new("calls").queue("sales_q").per_hour(90).talk("1m").wrap_up("10s").patience("30s");
    let floor = Floor::build()
        .group("sales")
        .queue(Queue::new("sales_q").group("sales"))
        .agent(Agent::new("anna").group("sales").answers_after("3s").shift("0s", "1h"))
        .agent(Agent::new("ben").group("sales").answers_after("5s").shift("0s", "1h"))
        .arrivals(calls.to("20m"))
        .start()?;
    let center = floor.call_center();
    let mut wallboard = Wallboard::new(Habits::default());
    for (name, session) in [("anna", "anna/sales/1"), ("ben", "ben/sales/1")] {
        wallboard.watch_session(name, center.session(floor.session(session).id()));
    }
    wallboard.watch_queue("sales_q", center.queue(floor.queue("sales_q").id()));
    for minute in 1..=20 {
        floor.pass_until(format!("{minute}m")).await;
        println!("minute {minute}\n{}", wallboard.board());
        match minute {
            8 => floor.close_proxy(),
            11 => floor.open_proxy(),
            _ => {}
        }
    }
    Ok(())
}
