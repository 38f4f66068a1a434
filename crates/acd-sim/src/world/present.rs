//! The present: who moves time, and how far live calls may move it.

use acd_core::{Class, Engine, Halt, Moment};
use tapi_types::Time;

use super::World;
use crate::clock::Clock;

/// So many outputs of the engine are handed out together.
const OUTPUTS_TOGETHER: usize = 256;

/// What live calls must respect, and when they must stir the driver.
#[derive(Debug)]
pub(crate) struct DriverPlan {
    /// The script's next stop; the engine goes no further before the script has acted.
    pub(crate) next_stop: Option<Moment>,
    /// The end of the run; the engine goes no further.
    pub(crate) end: Option<Time>,
    /// When it wakes by itself; `None` while it is awake.
    pub(crate) sleeps_until: Option<Time>,
}

/// The present of a live call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Present {
    at: Time,
    /// Everything that was due by then has happened, and the engine stands there; else the script has yet to act.
    pub(super) is_reached: bool,
}

impl World {
    /// False where another driver is at work.
    pub(crate) fn start_driving(&mut self, plan: DriverPlan, clock: Clock) -> bool {
        let free = self.driver.is_none();
        if free {
            self.driver = Some(plan);
            self.clock = clock;
        }
        free
    }

    /// A driver goes; where the engine stands now, and whether it has stopped.
    pub(crate) fn stop_driving(&mut self) -> (Time, Result<(), Halt>) {
        self.driver = None;
        self.clock = match self.clock {
            Clock::Tokio(_) | Clock::Stopped => Clock::Stopped,
            Clock::Engine | Clock::Still => Clock::Engine,
        };
        self.waiting.stir();
        (self.engine.now(), self.engine.halted())
    }

    pub(super) fn wakes_driver(&mut self) -> bool {
        let Some(driver) = &mut self.driver else { return false };
        let Some(planned) = driver.sleeps_until else { return false };
        let due = self.engine.next_wake().is_some_and(|wake| wake.at < planned);
        let stir = due || self.engine.has_halted();
        if stir {
            driver.sleeps_until = None;
        }
        stir
    }

    /// Runs what is due by the clock. The engine's time goes no further than the last event.
    pub(crate) fn catch_up(&mut self) {
        if let Some(now) = self.live_now() {
            self.run_live(now);
        }
    }

    /// Runs what is due by the clock, and brings the engine's time to the present: a live command is stamped with it. `None`
    /// where no clock runs.
    pub(super) fn stamp(&mut self) -> Option<Present> {
        let at = self.live_now()?;
        let is_reached = self.run_live(at);
        if is_reached {
            // A halted engine stands still; the driver reports it.
            let _halted = self.engine.advance_through(at);
        }
        Some(Present { at, is_reached })
    }

    /// Runs what has become due since the stamp.
    pub(super) fn run_on(&mut self, present: Option<Present>) {
        if let Some(Present { at, .. }) = present {
            self.run_live(at);
        }
    }

    /// Brings the engine's time to the present, and tells it.
    pub(crate) fn present(&mut self) -> Time {
        let present = self.stamp();
        self.run_on(present);
        self.engine.now()
    }

    /// The present by the clock, no later than the end of the run; `None` while a step of this thread acts.
    fn live_now(&self) -> Option<Time> {
        if self.in_step() {
            return None;
        }
        let now = match self.clock {
            Clock::Still => self.engine.now(),
            Clock::Engine | Clock::Tokio(_) | Clock::Stopped => self.clock.now()?,
        };
        let end = self.driver.as_ref().and_then(|driver| driver.end);
        Some(end.map_or(now, |end| now.min(end)))
    }

    /// Runs all events up to now, but nothing that the script has a say in. True where that is everything.
    fn run_live(&mut self, now: Time) -> bool {
        let stop = self.driver.as_ref().and_then(|driver| driver.next_stop).filter(|stop| stop.at <= now);
        // A halted engine stands still; the driver reports it.
        let _halted = match stop {
            Some(stop) => self.advance_before(stop),
            None => self.run_events(|wake| wake.at <= now, |_| {}),
        };
        stop.is_none()
    }

    /// Brings the engine to just before a stop.
    pub(crate) fn advance_before(&mut self, stop: Moment) -> Result<(), Halt> {
        match stop.class {
            Class::Command => self.engine.advance_before_commands(stop.at),
            Class::Release
            | Class::Arrival
            | Class::Answer
            | Class::GiveUp
            | Class::Handle
            | Class::Reply
            | Class::Deadline
            | Class::Expect => self.engine.advance_through(stop.at),
        }
    }

    /// Runs events. Time goes no further than the last of them. What comes of them is handed out on the way, so that it takes
    /// no room.
    pub(crate) fn run_events(
        &mut self,
        goes_on: impl Fn(Moment) -> bool,
        mut after_each: impl FnMut(&mut Engine),
    ) -> Result<(), Halt> {
        while self.engine.next_wake().is_some_and(&goes_on) {
            self.engine.step()?;
            if self.engine.output_count() >= OUTPUTS_TOGETHER {
                self.deliver();
            }
            after_each(&mut self.engine);
        }
        self.engine.halted()
    }
}
