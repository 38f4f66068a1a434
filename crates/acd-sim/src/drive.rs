//! The drivers: the same engine and the same script, at full speed or by tokio's clock.

use std::future::poll_fn;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use acd_core::{Class, Halt, Moment};
use tapi_types::Time;
use tokio::time::Instant;

use crate::clock::Clock;
use crate::{Script, Sim};

/// How long a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Until nothing is left to happen.
    Idle,
    /// To this moment, whatever happens or not; what happens at it still does.
    Time(Time),
}

/// After so many moments at which something happened, whoever observes looks again.
const MOMENTS_BETWEEN_LOOKS: u32 = 4096;
/// Tokio's timers ring on the millisecond.
const TIMER_STEP: Duration = Duration::from_millis(1);

/// Plays a script without clients at full speed. It needs no runtime.
///
/// # Errors
/// When the engine stops: a broken law, or a circle.
pub fn run_plain<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until) -> Result<(), Halt> {
    while let Some(stop) = next_stop(script, until) {
        advance_before(sim, script, stop)?;
        script.act(sim);
    }
    finish(sim, script, until)
}

/// Plays a script at full speed, its clients waiting by tokio's paused clock, which is moved along.
///
/// # Panics
/// Outside a current-thread runtime with a paused clock.
///
/// # Errors
/// When the engine stops: a broken law, or a circle.
pub async fn run_virtual<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until) -> Result<(), Halt> {
    let start = Instant::now();
    while let Some(stop) = next_stop(script, until) {
        advance_before(sim, script, stop)?;
        move_clock(start, stop.at).await;
        bring_news(sim, script, stop).await;
        script.act(sim);
    }
    finish(sim, script, until)?;
    let now = sim.with_engine(|engine| engine.now());
    move_clock(start, now).await;
    while has_news(sim, script) {
        tokio::time::advance(TIMER_STEP).await;
    }
    Ok(())
}

/// Before anybody looks, every client has heard of what is over: the timers of those whose limit has passed ring within
/// a step or two.
async fn bring_news<S: Script + ?Sized>(sim: &Sim, script: &mut S, stop: Moment) {
    poll_once(script);
    while stop.class == Class::Expect && has_news(sim, script) {
        tokio::time::advance(TIMER_STEP).await;
    }
}

/// Plays a script by tokio's clock, `speed` times as fast, and takes live requests meanwhile. Under a paused clock it takes
/// no time at all.
///
/// # Errors
/// When the engine stops: a broken law, or a circle.
pub async fn run_by_clock<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until, speed: u32) -> Result<(), Halt> {
    let clock = Clock::Tokio { start: Instant::now(), speed: speed.max(1) };
    sim.world().clock = clock;
    let result = follow(sim, script, until, clock).await;
    sim.world().clock = Clock::Engine;
    result
}

async fn follow<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until, clock: Clock) -> Result<(), Halt> {
    loop {
        let now = clock.now().unwrap_or_default();
        run_due(sim, script, until, now).await?;
        let Some(wake) = next_wake(sim, script, until).filter(|_| !is_over(until, now)) else { break };
        sleep_until(sim, script, clock, wake).await;
    }
    finish(sim, script, until)?;
    wait_for_news(sim, script).await;
    Ok(())
}

/// Every client hears of what is over.
async fn wait_for_news<S: Script + ?Sized>(sim: &Sim, script: &mut S) {
    while has_news(sim, script) {
        tokio::time::sleep(TIMER_STEP).await;
    }
}

/// Runs everything due up to now, the script's acts in their places.
async fn run_due<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until, now: Time) -> Result<(), Halt> {
    loop {
        let stop = next_stop(script, until);
        sim.world().next_stop = stop;
        match stop {
            Some(stop) if stop.at <= now => {
                advance_before(sim, script, stop)?;
                if stop.class == Class::Expect {
                    wait_for_news(sim, script).await;
                }
                script.act(sim);
            }
            Some(_) | None => {
                poll_once(script);
                let end = if let Until::Time(end) = until { now.min(end) } else { now };
                return run_events(sim, script, end);
            }
        }
    }
}

