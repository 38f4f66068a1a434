//! The drivers: the same engine and the same script, at full speed or by tokio's clock.

use std::time::Duration;

use acd_core::{Class, Halt};
use tapi_types::Time;
#[cfg(feature = "virtual")]
use tokio::time::Instant;

#[cfg(feature = "virtual")]
use crate::clock::TokioClock;
use crate::run::Run;
use crate::{Script, Sim};

/// How long a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Until nothing is left to happen, but no longer than [`Time::MAX`]. The run ends at the last event. Who may call live
    /// at any time cannot be seen coming, so a run that is to wait for live calls takes [`Until::Time`].
    Idle,
    /// To this moment, whatever happens or not; what happens at it still does.
    Time(Time),
}

impl Until {
    /// No event after this one is run.
    pub(crate) const fn last(self) -> Time {
        match self {
            Until::Idle => Time::MAX,
            Until::Time(end) => end,
        }
    }

    /// Where the run ends if nothing more happens.
    pub(crate) const fn end(self) -> Option<Time> {
        match self {
            Until::Idle => None,
            Until::Time(end) => Some(end),
        }
    }
}

/// Tokio's timers ring on the millisecond.
const TIMER_STEP: Duration = Duration::from_millis(1);

/// Plays a script without clients at full speed. It needs no runtime.
///
/// A run goes on from where the engine stands; so does one by any other driver.
///
/// # Panics
/// While another driver is at work on this call centre.
///
/// # Errors
/// When the engine stops: a broken law, or a circle. What is pending has then failed with `LINEERR_OPERATIONFAILED`.
pub fn run_plain<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until) -> Result<(), Halt> {
    let mut run = Run::at_full_speed(sim, script, until);
    while let Some(stop) = run.next_stop() {
        run.advance_before(stop)?;
        run.act();
    }
    run.finish()
}

/// Plays a script at full speed, its clients waiting by tokio's paused clock, which is moved along.
///
/// # Panics
/// Outside a current-thread runtime with a paused clock, and while another driver is at work on this call centre.
///
/// # Errors
/// As [`run_plain`].
#[cfg(feature = "virtual")]
pub async fn run_virtual<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until) -> Result<(), Halt> {
    let clock = TokioClock::start(sim.with_engine(|engine| engine.now()), 1);
    let mut run = Run::at_full_speed(sim, script, until);
    while let Some(stop) = run.next_stop() {
        run.advance_before(stop)?;
        move_clock(clock, stop.at).await;
        run.poll_work();
        if stop.class == Class::Expect {
            bring_news(&mut run).await;
        }
        run.act();
    }
    run.finish()?;
    move_clock(clock, sim.with_engine(|engine| engine.now())).await;
    bring_news(&mut run).await;
    Ok(())
}

/// Moves the paused clock to a moment of the run, so that clients' timers run along. It may be ahead by a step or two.
#[cfg(feature = "virtual")]
async fn move_clock(clock: TokioClock, to: Time) {
    let lag = clock.instant(to).saturating_duration_since(Instant::now());
    if !lag.is_zero() {
        tokio::time::advance(lag).await;
    }
}

/// Before anybody looks, every client has heard of what is over: the timers of those whose limit has passed ring within
/// a step or two.
#[cfg(feature = "virtual")]
async fn bring_news<S: Script + ?Sized>(run: &mut Run<'_, S>) {
    while run.has_news() {
        tokio::time::advance(TIMER_STEP).await;
    }
}

/// Plays a script by tokio's clock, `speed` times as fast, and takes live requests and commands meanwhile. Under a paused
/// clock it takes no time at all.
///
/// Events run at their own due time, whenever the driver wakes. When the run is over, or its future is dropped, time stands
/// still: a client whose limit passes then has timed out, one without a limit waits until somebody drives on. A client that
/// asked before the run began is answered by it, but has set its timer by a clock of speed one.
///
/// # Panics
/// Outside a runtime whose time is enabled, and while another driver is at work on this call centre.
///
/// # Errors
/// As [`run_plain`].
pub async fn run_by_clock<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until, speed: u32) -> Result<(), Halt> {
    let (mut run, clock) = Run::by_clock(sim, script, until, speed);
    loop {
        let now = clock.now();
        run_due(&mut run, now).await?;
        if let Some(wake) = run.plan_sleep(now) {
            run.sleep_until(clock.instant(wake)).await;
        } else if run.has_news() {
            tokio::time::sleep(TIMER_STEP).await;
        } else {
            return run.end();
        }
    }
}

/// Runs everything due up to now, the script's acts in their places.
async fn run_due<S: Script + ?Sized>(run: &mut Run<'_, S>, now: Time) -> Result<(), Halt> {
    while let Some(stop) = run.next_stop().filter(|stop| stop.at <= now) {
        run.advance_before(stop)?;
        while stop.class == Class::Expect && run.has_news() {
            tokio::time::sleep(TIMER_STEP).await;
        }
        // Late or not, whoever acts has heard what came before.
        run.poll_work();
        run.act();
    }
    run.poll_work();
    run.run_events(now)
}
