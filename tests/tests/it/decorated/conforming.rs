//! The in-memory ACD behind decorators that change nothing, or only how long it takes, keeps the contract of providers.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use acd_core::{Accepted, CallTimes, Command, Config, Disposition, Engine, Party};
use acd_sim::{Nothing, Sim, SimProvider, Until, run_by_clock};
use tapi_client::TokioTimer;
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, Span, Time};
use tokio::time::sleep;
use tsp_provider::conformance::{self, Floor, Outcome, clauses};
use tsp_provider::{Delayed, Faulty, Provider, Recorded, async_trait};

use super::stand::{ANNA, BEN, GROUP, QUEUE, floor, slow_floor};

/// A floor for the suite, by tokio's clock.
struct Stage<P> {
    sim: Sim,
    provider: P,
    calls: Mutex<Vec<CallHandle>>,
}

impl<P> Stage<P> {
    fn new(mut config: Config, decorate: impl FnOnce(SimProvider) -> P) -> Stage<P> {
        // Nobody has a session yet.
        config.agents.iter_mut().for_each(|agent| agent.shifts.clear());
        let sim = Sim::new(config);
        sim.with_engine(Engine::check_all_laws);
        let driven = sim.clone();
        tokio::spawn(async move {
            run_by_clock(&driven, &mut Nothing, Until::Time(Time::MAX), 1).await.expect("no law is broken");
        });
        Stage { provider: decorate(sim.provider()), sim, calls: Mutex::default() }
    }

    fn calls(&self) -> Vec<CallHandle> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn talks(&self, call: CallHandle) -> bool {
        let row = self.sim.with_engine(|engine| engine.call_row(call));
        row.is_some_and(|row| row.disposition == Disposition::Answered)
    }
}

#[async_trait]
impl<P: Provider> Floor for Stage<P> {
    fn provider(&self) -> &dyn Provider {
        &self.provider
    }

    fn agents(&self) -> [AgentId; 2] {
        [ANNA, BEN]
    }

    fn group(&self) -> GroupId {
        GROUP
    }

    fn queue(&self) -> QueueId {
        QUEUE
    }

    async fn pass(&self, time: Span) {
        sleep(Duration::from(time)).await;
    }

    async fn call(&self, wrap_up: Span) -> bool {
        let times = CallTimes { talk: None, wrap_up, patience: None };
        let arrives = Command::Arrive { handle: None, queue: QUEUE, priority: 0, times };
        let Ok(Accepted::Call(call)) = self.sim.apply(&arrives) else { return false };
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
        true
    }

    async fn release(&self) {
        for call in self.calls().into_iter().filter(|call| self.talks(*call)) {
            // Refused where it was hung up before.
            let _over = self.sim.apply(&Command::HangUp { call, by: Party::Caller });
        }
    }
}

/// Holds the ACD against the suite, where it answers at once and where it takes its time.
async fn assert_kept<P: Provider>(decorate: impl Fn(SimProvider) -> P) {
    let ms = |ms: u64| Span::from_micros(ms * 1000);
    for config in [floor(), slow_floor(ms(300), ms(250))] {
        let report = conformance::check(|| Stage::new(config.clone(), &decorate)).await;
        assert!(report.conforms(), "{report}");
        let skipped = report.outcomes().filter(|(_, outcome)| **outcome != Outcome::Kept);
        let mut why: Vec<&Outcome> = skipped.map(|(_, outcome)| outcome).collect();
        why.dedup();
        // A floor has one line, and nobody is left to serve what the ACD serves.
        let one_line = [Outcome::Skipped("the floor has one line"), Outcome::Skipped("every request is served")];
        assert!(why.iter().all(|why| one_line.contains(why)), "{report}");
        assert_eq!(report.outcomes().count(), clauses().count());
    }
}

fn faultless<P: Provider>(inner: P) -> Faulty<P> {
    Faulty::new(inner, Vec::new(), TokioTimer::new(), |_| 0.0)
}

fn delayed<P: Provider>(inner: P) -> Delayed<P> {
    Delayed::new(inner, TokioTimer::new(), || Span::from_micros(30_000), || Span::from_micros(70_000))
}

fn recorded<P: Provider>(inner: P) -> Recorded<P> {
    Recorded::new(inner, TokioTimer::new(), drop)
}

#[tokio::test(start_paused = true)]
async fn behind_no_faults_the_acd_conforms() {
    assert_kept(faultless).await;
}

#[tokio::test(start_paused = true)]
async fn behind_a_delay_the_acd_conforms() {
    assert_kept(delayed).await;
}

#[tokio::test(start_paused = true)]
async fn recorded_the_acd_conforms() {
    assert_kept(recorded).await;
}

#[tokio::test(start_paused = true)]
async fn behind_all_of_them_the_acd_conforms() {
    assert_kept(|acd| recorded(faultless(delayed(acd)))).await;
}
