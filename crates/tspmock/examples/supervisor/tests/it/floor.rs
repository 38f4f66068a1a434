//! The floor that the tests share, and what the supervisor says about it.

use std::sync::{Arc, Mutex, PoisonError};

use supervisor::{Deed, Habits, Phase, Post, Supervisor};
use tspmock::tapi_client::AgentSession;
use tspmock::tapi_types::GroupId;
use tspmock::{Agent, Floor, FloorBuilder, Queue, SessionState};

/// Anna works for sales, ben and carl for support. Two calls in a queue make it busy.
pub(crate) fn small() -> FloorBuilder {
    let support = |name: &str| Agent::new(name).group("support").group("sales").answers_after("2s");
    Floor::build()
        .seed(7)
        .group("sales")
        .group("support")
        .queue(Queue::new("sales_q").group("sales").ring_timeout("20s"))
        .agent(Agent::new("anna").group("sales").answers_after("2s"))
        .agent(support("ben"))
        .agent(support("carl"))
}

/// Logs everybody in at home.
pub(crate) fn log_in(floor: &Floor) {
    for (agent, group) in [("anna", "sales"), ("ben", "support"), ("carl", "support")] {
        floor.agent(agent).create_session(group).named(agent).ready();
    }
}

/// What the supervisor has done.
pub(crate) type Deeds = Arc<Mutex<Vec<Deed>>>;

/// A supervisor of the sales queue, and what it has done.
pub(crate) fn watch(floor: &Floor, habits: Habits) -> (Supervisor, Deeds) {
    let post = Post {
        queue: floor.queue("sales_q").id(),
        group: sales(),
        helpers: ["ben", "carl"].map(|name| floor.agent(name).id()).to_vec(),
        busy_from: 2,
        calm_to: 0,
    };
    let deeds = Deeds::default();
    let noted = Arc::clone(&deeds);
    let tell = move |deed| noted.lock().unwrap_or_else(PoisonError::into_inner).push(deed);
    (Supervisor::start(floor.call_center(), vec![post], habits, tell), deeds)
}

/// The group of the queue, the first of the floor.
pub(crate) fn sales() -> GroupId {
    GroupId::at(0)
}

/// Who helps, by name, and how far each has come.
pub(crate) fn lent(floor: &Floor, supervisor: &Supervisor) -> Vec<(String, Phase)> {
    let name = |agent| ["ben", "carl"].into_iter().find(|name| floor.agent(name).id() == agent).unwrap_or("a stranger");
    supervisor.lent().iter().map(|lent| (name(lent.agent).to_owned(), lent.phase)).collect()
}

/// The sessions of a helper for sales that have not ended.
async fn live(floor: &Floor, agent: &str) -> Vec<AgentSession> {
    let list = floor.call_center().agent(floor.agent(agent).id()).session_list().await;
    // Who was released has none.
    let list = list.unwrap_or_default();
    let is_live = |session: &AgentSession| {
        session.acd_group().expect("it is listed").id() == sales() && session.state() != Ok(SessionState::Ended)
    };
    list.into_iter().filter(is_live).collect()
}

/// Holds who is there against what the supervisor says. The message says how each that differs stands, and what else is not
/// as expected of the floor.
pub(crate) async fn hold(floor: &Floor, supervisor: &Supervisor) {
    let lent = supervisor.lent();
    let (mut there, mut differences) = (0, Vec::new());
    for agent in ["ben", "carl"] {
        for session in live(floor, agent).await {
            there += 1;
            if lent.iter().all(|lent| lent.session != session.id()) {
                let info = session.info().await.expect("it is served");
                let (state, next) = (info.state, info.next_state.map_or("none", SessionState::name));
                let stands = format!("a session of {agent} for sales is {state} and its next state {next}");
                differences.push(format!("  {stands}; the supervisor takes it for gone"));
            }
        }
    }
    if !differences.is_empty() || there != lent.len() {
        let failures = floor.try_verify().err().map_or_else(String::new, |failures| failures.to_string());
        let (now, listed) = (floor.now(), lent.len());
        panic!("at {now} there are {there} loans, and listed are {listed}\n{}\n\n{failures}", differences.join("\n"));
    }
}
