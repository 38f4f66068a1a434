//! The in-memory provider against the contract of all providers.

use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Waker};
use std::time::Duration;

use acd_core::{Accepted, Command, Config, Disposition, Party};
use acd_sim::{Nothing, Sim, Until, run_by_clock};
use tapi_types::{AgentId, CallHandle, GroupId, LineError, QueueId, Span, Time};
use tokio::task::JoinHandle;
use tsp_provider::conformance::{self, Floor, Outcome, Report, clauses};
use tsp_provider::{Ask, Device, Line, Login, OpenOptions, Provider, Ticket};

use crate::floor::{GROUP, QUEUE, arrive, config, secs, slow, us};

/// A floor for the suite, stepped by hand or driven by tokio's clock.
struct Stage {
    sim: Sim,
    provider: Box<dyn Provider>,
    /// Where the call centre is the proxy of a device: that, and its line.
    device: Option<(Device, Line)>,
    driver: Option<JoinHandle<()>>,
    calls: Mutex<Vec<CallHandle>>,
}

impl Stage {
    fn by_hand(config: Config) -> Stage {
        let sim = Sim::new(Config { activities: vec!["lunch".to_owned()], ..config });
        sim.with_engine(acd_core::Engine::check_all_laws);
        Stage { provider: Box::new(sim.provider()), device: None, sim, driver: None, calls: Mutex::default() }
    }

    fn by_clock(config: Config) -> Stage {
        Stage::by_hand(config).driven()
    }

    /// The same call centre as the proxy of a device, which the suite has opened.
    fn behind_a_device(self) -> Stage {
        let device = Device::new(self.sim.addresses());
        let proxy = self.sim.serve(&device).expect("nobody else serves it");
        let line = device.open(OpenOptions::default()).expect("an application");
        let stage = Stage { provider: Box::new(line), device: Some((device, proxy)), ..self };
        for agent in ["agent0", "agent1"] {
            stage.ask(Ask::CreateAgent(Login { id: Some(agent.to_owned()), pin: None }));
        }
        stage.ask(Ask::GetQueueList(GROUP));
        stage
    }

    /// Asks as the application, which is to know its agents and queues.
    fn ask(&self, ask: Ask) {
        let ticket = Ticket::unlimited();
        let mut call = pin!(ask.perform(&*self.provider, &ticket));
        while call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            self.sim.with_engine(|engine| engine.advance_through(engine.now() + secs(1))).expect("laws hold");
        }
    }

    /// From here on driven by tokio's clock.
    fn driven(self) -> Stage {
        let sim = self.sim.clone();
        let driver =
            async move { run_by_clock(&sim, &mut Nothing, Until::Time(Time::MAX), 1).await.expect("laws hold") };
        Stage { driver: Some(tokio::spawn(driver)), ..self }
    }

    fn talks(&self, call: CallHandle) -> bool {
        let row = self.sim.with_engine(|engine| engine.call_row(call));
        row.is_some_and(|row| row.disposition == Disposition::Answered)
    }
}

#[async_trait::async_trait]
impl Floor for Stage {
    fn provider(&self) -> &dyn Provider {
        &*self.provider
    }

    fn open(&self, options: OpenOptions) -> Option<Result<Box<dyn Provider>, LineError>> {
        if let Some((device, _)) = &self.device {
            return Some(device.open(options).map(|line| -> Box<dyn Provider> { Box::new(line) }));
        }
        // All types are served.
        let taken = !options.proxy_for.is_empty();
        let line = || -> Box<dyn Provider> { Box::new(self.sim.open(options.client)) };
        Some(if taken { Err(LineError::NOTREGISTERED) } else { Ok(line()) })
    }

    fn agents(&self) -> [AgentId; 2] {
        [AgentId::at(0), AgentId::at(1)]
    }

    fn group(&self) -> GroupId {
        GROUP
    }

    fn queue(&self) -> QueueId {
        QUEUE
    }

    async fn pass(&self, time: Span) {
        if self.driver.is_some() {
            tokio::time::sleep(Duration::from(time)).await;
        } else {
            self.sim.with_engine(|engine| engine.advance_through(engine.now() + time)).expect("laws hold");
        }
    }

    async fn call(&self, wrap_up: Span) -> bool {
        let Ok(Accepted::Call(call)) = self.sim.apply(&arrive(None, wrap_up)) else { return false };
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
        true
    }

    async fn release(&self) {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for call in calls.into_iter().filter(|call| self.talks(*call)) {
            // Refused where it was hung up before.
            let _over = self.sim.apply(&Command::HangUp { call, by: Party::Caller });
        }
    }
}

fn assert_kept(report: &Report) {
    let served = Outcome::Skipped("every request is served");
    assert!(report.conforms(), "{report}");
    assert!(report.outcomes().all(|(_, outcome)| [&Outcome::Kept, &served].contains(&outcome)), "{report}");
    assert_eq!(report.outcomes().count(), clauses().count());
}

#[tokio::test]
async fn stepped_by_hand_it_conforms() {
    assert_kept(&conformance::check(|| Stage::by_hand(config(2))).await);
}

#[tokio::test]
async fn stepped_by_hand_with_latencies_it_conforms() {
    assert_kept(&conformance::check(|| Stage::by_hand(slow(2, us(300_000), us(250_001)))).await);
    assert_kept(&conformance::check(|| Stage::by_hand(slow(2, secs(0), secs(2)))).await);
}

#[tokio::test]
async fn as_the_proxy_of_a_device_it_conforms() {
    assert_kept(&conformance::check(|| Stage::by_hand(config(2)).behind_a_device()).await);
    assert_kept(&conformance::check(|| Stage::by_hand(slow(2, us(300_000), us(250_001))).behind_a_device()).await);
}

#[tokio::test(start_paused = true)]
async fn as_the_proxy_of_a_device_by_tokios_clock_it_conforms() {
    assert_kept(&conformance::check(|| Stage::by_hand(config(2)).behind_a_device().driven()).await);
    assert_kept(&conformance::check(|| Stage::by_hand(slow(2, secs(2), secs(0))).behind_a_device().driven()).await);
}

#[tokio::test(start_paused = true)]
async fn by_tokios_clock_it_conforms() {
    assert_kept(&conformance::check(|| Stage::by_clock(config(2))).await);
}

#[tokio::test(start_paused = true)]
async fn by_tokios_clock_with_latencies_it_conforms() {
    assert_kept(&conformance::check(|| Stage::by_clock(slow(2, us(300_000), us(250_001)))).await);
    assert_kept(&conformance::check(|| Stage::by_clock(slow(2, secs(2), secs(0)))).await);
}
