//! A small call centre that runs, a provider that breaks what goes to it, and a client.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use acd_core::{CallTimes, Command, Config, Distribution, Engine, SessionRow};
use acd_scenario::NoFiles;
use acd_sim::{Nothing, Sim, SimProvider, Until, run_by_clock};
use tapi_client::{AgentSession, CallCenter, TokioTimer};
use tapi_types::{AgentId, Effect, FaultRule, GroupId, ObjectFilter, QueueId, SessionId, Span, Time};
use tokio::time::sleep;
use tsp_provider::{Faulty, Notice};

use crate::play::plan_from;

/// Anna is at work and ready from the beginning, as session 1. Ben is there, and has no session.
const FLOOR: &str = r#"{
  "version": 1,
  "name": "floor",
  "groups": [ { "id": "g" } ],
  "queues": [ { "id": "q", "group": "g" } ],
  "activities": [ { "id": "lunch" } ],
  "agents": [
    { "id": "anna", "groups": [ { "group": "g" } ], "shifts": [ { "from": "0s", "to": "24h" } ] },
    { "id": "ben", "groups": [ { "group": "g" } ], "address": "2002" }
  ]
}"#;

pub(super) const ANNAS: SessionId = SessionId::new(1).expect("above zero");
pub(super) const ANNA: AgentId = AgentId::new(1).expect("above zero");
pub(super) const BEN: AgentId = AgentId::new(2).expect("above zero");
pub(super) const GROUP: GroupId = GroupId::new(1).expect("above zero");
pub(super) const QUEUE: QueueId = QueueId::new(1).expect("above zero");

pub(super) fn floor() -> Config {
    plan_from("floor", FLOOR.as_bytes(), &NoFiles).config
}

/// The same, where requests take their time.
pub(super) fn slow_floor(handle_after: Span, reply_after: Span) -> Config {
    Config {
        handle_after: Distribution::Constant(handle_after),
        reply_after: Distribution::Constant(reply_after),
        ..floor()
    }
}

/// A rule about every request.
pub(super) fn rule(effect: Effect) -> FaultRule {
    FaultRule {
        function: None,
        object: ObjectFilter::Any,
        from: Time::ZERO,
        to: None,
        nth: None,
        times: None,
        percent: None,
        effect,
    }
}

/// A call centre that runs by tokio's clock as long as the test does. It is at work when this returns.
pub(super) async fn running(config: Config) -> Sim {
    let sim = Sim::new(config);
    sim.with_engine(Engine::check_all_laws);
    let driven = sim.clone();
    tokio::spawn(async move {
        run_by_clock(&driven, &mut Nothing, Until::Time(Time::MAX), 1).await.expect("no law is broken");
    });
    tokio::task::yield_now().await;
    sim
}

/// How long a call of these tests talks.
const TALK: Span = Span::from_secs(1);

/// A call comes, is answered at once, and is over when this returns.
pub(super) async fn one_call(sim: &Sim) {
    let times = CallTimes { talk: Some(TALK), wrap_up: Span::ZERO, patience: None };
    let arrives = Command::Arrive { handle: None, queue: QUEUE, priority: 0, times };
    sim.apply(&arrives).expect("the queue is there");
    sleep(Duration::from(TALK)).await;
}

/// A session as the ACD itself sees it.
pub(super) fn row(sim: &Sim, session: SessionId) -> Option<SessionRow> {
    sim.with_engine(|engine| engine.session(session))
}

/// A call centre behind faults, and a client.
pub(super) struct Stand {
    pub(super) sim: Sim,
    pub(super) faulty: Arc<Faulty<SimProvider>>,
    pub(super) center: CallCenter,
    /// Anna's.
    pub(super) session: AgentSession,
    told: Arc<Mutex<Vec<(Time, Notice)>>>,
}

impl Stand {
    pub(super) async fn new(rules: Vec<FaultRule>) -> Stand {
        Stand::with(floor(), rules).await
    }

    pub(super) async fn with(config: Config, rules: Vec<FaultRule>) -> Stand {
        let sim = running(config).await;
        let told = Arc::<Mutex<Vec<_>>>::default();
        let ears = Arc::clone(&told);
        let faulty = Faulty::new(sim.provider(), rules, TokioTimer::new(), |_| 0.0)
            .observed(move |at, notice| ears.lock().unwrap_or_else(PoisonError::into_inner).push((at, notice)));
        let faulty = Arc::new(faulty);
        let center = CallCenter::new(faulty.clone());
        let session = center.session(ANNAS);
        Stand { sim, faulty, center, session, told }
    }

    /// What was told since the last time.
    pub(super) fn told(&self) -> Vec<(Time, Notice)> {
        std::mem::take(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
