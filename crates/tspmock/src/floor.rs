//! The floor: a call centre for one test.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use acd_core::{Command, Halt};
use acd_scenario::Plan;
use acd_sim::{Sim, Until, run_by_clock, run_plain};
use tapi_client::CallCenter;
use tapi_types::{Function, Span, Time};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tsp_provider::Provider;

use crate::builder::Options;
use crate::clients::Clients;
use crate::error::accepted;
use crate::expect::Kind;
use crate::span::{moment, span};
use crate::steps::Steps;
use crate::verify;
use crate::world::{Diary, World, lock};
use crate::{
    AgentHandle, Call, ExpectAgent, ExpectCall, ExpectQueue, ExpectRequests, ExpectSession, Failures, FloorBuilder,
    FloorError, IntoSpan, NewCall, QueueHandle, SessionHandle, save,
};

/// A call centre for one test: its own clock, seed, ids and log.
///
/// It is `Send` and `Sync`, and so is everything that it hands out: verbs may come from several threads, one after another.
///
/// Dropped, it is [verified](Floor::verify), unless that was done already or the test is panicking, and its driver goes.
pub struct Floor {
    pub(crate) world: Arc<World>,
    time: TimeBy,
    recordings: Option<PathBuf>,
    verified: AtomicBool,
}

/// Who moves time.
enum TimeBy {
    /// A task, so many times as fast as tokio's clock.
    Task { task: AbortHandle, speed: u32, played: watch::Receiver<usize> },
    /// Whoever calls.
    Hand(Mutex<Steps>),
}

