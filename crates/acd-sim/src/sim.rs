//! One call centre: a handle to the engine behind one short lock.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use acd_core::{Accepted, Command, Config, Engine};
use tapi_types::{LineError, RequestId, SessionId, Time};
use tokio::sync::Notify;
use tsp_provider::{AddressId, Client, Device, Line, relay};

use crate::clock::Clock;
use crate::lines::Lines;
use crate::world::{StepState, World};
use crate::{RequestTimes, SimProvider, entries};

/// A call centre. Clones are handles to the same one.
///
/// Its time is the engine's own until a driver takes over. Without one, time moves only where somebody advances the engine
/// by [`with_engine`](Sim::with_engine), and clients wait for that.
#[derive(Clone)]
pub struct Sim(Arc<Shared>);

struct Shared {
    world: Mutex<World>,
    /// Something may be due earlier than the driver thinks.
    stirred: Notify,
}

/// What a step of a script submitted while it acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepSubmission {
    /// The request, if one was made.
    pub request: Option<RequestId>,
}

impl Sim {
    /// A call centre at time zero.
    pub fn new(config: Config) -> Sim {
        Sim(Arc::new(Shared { world: Mutex::new(World::new(config)), stirred: Notify::new() }))
    }

    /// The call centre as a provider for clients: the line that is open from the start, under the name of
    /// [`Client::default`]. All providers that it gives out are this one line.
    pub fn provider(&self) -> SimProvider {
        SimProvider::new(self.clone(), Lines::FIRST)
    }

    /// Opens another line: lineOpen. Each line has its own messages, and is told of what others have made.
    pub fn open(&self, client: Client) -> SimProvider {
        let line = self.world(|world| world.lines.open(client));
        SimProvider::new(self.clone(), line)
    }

    /// Serves a device as its proxy, for every request that the floor serves. Whoever opens the device opens a line of this
    /// call centre. Gives the proxy's line; when that is closed or dropped, nothing is served any more.
    ///
    /// The floor's own proxy that is away (`CloseProxy`) shows in the answers; this one stays registered.
    ///
    /// # Errors
    /// `LINEERR_NOTREGISTERED` where the device has a proxy for one of the requests already.
    pub fn serve(&self, device: &Device) -> Result<Line, LineError> {
        let types = self.with_engine(|engine| entries::served(engine.config()));
        let sim = self.clone();
        relay(device, types, move |client| Arc::new(sim.open(client.clone())))
    }

    /// The addresses of the floor, for a [`Device`] to stand for it.
    pub fn addresses(&self) -> Vec<AddressId> {
        self.world(World::addresses)
    }

    /// Carries out a live command: by the clock of the driver that is at work, stamped once, under the lock, after
    /// everything that was due by then; without a clock, at the engine's own moment.
    ///
    /// # Errors
    /// The refusal; then nothing has changed. `LINEERR_OPERATIONFAILED` where the engine has stopped.
    pub fn apply(&self, command: &Command) -> Result<Accepted, LineError> {
        self.world(|world| world.apply(command))
    }

    /// The present: by the clock of the driver that is at work, after everything that is due by then; without a clock, the
    /// engine's own moment.
    pub fn now(&self) -> Time {
        self.world(World::present)
    }

    /// Lets time stand where it is, for somebody who moves it by hand, run by run. Live calls run what is due at this moment, so
    /// a reply that takes no time is there at once. The next driver ends it.
    pub fn stand_still(&self) {
        self.world(|world| {
            if world.driver.is_none() {
                world.clock = Clock::Still;
            }
        });
    }

    /// Works on the engine under the lock, at the engine's own moment, which may be long before the clock's: it stands where
    /// the last event left it. Live commands go by [`apply`](Sim::apply). What this brings about reaches the
    /// clients, and the driver wakes earlier where it makes something due earlier.
    ///
    /// `work` must not use this call centre by any other handle, which would wait for the lock for ever.
    pub fn with_engine<R>(&self, work: impl FnOnce(&mut Engine) -> R) -> R {
        self.world(|world| work(&mut world.engine))
    }

    /// Clients that wait for a reply, or have not looked yet at the one that is there.
    pub fn waiting_clients(&self) -> usize {
        self.look(|world| world.waiting.len())
    }

    /// Keeps the moments of all requests that clients make from now on.
    pub fn keep_requests(&self) {
        self.world(|world| {
            world.kept.get_or_insert_default();
        });
    }

    /// The moments of a request, where they are kept.
    pub fn request_times(&self, request: RequestId) -> Option<RequestTimes> {
        self.look(|world| world.kept.as_ref()?.get(request))
    }

