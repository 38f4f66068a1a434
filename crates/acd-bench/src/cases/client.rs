//! What a client pays for `number_of_calls()`, beside a bare boxed call under tokio's timeout.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::Duration;

use acd_core::Command;
use acd_sim::{Nothing, Sim, Until, run_by_clock};
use tapi_client::{AgentSession, CallCenter};
use tapi_types::{AgentId, AgentSessionInfo, Currency, GroupId, LineError, SessionId, SessionState, Span, Time};
use tokio::runtime::{Builder, Runtime};
use tsp_provider::{Provider, Ticket};

use super::Options;
use crate::clock::Clock;
use crate::model::Model;
use crate::race::Race;
use crate::row::Row;
use crate::{engine, goal};

const LIMIT: Duration = Duration::from_secs(120);

type Answer = Result<AgentSessionInfo, LineError>;
type Call<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// What stands behind the bare call: one method, boxed, behind a pointer.
trait Bare: Send + Sync {
    fn call(&self, session: SessionId) -> Call<'_>;
}

/// Answers at once, or in the next turn of the task that asks.
struct Quick {
    turns: Option<Turns>,
}

/// How often the runtime has come to the task that asks.
type Turns = Arc<AtomicU64>;

impl Quick {
    async fn answer(&self) -> Answer {
        if let Some(turns) = &self.turns {
            next_turn(turns).await;
        }
        Ok(info())
    }
}

/// Pending once, and for as long as the runtime has not come round: to be polled again in the same turn does not help.
async fn next_turn(turns: &AtomicU64) {
    let asked = turns.load(Ordering::Relaxed);
    poll_fn(|context| {
        if turns.load(Ordering::Relaxed) > asked {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Counts the turns of a task.
async fn counting<T>(turns: &AtomicU64, task: impl Future<Output = T>) -> T {
    let mut task = pin!(task);
    poll_fn(|context| {
        turns.fetch_add(1, Ordering::Relaxed);
        task.as_mut().poll(context)
    })
    .await
}

impl Bare for Quick {
    fn call(&self, _session: SessionId) -> Call<'_> {
        Box::pin(self.answer())
    }
}

impl Provider for Quick {
    fn line_get_agent_session_info<'p, 't, 'c>(
        &'p self,
        _ticket: &'t Ticket,
        _session: SessionId,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'c>>
    where
        'p: 'c,
        't: 'c,
        Self: 'c,
    {
        Box::pin(self.answer())
    }
}

fn info() -> AgentSessionInfo {
    AgentSessionInfo {
        state: SessionState::Ready,
        next_state: None,
        session_start: Time::ZERO,
        session_duration: Span::from_secs(3600),
        number_of_calls: 12,
        total_talk_time: Span::from_secs(1200),
        total_call_time: Span::from_secs(1500),
        total_wrap_up_time: Span::from_secs(300),
        acd_call_rate: Currency(120_000),
        longest_time_to_answer: Span::from_secs(30),
        sum_time_to_answer: Span::from_secs(60),
        answers: 12,
    }
}

/// A call centre with no latency under the clock on the wall. It keeps the moments of its requests, as for the runner.
fn in_memory() -> Sim {
    let sim = Sim::new(engine::config(&Model::busy(1), 1, 0));
    sim.keep_requests();
    sim.with_engine(|engine| {
        let create = Command::CreateSession { id: None, agent: AgentId::at(0), group: GroupId::at(0), address: None };
        engine.apply(&create).expect("the agent is in the group");
    });
    sim
}

/// Requests to a call centre in memory, with its driver at work.
fn in_memory_requests(runtime: &Runtime, turns: &Turns, requests: u64) -> u64 {
    let sim = in_memory();
    let driver = runtime.spawn({
        let sim = sim.clone();
        async move { run_by_clock(&sim, &mut Nothing, Until::Time(Time::from_secs(3600)), 1).await }
    });
    runtime.block_on(tokio::task::yield_now());
    let done = face(runtime, &CallCenter::new(Arc::new(sim.provider())), turns, requests)();
    driver.abort();
    done
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().expect("a runtime needs nothing that could be missing")
}

fn face(runtime: &Runtime, center: &CallCenter, turns: &Turns, requests: u64) -> impl FnMut() -> u64 {
    let session: AgentSession = center.session(SessionId::at(0));
    move || {
        let asking = async {
            for _ in 0..requests {
                session.number_of_calls().await.expect("there is an answer");
            }
        };
        runtime.block_on(counting(turns, asking));
        requests
    }
}

fn bare(runtime: &Runtime, quick: Quick, turns: &Turns, requests: u64) -> impl FnMut() -> u64 {
    let bare: Arc<dyn Bare> = Arc::new(quick);
    move || {
        let asking = async {
            for _ in 0..requests {
                let answer = tokio::time::timeout(LIMIT, bare.call(SessionId::at(0))).await;
                std::hint::black_box(answer.expect("in time").expect("there is an answer").number_of_calls);
            }
        };
        runtime.block_on(counting(turns, asking));
        requests
    }
}

/// So many requests to a provider that answers at once.
pub(crate) fn ask_ready(requests: u64) -> u64 {
    face(&runtime(), &CallCenter::new(Arc::new(Quick { turns: None })), &Turns::default(), requests)()
}

/// So many requests to a call centre in memory, with no latency.
pub(crate) fn ask_in_memory(requests: u64) -> u64 {
    in_memory_requests(&runtime(), &Turns::default(), requests)
}

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let requests = options.calls;
    let runtime = &runtime();
    let turns = &Turns::default();
    let ready = || Quick { turns: None };
    let pending = || Quick { turns: Some(Arc::clone(turns)) };
    let center = |quick| CallCenter::new(Arc::new(quick));
    let times = Race::new(Clock::Processor)
        .with("bare call with timeout, ready", bare(runtime, ready(), turns, requests))
        .with("number_of_calls(), ready", face(runtime, &center(ready()), turns, requests))
        .with("number_of_calls(), in memory, no latency", || {
            // A new call centre in each round, for it keeps the moments of every request.
            in_memory_requests(runtime, turns, requests / 10)
        })
        .with("bare call with timeout, pending once", bare(runtime, pending(), turns, requests))
        .with("number_of_calls(), pending once", face(runtime, &center(pending()), turns, requests))
        .run(options.rounds);
    vec![
        Row::cost(&times, 0),
        Row::beside(&times, 1, 0).goal(goal::READY),
        Row::beside(&times, 2, 0).goal(goal::IN_MEMORY),
        Row::cost(&times, 3),
        Row::beside(&times, 4, 3).goal(goal::PENDING),
    ]
}