/// Sleeps until something may be due; clients' work goes on meanwhile.
async fn sleep_until<S: Script + ?Sized>(sim: &Sim, script: &mut S, clock: Clock, wake: Time) {
    let instant = clock.instant(wake).unwrap_or_else(Instant::now);
    let working = poll_fn(|context| {
        script.poll_work(context);
        Poll::<()>::Pending
    });
    tokio::select! {
        () = tokio::time::sleep_until(instant) => {}
        () = sim.stirred() => {}
        () = working => {}
    }
}

fn next_wake<S: Script + ?Sized>(sim: &Sim, script: &S, until: Until) -> Option<Time> {
    let engine = sim.world().engine.next_wake().map(|wake| wake.at);
    let stop = next_stop(script, until).map(|stop| stop.at);
    let first = [engine, stop].into_iter().flatten().min();
    match until {
        Until::Idle => first,
        Until::Time(end) => Some(first.map_or(end, |first| first.min(end))),
    }
}

fn is_over(until: Until, now: Time) -> bool {
    matches!(until, Until::Time(end) if now >= end)
}

/// The script's next stop, if it comes before the end of the run.
fn next_stop<S: Script + ?Sized>(script: &S, until: Until) -> Option<Moment> {
    script.next().filter(|stop| match until {
        Until::Idle => true,
        Until::Time(end) => stop.at <= end,
    })
}

/// Brings the engine to just before a stop.
fn advance_before<S: Script + ?Sized>(sim: &Sim, script: &mut S, stop: Moment) -> Result<(), Halt> {
    if script.observes() {
        run_events_while(sim, script, |wake| wake.at < stop.at)?;
    }
    let mut world = sim.world();
    let result = world.advance_before(stop);
    world.deliver();
    result
}

/// What is left after the last stop.
fn finish<S: Script + ?Sized>(sim: &Sim, script: &mut S, until: Until) -> Result<(), Halt> {
    match until {
        Until::Idle => run_events(sim, script, Time::MAX),
        Until::Time(end) => {
            run_events(sim, script, end)?;
            let mut world = sim.world();
            let result = world.engine.advance_through(end);
            world.deliver();
            result
        }
    }
}

/// Runs all events up to a moment. Time goes no further than the last of them.
fn run_events<S: Script + ?Sized>(sim: &Sim, script: &mut S, end: Time) -> Result<(), Halt> {
    run_events_while(sim, script, |wake| wake.at <= end)
}

fn run_events_while<S: Script + ?Sized>(
    sim: &Sim,
    script: &mut S,
    goes_on: impl Fn(Moment) -> bool,
) -> Result<(), Halt> {
    let mut guard = sim.world();
    let world = &mut *guard;
    let mut moments = 0_u32;
    while let Some(wake) = world.engine.next_wake().filter(|wake| goes_on(*wake)) {
        let result = world.engine.advance_through(wake.at);
        world.deliver();
        result?;
        moments += 1;
        if moments.is_multiple_of(MOMENTS_BETWEEN_LOOKS) {
            script.observe(&mut world.engine);
        }
    }
    script.observe(&mut world.engine);
    world.engine.halted()
}

/// Moves the paused clock to a moment of the run, so that clients' timers run along. It may be ahead by a step or two.
async fn move_clock(start: Instant, to: Time) {
    let due = start + Duration::from_micros(to.as_micros());
    let lag = due.saturating_duration_since(Instant::now());
    if !lag.is_zero() {
        tokio::time::advance(lag).await;
    }
}

fn poll_once<S: Script + ?Sized>(script: &mut S) {
    script.poll_work(&mut Context::from_waker(Waker::noop()));
}

fn has_news<S: Script + ?Sized>(sim: &Sim, script: &mut S) -> bool {
    poll_once(script);
    script.has_news(sim)
}
