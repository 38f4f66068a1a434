//! A run under way: what all drivers do alike.

use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use acd_core::{Engine, Halt, Moment};
use tapi_types::Time;
use tokio::time::Instant;

use crate::clock::{Clock, TokioClock};
use crate::world::{DriverPlan, World};
use crate::{Script, Sim, Until};

/// After so many events whoever observes looks again.
const EVENTS_BETWEEN_LOOKS: u32 = 512;

/// A driver at work on a call centre. When it goes, by the end of the run or otherwise, time stands still.
pub(crate) struct Run<'a, S: Script + ?Sized> {
    sim: &'a Sim,
    script: &'a mut S,
    until: Until,
}

impl<'a, S: Script + ?Sized> Run<'a, S> {
    /// The engine's time is whatever the driver makes it.
    pub(crate) fn at_full_speed(sim: &'a Sim, script: &'a mut S, until: Until) -> Run<'a, S> {
        Run::take_over(sim, script, until, Clock::Engine)
    }

    /// The engine's time is tokio's from now on.
    pub(crate) fn by_clock(sim: &'a Sim, script: &'a mut S, until: Until, speed: u32) -> (Run<'a, S>, TokioClock) {
        let clock = TokioClock::start(sim.with_engine(|engine| engine.now()), speed);
        (Run::take_over(sim, script, until, Clock::Tokio(clock)), clock)
    }

    /// # Panics
    /// When another driver is at work.
    fn take_over(sim: &'a Sim, script: &'a mut S, until: Until, clock: Clock) -> Run<'a, S> {
        // From the first moment on, live calls keep to the script.
        let plan = DriverPlan { next_stop: next_stop(script, until), end: until.end(), sleeps_until: None };
        let free = sim.world(|world| world.start_driving(plan, clock));
        assert!(free, "a call centre has one driver at a time, and this one has its driver");
        tracing::debug!(?until, ?clock, "a driver takes over");
        Run { sim, script, until }
    }

    /// The script's next stop, if it comes before the end of the run. Live calls keep to it.
    pub(crate) fn next_stop(&mut self) -> Option<Moment> {
        let stop = next_stop(self.script, self.until);
        self.sim.world(|world| {
            if let Some(driver) = &mut world.driver {
                driver.next_stop = stop;
                driver.sleeps_until = None;
            }
        });
        stop
    }

    /// The script does what is due.
    pub(crate) fn act(&mut self) {
        self.script.act(self.sim);
    }

    /// Clients' work goes on, as far as it can without waiting.
    pub(crate) fn poll_work(&mut self) {
        self.script.poll_work(&mut Context::from_waker(Waker::noop()));
    }

    /// True while some client has not heard yet of a request that is over.
    pub(crate) fn has_news(&mut self) -> bool {
        self.poll_work();
        self.script.has_news(self.sim)
    }

    /// Brings the engine to just before a stop.
    pub(crate) fn advance_before(&mut self, stop: Moment) -> Result<(), Halt> {
        if self.script.observes() {
            self.run_events_while(|wake| wake.at < stop.at)?;
        }
        self.sim.world(|world| world.advance_before(stop))
    }

    /// Runs all events up to a moment, or to the end of the run. Time goes no further than the last of them.
    pub(crate) fn run_events(&mut self, to: Time) -> Result<(), Halt> {
        let last = self.until.last().min(to);
        self.run_events_while(|wake| wake.at <= last)
    }

    fn run_events_while(&mut self, goes_on: impl Fn(Moment) -> bool) -> Result<(), Halt> {
        let Run { sim, script, .. } = self;
        sim.world(|world| {
            let mut events = 0_u32;
            let look_now_and_then = |engine: &mut Engine| {
                events = (events + 1) % EVENTS_BETWEEN_LOOKS;
                if events == 0 {
                    script.observe(engine);
                }
            };
            let result = world.run_events(goes_on, look_now_and_then);
            script.observe(&mut world.engine);
            result
        })
    }

    /// Runs what is left after the last stop, and ends the run.
    pub(crate) fn finish(&mut self) -> Result<(), Halt> {
        self.run_events(Time::MAX)?;
        self.end()
    }

    /// Brings the engine to the end of the run, if that is a moment, and says whether all went well.
    pub(crate) fn end(&self) -> Result<(), Halt> {
        self.sim.world(|world| match self.until.end() {
            Some(end) => world.engine.advance_through(end),
            None => world.engine.halted(),
        })
    }

    /// When something is due next, noted so that live calls know when to stir the driver. `None` when the run is over.
    pub(crate) fn plan_sleep(&mut self, now: Time) -> Option<Time> {
        let (until, stop) = (self.until, next_stop(self.script, self.until).map(|stop| stop.at));
        if until.end().is_some_and(|end| end <= now) {
            return None;
        }
        self.sim.world(|world| {
            let event = world.engine.next_wake().map(|wake| wake.at).filter(|at| *at <= until.last());
            let wake = [event, stop, until.end()].into_iter().flatten().min();
            if let Some(driver) = &mut world.driver {
                driver.sleeps_until = wake;
            }
            wake
        })
    }

    /// Sleeps until then, or until something may be due earlier; clients' work goes on meanwhile.
    pub(crate) async fn sleep_until(&mut self, instant: Instant) {
        let Run { sim, script, .. } = self;
        let mut stirred = pin!(sim.stirred());
        let mut bell = pin!(tokio::time::sleep_until(instant));
        let woken = poll_fn(|context| {
            script.poll_work(context);
            let wakes = stirred.as_mut().poll(context).is_ready() || bell.as_mut().poll(context).is_ready();
            if wakes { Poll::Ready(()) } else { Poll::Pending }
        });
        woken.await;
    }
}

impl<S: Script + ?Sized> Drop for Run<'_, S> {
    fn drop(&mut self) {
        let (now, halted) = self.sim.world(World::stop_driving);
        match halted {
            Ok(()) => tracing::debug!(%now, "the driver lets go"),
            Err(halt) => tracing::debug!(%now, %halt, "the engine has stopped"),
        }
    }
}

fn next_stop<S: Script + ?Sized>(script: &S, until: Until) -> Option<Moment> {
    script.next().filter(|stop| stop.at <= until.last())
}
