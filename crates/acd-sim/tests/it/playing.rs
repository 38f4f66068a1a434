//! A script for tests, and everything that can be seen of it under one driver.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use acd_core::{Class, Command, Config, Engine, Halt, Moment, Record};
use acd_sim::{RequestTimes, Script, Sim, Until, run_by_clock, run_virtual};
use futures_util::stream::{FuturesUnordered, Stream as _};
use tapi_client::{CallCenter, TapiError};
use tapi_types::{RequestId, SessionId, Time};

pub(crate) type Answer = Result<i64, TapiError>;
pub(crate) type Call = Pin<Box<dyn Future<Output = Answer> + Send>>;
/// A call under way and its place.
type Client = Pin<Box<dyn Future<Output = (usize, Answer)> + Send>>;

/// Something that happens from outside.
pub(crate) enum Act {
    Do(Command),
    /// A request of a client with this limit, which may create the session.
    Ask(Duration, Option<SessionId>, fn(CallCenter) -> Call),
    /// Notes what clients have heard.
    Look,
}

/// Who drives.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Driver {
    Virtual,
    Paused(u32),
    Real(u32),
}

/// What is left of a run.
#[derive(Debug, PartialEq)]
pub(crate) struct Played {
    pub(crate) result: Result<(), Halt>,
    pub(crate) digest: Option<String>,
    pub(crate) records: Vec<Record>,
    pub(crate) ended_at: Time,
    pub(crate) answers: Vec<Option<Answer>>,
    pub(crate) times: Vec<Option<RequestTimes>>,
    /// At each look: when, and how many clients had heard of the end of their request.
    pub(crate) looks: Vec<(Time, usize)>,
    /// Calls of the face that came to the provider.
    pub(crate) calls: usize,
}

pub(crate) struct Playing {
    steps: Vec<(Time, Act)>,
    done: usize,
    center: CallCenter,
    clients: FuturesUnordered<Client>,
    requests: Vec<Option<RequestId>>,
    answers: Vec<Option<Answer>>,
    looks: Vec<(Time, usize)>,
    records: Vec<Record>,
    observes: bool,
}

impl Playing {
    /// Steps in order of time.
    pub(crate) fn new(center: CallCenter, steps: Vec<(Time, Act)>) -> Playing {
        Playing {
            steps,
            done: 0,
            center,
            clients: FuturesUnordered::new(),
            requests: Vec::new(),
            answers: Vec::new(),
            looks: Vec::new(),
            records: Vec::new(),
            observes: false,
        }
    }

    fn ask(&mut self, sim: &Sim, limit: Duration, create_as: Option<SessionId>, make: fn(CallCenter) -> Call) {
        let mut call = make(self.center.clone().with_limit(limit));
        let context = &mut Context::from_waker(Waker::noop());
        let (first, submission) = sim.step(create_as, || call.as_mut().poll(context));
        let place = self.requests.len();
        self.requests.push(submission.request);
        match first {
            Poll::Ready(answer) => self.answers.push(Some(answer)),
            Poll::Pending => {
                self.answers.push(None);
                self.clients.push(Box::pin(async move { (place, call.await) }));
            }
        }
    }

    fn times(&self, sim: &Sim) -> Vec<Option<RequestTimes>> {
        self.requests.iter().map(|id| id.and_then(|id| sim.request_times(id))).collect()
    }
}

impl Script for Playing {
    fn next(&self) -> Option<Moment> {
        let (at, act) = self.steps.get(self.done)?;
        let class = if matches!(act, Act::Look) { Class::Expect } else { Class::Command };
        Some(Moment { at: *at, class })
    }

    fn act(&mut self, sim: &Sim) {
        let place = self.done;
        self.done += 1;
        match self.steps[place].1 {
            // A refusal is recorded.
            Act::Do(ref command) => drop(sim.with_engine(|engine| engine.apply(command))),
            Act::Ask(limit, create_as, make) => self.ask(sim, limit, create_as, make),
            Act::Look => {
                let heard = self.answers.iter().filter(|answer| answer.is_some()).count();
                self.looks.push((sim.with_engine(|engine| engine.now()), heard));
            }
        }
    }