impl Floor {
    /// A floor from the text of a scenario file. Its steps and streams of calls play, its expectations are verified as far as
    /// their time has come.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_scenario(text: &str) -> Result<Floor, FloorError> {
        Floor::build().scenario(text).start()
    }

    /// A floor from a scenario file, with the tables beside it.
    ///
    /// # Errors
    /// What keeps it from being read, or everything that is wrong with it.
    pub fn open(path: impl AsRef<Path>) -> Result<Floor, FloorError> {
        Floor::build().open(path).start()
    }

    /// A floor that is made member by member, from nothing or from a scenario.
    pub fn build() -> FloorBuilder {
        FloorBuilder::default()
    }

    pub(crate) fn begin(plan: Plan, options: &Options, runtime: Option<Handle>) -> Result<Floor, FloorError> {
        let plan = Arc::new(plan);
        let sim = Sim::new(plan.config.clone());
        sim.with_engine(acd_core::Engine::keep_trace);
        let diary = Arc::new(Mutex::new(Diary::default()));
        let clients = Arc::new(Mutex::new(Clients::open(&sim, &plan, runtime.is_none())));
        let mut steps = Steps::new(Arc::clone(&plan), Arc::clone(&diary), Arc::clone(&clients));
        let begun = run_plain(&sim, &mut steps, Until::Time(Time::ZERO));
        begun.map_err(|halt| FloorError::Halted(halt.to_string()))?;
        sim.stand_still();
        let time = match runtime {
            Some(runtime) => {
                let (speed, end) = (options.speed.unwrap_or(1).max(1), plan.until.unwrap_or(Time::MAX));
                let (driven, played) = (sim.clone(), steps.played());
                let task = runtime.spawn(async move {
                    // A halt stays with the engine, where it is found when somebody looks.
                    let _halted = run_by_clock(&driven, &mut steps, Until::Time(end), speed).await;
                });
                TimeBy::Task { task: task.abort_handle(), speed, played }
            }
            None => TimeBy::Hand(Mutex::new(steps)),
        };
        let world = Arc::new(World { plan, sim, diary, clients });
        Ok(Floor { world, time, recordings: options.recordings.clone(), verified: AtomicBool::new(false) })
    }

    /// The floor as a provider, for the code under test.
    pub fn provider(&self) -> Arc<dyn Provider> {
        Arc::new(self.world.sim.provider())
    }

    /// The floor as TAPI 3 shows it, with the time limit and the reading of errors that the scenario's `client` has.
    pub fn call_center(&self) -> CallCenter {
        self.call_center_on(self.provider())
    }

    pub(crate) fn call_center_on(&self, line: Arc<dyn Provider>) -> CallCenter {
        let plan = &self.world.plan;
        CallCenter::new(line).with_limit(plan.client_timeout.into()).with_errors(plan.client_errors)
    }

    /// The seed of everything that is drawn.
    pub fn seed(&self) -> u64 {
        self.world.plan.config.seed
    }

    /// The present moment of the run, after everything that is due by then.
    pub fn now(&self) -> Time {
        self.world.sim.now()
    }

    /// Lets time pass, where it is moved by hand: up to the end that the scenario names, or five years in all ([`Time::MAX`]).
    ///
    /// # Panics
    /// When tokio's clock moves it ([`Floor::pass`] waits for that), when this is no duration, and when the engine stops.
    #[track_caller]
    pub fn advance(&self, time: impl IntoSpan) {
        let time = span("advance", time);
        self.play(Some(self.now() + time));
    }

    /// Lets time pass up to a moment of the run, where it is moved by hand. One that is over changes nothing.
    ///
    /// # Panics
    /// As [`Floor::advance`].
    #[track_caller]
    pub fn run_until(&self, time: impl IntoSpan) {
        let time = moment("run_until", time);
        self.play(Some(time));
    }

    /// Lets time pass until nothing is left to happen, or to the end that the scenario names, where it is moved by hand.
    ///
    /// # Panics
    /// As [`Floor::advance`].
    #[track_caller]
    pub fn run_until_idle(&self) {
        self.play(None);
    }

    #[track_caller]
    fn play(&self, to: Option<Time>) {
        let TimeBy::Hand(steps) = &self.time else {
            panic!("tokio's clock moves this floor: await `floor.pass(…)`, or build it `by_hand`");
        };
        let end = self.world.plan.until;
        let to = to.map(|to| to.min(end.unwrap_or(Time::MAX))).or(end);
        let until = to.map_or(Until::Idle, Until::Time);
        let played: Result<(), Halt> = run_plain(&self.world.sim, &mut *lock(steps), until);
        self.world.sim.stand_still();
        accepted(played);
    }

    /// Lets time pass: by tokio's clock, which takes no time where it is paused, or by hand. Then everything is over that
    /// happens up to and at the new moment, the scenario's own steps included. The time counts from the first poll; a run that
    /// ends earlier is not waited for.
    ///
    /// Dropped before it is over, it undoes nothing: time goes on by tokio's clock, whoever waits.
    ///
    /// # Panics
    /// When this is no duration, and, where time is moved by hand, when the engine stops.
    pub async fn pass(&self, time: impl IntoSpan) {
        let time = span("pass", time);
        self.pass_span(time).await;
    }

    /// Lets time pass up to a moment of the run, as [`Floor::pass`]. One that is over changes nothing.
    ///
    /// # Panics
    /// As [`Floor::pass`].
    pub async fn pass_until(&self, time: impl IntoSpan) {
        let time = moment("pass_until", time);
        self.pass_span(time.since(self.now())).await;
    }

    async fn pass_span(&self, time: Span) {
        let to = self.now() + time;
        let TimeBy::Task { task, speed, played } = &self.time else { return self.play(Some(to)) };
        let due = self.world.plan.steps.partition_point(|step| step.at <= to);
        // Closed where the run ends before them.
        let _ended = played.clone().wait_for(|played| *played >= due).await.is_err();
        // The driver may have begun a little later than the sleep.
        while self.now() < to && !task.is_finished() {
            tokio::time::sleep(Duration::from(to.since(self.now())) / *speed).await;
        }
    }

    /// An agent.
    ///
    /// # Panics
    /// When there is none of this name.
    #[track_caller]
    pub fn agent(&self, name: &str) -> AgentHandle {
        let id = accepted(self.world.agent(name));
        AgentHandle { world: Arc::clone(&self.world), id }
    }

    /// A session that exists or that the scenario names: by the test's own name, the scenario's, `<agent>/<group>/<n>` for the
    /// n-th that shifts made, or `#` and its number.
    ///
    /// # Panics
    /// When there is none of this name.
    #[track_caller]
    pub fn session(&self, name: &str) -> SessionHandle {
        let id = accepted(self.world.session(name));
        SessionHandle { world: Arc::clone(&self.world), id }
    }

    /// A queue.
    ///
    /// # Panics
    /// When there is none of this name.
    #[track_caller]
    pub fn queue(&self, name: &str) -> QueueHandle {
        let id = accepted(self.world.queue(name));
        QueueHandle { world: Arc::clone(&self.world), id }
    }

    /// A call for a queue: `floor.call("sales_q").talk("90s").patience("1m").arrive()`.
    ///
    /// # Panics
    /// When there is no such queue.
    #[track_caller]
    pub fn call(&self, queue: &str) -> NewCall {
        self.queue(queue).call()
    }

    /// A call that the test or the scenario names.
    ///
    /// # Panics
    /// When there is none of this name.
    #[track_caller]
    pub fn named_call(&self, name: &str) -> Call {
        let handle = accepted(self.world.call(name));
        Call { world: Arc::clone(&self.world), handle }
    }

    /// The ACD's proxy goes away: pending requests fail, and so do new ones.
    ///
    /// # Panics
    /// When it is closed already.
    #[track_caller]
    pub fn close_proxy(&self) {
        let state = || "it is closed already".to_owned();
        accepted(self.world.apply(|| "close_proxy".to_owned(), &Command::CloseProxy, state));
    }

    /// The proxy is back.
    ///
    /// # Panics
    /// When it is open already.
    #[track_caller]
    pub fn open_proxy(&self) {
        let state = || "it is open already".to_owned();
        accepted(self.world.apply(|| "open_proxy".to_owned(), &Command::OpenProxy, state));
    }

    /// What is expected of a session, which may be yet to come. It is decided when the floor is verified.
    #[track_caller]
    pub fn expect_session(&self, name: &str) -> ExpectSession {
        self.expects();
        ExpectSession::of(Arc::clone(&self.world), Kind::Session, name)
    }

    /// What is expected of an agent.
    ///
    /// # Panics
    /// When there is none of this name.
    #[track_caller]
    pub fn expect_agent(&self, name: &str) -> ExpectAgent {
        self.expects();
        ExpectAgent::of(Arc::clone(&self.world), Kind::Agent, name)
    }

    /// What is expected of a queue.
    ///
    /// # Panics
    /// When there is none of this name.
    #[track_caller]
    pub fn expect_queue(&self, name: &str) -> ExpectQueue {
        self.expects();
        ExpectQueue::of(Arc::clone(&self.world), Kind::Queue, name)
    }

    /// What is expected of a call with a name, which may be yet to come.
    #[track_caller]
    pub fn expect_call(&self, name: &str) -> ExpectCall {
        self.expects();
        ExpectCall::of(Arc::clone(&self.world), Kind::Call, name)
    }

    /// What is expected of the requests that the ACD receives, or of its replies.
    #[track_caller]
    pub fn expect_requests(&self, function: Function) -> ExpectRequests {
        self.expects();
        ExpectRequests::of(Arc::clone(&self.world), function)
    }

    /// Something new is expected, so it has to be verified again.
    fn expects(&self) {
        self.verified.store(false, Ordering::Relaxed);
    }

    /// Holds the floor, as far as it has run, against everything that is expected.
    ///
    /// # Panics
    /// When something is not as expected. The message says what was expected, what was, why, and where the recording is.
    #[track_caller]
    pub fn verify(&self) {
        accepted(self.try_verify());
    }

    /// Holds the floor against everything that is expected.
    ///
    /// # Errors
    /// What is not as expected.
    pub fn try_verify(&self) -> Result<(), Failures> {
        self.verified.store(true, Ordering::Relaxed);
        verify::verify(&self.world, self.recordings.as_ref())
    }

    /// The run so far as a scenario file, every verb of the test a step of it. It runs to the same counters, and expects what
    /// the scenario and the test have expected up to now. What is to be so by a moment is expected at the first one at which
    /// it was; what is expected of requests has no words in a scenario.
    ///
    /// # Errors
    /// In words, what keeps the run from being written down.
    pub fn save_scenario(&self) -> Result<String, String> {
        save::scenario(&self.world)
    }

    /// The digest of the run so far, as `tspmock run --digest` shows it: two runs with the same one went the same way.
    ///
    /// # Errors
    /// What keeps the run from being written down.
    pub fn digest(&self) -> io::Result<String> {
        save::digest(&self.world)
    }

    /// Writes the recording of the run so far, for `tspmock replay` and its siblings. A file in its place is replaced.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn save_recording(&self, path: impl AsRef<Path>) -> io::Result<()> {
        save::save(&self.world, path.as_ref())
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let verdict =
            if thread::panicking() || self.verified.load(Ordering::Relaxed) { Ok(()) } else { self.try_verify() };
        if let TimeBy::Task { task, .. } = &self.time {
            task.abort();
        }
        accepted(verdict);
    }
}

impl fmt::Debug for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Floor").field("name", &self.world.plan.name).field("seed", &self.seed()).finish_non_exhaustive()
    }
}
