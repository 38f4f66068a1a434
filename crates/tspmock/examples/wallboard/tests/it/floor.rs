//! The floor that the tests share.

use tspmock::{Agent, Floor, FloorBuilder, Queue};
use wallboard::{Habits, Wallboard};

/// Anna and ben, who let it ring for two seconds, and one queue.
pub(crate) fn small() -> FloorBuilder {
    let agent = |name: &str| Agent::new(name).group("sales").answers_after("2s");
    let queue = Queue::new("sales_q").group("sales").ring_timeout("20s");
    Floor::build().seed(7).group("sales").queue(queue).agent(agent("anna")).agent(agent("ben"))
}

/// Logs an agent in; the session is called like the agent.
pub(crate) fn log_in(floor: &Floor, agent: &str) {
    floor.agent(agent).create_session("sales").named(agent).ready();
}

/// A wallboard for these sessions and the queue.
pub(crate) fn watch(floor: &Floor, sessions: &[&str]) -> Wallboard {
    let center = floor.call_center();
    let mut wallboard = Wallboard::new(Habits::default());
    for name in sessions {
        wallboard.watch_session(name, center.session(floor.session(name).id()));
    }
    wallboard.watch_queue("sales_q", center.queue(floor.queue("sales_q").id()));
    wallboard
}
