//! A live call centre under the clock on the wall: a question to it, beside a question to a task that owns a floor and
//! answers what comes into its mailbox.

use std::sync::Arc;
use std::thread;

use acd_core::Command;
use acd_sim::{Nothing, Sim, Until, run_by_clock};
use tapi_client::{AgentSession, CallCenter};
use tapi_types::{AgentId, GroupId, SessionId, Time};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc, oneshot};

use super::Options;
use crate::clock::Clock;
use crate::engine;
use crate::model::Model;
use crate::race::Race;
use crate::row::Row;

/// A question to an actor is where its answer goes.
type Mailbox = mpsc::Sender<oneshot::Sender<u32>>;
/// Questions that a mailbox holds.
const MAILBOX: usize = 64;
/// A round has as many questions as a run has tens of calls.
const PART: u64 = 10;

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let questions = (options.calls / PART).max(1);
    let times = Race::new(Clock::Wall)
        .with("an actor in the same thread", || ask_actor_here(questions))
        .with("an actor in another thread", || ask_actor_elsewhere(questions))
        .with("`run_by_clock` in the same thread", || ask_here(questions))
        .with("`run_by_clock` in another thread", || ask_elsewhere(questions))
        .run(options.rounds);
    vec![Row::cost(&times, 0), Row::cost(&times, 1), Row::beside(&times, 2, 0), Row::beside(&times, 3, 1)]
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().expect("a runtime needs nothing that could be missing")
}

/// Answers until nobody is left who could ask.
async fn actor(mut questions: mpsc::Receiver<oneshot::Sender<u32>>) {
    let mut calls = 0;
    while let Some(reply) = questions.recv().await {
        calls += 1;
        // Whoever asked may have gone.
        let _ = reply.send(calls);
    }
}

async fn ask(mailbox: &Mailbox, questions: u64) -> u64 {
    for _ in 0..questions {
        let (reply, answer) = oneshot::channel();
        mailbox.send(reply).await.expect("the actor is there");
        std::hint::black_box(answer.await.expect("the actor answers"));
    }
    questions
}

fn ask_actor_here(questions: u64) -> u64 {
    runtime().block_on(async {
        let (mailbox, inbox) = mpsc::channel(MAILBOX);
        let actor = tokio::spawn(actor(inbox));
        let asked = ask(&mailbox, questions).await;
        drop(mailbox);
        actor.await.expect("no panic");
        asked
    })
}

fn ask_actor_elsewhere(questions: u64) -> u64 {
    let (mailbox, inbox) = mpsc::channel(MAILBOX);
    thread::scope(|scope| {
        scope.spawn(|| runtime().block_on(actor(inbox)));
        let asked = runtime().block_on(ask(&mailbox, questions));
        drop(mailbox);
        asked
    })
}

/// A call centre with one session and no latency.
fn centre() -> Sim {
    let sim = Sim::new(engine::config(&Model::busy(1), 1, 0));
    let create = Command::CreateSession { id: None, agent: AgentId::at(0), group: GroupId::at(0), address: None };
    sim.apply(&create).expect("the agent is in the group");
    sim
}

async fn drive(sim: &Sim) {
    let forever = Until::Time(Time::from_secs(3600));
    run_by_clock(sim, &mut Nothing, forever, 1).await.expect("no law breaks");
}

async fn ask_session(sim: &Sim, questions: u64) -> u64 {
    let session: AgentSession = CallCenter::new(Arc::new(sim.provider())).session(SessionId::at(0));
    for _ in 0..questions {
        std::hint::black_box(session.number_of_calls().await.expect("there is an answer"));
    }
    questions
}

fn ask_here(questions: u64) -> u64 {
    let sim = centre();
    runtime().block_on(async {
        let driver = tokio::spawn({
            let sim = sim.clone();
            async move { drive(&sim).await }
        });
        tokio::task::yield_now().await;
        let asked = ask_session(&sim, questions).await;
        driver.abort();
        asked
    })
}

/// The driver has a thread of its own, as in a program with several of them, and is stopped when everything is answered.
fn ask_elsewhere(questions: u64) -> u64 {
    let sim = centre();
    let (stop, stopped) = oneshot::channel();
    let (begun, has_begun) = oneshot::channel();
    let driving = async {
        let driver = tokio::spawn({
            let sim = sim.clone();
            async move { drive(&sim).await }
        });
        tokio::task::yield_now().await;
        // Either may find that the other side has gone.
        let _ = begun.send(());
        let _: Result<(), _> = stopped.await;
        driver.abort();
    };
    thread::scope(|scope| {
        scope.spawn(|| runtime().block_on(driving));
        runtime().block_on(async {
            has_begun.await.expect("the driver begins");
            let asked = ask_session(&sim, questions).await;
            // It may have gone already.
            let _ = stop.send(());
            asked
        })
    })
}