    /// Lets a step of a script act on clients: the request that it submits meanwhile, in this thread, goes to the engine at
    /// the engine's own moment; a session that it creates gets the reserved id.
    pub fn step<R>(&self, create_as: Option<SessionId>, act: impl FnOnce() -> R) -> (R, StepSubmission) {
        self.world(|world| world.step = Some(StepState::new(create_as)));
        let step = Step(self);
        let result = act();
        let request = step.end();
        (result, StepSubmission { request })
    }

    /// Looks at something under the lock. Nothing follows from that.
    pub(crate) fn look<R>(&self, at: impl FnOnce(&World) -> R) -> R {
        at(&self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        // Who panicked under the lock did so in work of his own, between whole calls of the engine.
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something under the lock, and afterwards, without it, what follows.
    pub(crate) fn world<R>(&self, work: impl FnOnce(&mut World) -> R) -> R {
        let mut world = self.lock();
        let result = work(&mut world);
        let aftermath = world.settle();
        drop(world);
        if aftermath.stir {
            self.0.stirred.notify_one();
        }
        aftermath.wakers.wake();
        result
    }

    /// Waits until a live call has made something due earlier than the driver thought.
    pub(crate) async fn stirred(&self) {
        self.0.stirred.notified().await;
    }
}

impl fmt::Debug for Sim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sim").finish_non_exhaustive()
    }
}

/// A step at work; over when it is dropped, however that comes.
struct Step<'a>(&'a Sim);

impl Step<'_> {
    /// What it submitted.
    fn end(self) -> Option<RequestId> {
        self.0.world(|world| world.step.as_ref()?.submitted)
    }
}

impl Drop for Step<'_> {
    fn drop(&mut self) {
        self.0.world(|world| world.step = None);
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future as _;
    use std::time::Duration;

    use acd_core::Distribution;
    use tapi_client::CallCenter;
    use tapi_types::{QueueId, Span};

    use super::*;
    use crate::{Nothing, Until, run_by_clock};

    /// A call centre where every reply takes a minute.
    fn slow() -> Sim {
        Sim::new(Config { reply_after: Distribution::Constant(Span::from_secs(60)), ..Config::empty() })
    }

    #[tokio::test(start_paused = true)]
    async fn clients_that_are_gone_hold_nothing() {
        let sim = slow();
        let running = tokio::spawn({
            let sim = sim.clone();
            async move { run_by_clock(&sim, &mut Nothing, Until::Time(Time::from_secs(1000)), 1).await }
        });
        let center = CallCenter::new(Arc::new(sim.provider())).with_limit(Duration::from_secs(30));
        let patient = center.queue(QueueId::at(0)).with_limit(Duration::from_secs(90));
        let late = center.queue(QueueId::at(0));
        assert!(tokio::time::timeout(Duration::from_secs(20), patient.info()).await.is_err());
        let (replied, timed_out) = tokio::join!(patient.info(), late.info());
        assert_eq!(replied, Err(tapi_client::TapiError::Line(LineError::INVALPARAM)));
        assert_eq!(timed_out, Err(tapi_client::TapiError::Timeout));
        running.await.expect("no panic").expect("laws hold");
        drop((center, patient, late));
        assert_eq!(Arc::strong_count(&sim.0), 1);
        assert_eq!(sim.waiting_clients(), 0);
    }

    #[test]
    fn who_stands_still_answers_at_once_what_takes_no_time() {
        let asked = |sim: &Sim| {
            let queue = CallCenter::new(Arc::new(sim.provider())).queue(QueueId::at(0));
            let mut info = std::pin::pin!(async move { queue.info().await });
            info.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())).is_ready()
        };
        let sim = Sim::new(Config::empty());
        sim.stand_still();
        assert!(asked(&sim));
        crate::run_plain(&sim, &mut Nothing, Until::Time(Time::from_secs(60))).expect("laws hold");
        assert_eq!(sim.now(), Time::from_secs(60));
        sim.stand_still();
        assert!(asked(&sim));
        assert_eq!(sim.now(), Time::from_secs(60));
    }

    #[tokio::test(start_paused = true)]
    async fn the_present_is_that_of_the_driver() {
        let sim = slow();
        let mut script = Nothing;
        let run = run_by_clock(&sim, &mut script, Until::Time(Time::from_secs(100)), 2);
        let look = async {
            tokio::time::sleep(Duration::from_secs(30)).await;
            sim.now()
        };
        let (run, seen) = tokio::join!(run, look);
        run.expect("laws hold");
        assert_eq!(seen, Time::from_secs(60));
        assert_eq!(sim.now(), Time::from_secs(100));
    }

    #[test]
    fn it_shows_no_more_than_its_name() {
        // A look from inside must not wait for the lock.
        let sim = slow();
        let shown = sim.with_engine(|_| format!("{sim:?} {:?}", sim.provider()));
        assert_eq!(shown, "Sim { .. } SimProvider { sim: Sim { .. }, line: LineHandle(1) }");
    }
}