    fn poll_work(&mut self, context: &mut Context<'_>) {
        while let Poll::Ready(Some((place, answer))) = Pin::new(&mut self.clients).poll_next(context) {
            self.answers[place] = Some(answer);
        }
    }

    fn has_news(&self, sim: &Sim) -> bool {
        let over = |times: &Option<RequestTimes>| times.as_ref().is_some_and(|times| times.end.is_some());
        self.times(sim).iter().zip(&self.answers).any(|(times, answer)| over(times) && answer.is_none())
    }

    fn observes(&self) -> bool {
        self.observes
    }

    fn observe(&mut self, engine: &mut Engine) {
        if self.observes {
            self.records.extend(engine.take_records());
        }
    }
}

/// Counts what comes through the face.
struct Counted(acd_sim::SimProvider, Arc<AtomicUsize>);

macro_rules! counted {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $output:ty;)+) => {
        #[async_trait::async_trait]
        impl tsp_provider::Provider for Counted {
            $(async fn $name(&self, ticket: &tsp_provider::Ticket, $($argument: $kind),*) -> $output {
                self.1.fetch_add(1, Ordering::Relaxed);
                self.0.$name(ticket, $($argument),*).await
            })+

            async fn give_up(&self, ticket: &tsp_provider::Ticket) -> tsp_provider::Verdict {
                self.0.give_up(ticket).await
            }

            fn forget(&self, ticket: &tsp_provider::Ticket) {
                self.0.forget(ticket);
            }

            fn wait_for(&self, limit: Duration) -> Duration {
                self.0.wait_for(limit)
            }
        }
    };
}

counted! {
    line_get_agent_session_info(session: SessionId) -> Result<tapi_types::AgentSessionInfo, tapi_types::LineError>;
    line_get_queue_info(queue: tapi_types::QueueId) -> Result<tapi_types::QueueInfo, tapi_types::LineError>;
    line_set_agent_session_state(
        session: SessionId, state: Option<tapi_types::SessionState>, next: Option<tapi_types::SessionState>
    ) -> Result<(), tapi_types::LineError>;
    line_create_agent_session(
        agent: tapi_types::AgentId, group: tapi_types::GroupId, address: tapi_client::AddressId, pin: Option<String>
    ) -> Result<SessionId, tapi_types::LineError>;
}

/// Plays steps on a new floor.
pub(crate) fn play(driver: Driver, config: Config, steps: Vec<(Time, Act)>, until: Until, observes: bool) -> Played {
    let sim = Sim::new(config);
    sim.keep_requests();
    sim.with_engine(|engine| {
        engine.start_digest();
        engine.keep_trace();
        engine.check_all_laws();
    });
    let calls = Arc::new(AtomicUsize::new(0));
    let center = CallCenter::new(Arc::new(Counted(sim.provider(), calls.clone())));
    let mut script = Playing { observes, ..Playing::new(center, steps) };
    let runtime = |paused| {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().start_paused(paused).build().expect("a runtime")
    };
    let result = match driver {
        Driver::Virtual => runtime(true).block_on(run_virtual(&sim, &mut script, until)),
        Driver::Paused(speed) => runtime(true).block_on(run_by_clock(&sim, &mut script, until, speed)),
        Driver::Real(speed) => runtime(false).block_on(run_by_clock(&sim, &mut script, until, speed)),
    };
    script.records.extend(sim.with_engine(acd_core::Engine::take_records));
    Played {
        result,
        digest: sim.with_engine(|engine| engine.digest()),
        ended_at: sim.with_engine(|engine| engine.now()),
        answers: script.answers.clone(),
        times: script.times(&sim),
        looks: script.looks.clone(),
        calls: calls.load(Ordering::Relaxed),
        records: script.records,
    }
}
