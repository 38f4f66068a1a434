//! NeXosim: the floor as one model that schedules events for itself, on the executor of one thread. Several models would
//! send messages on top of that.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::nexosim::model::{Context, Model as Simulated, schedulable};
use ::nexosim::simulation::{Mailbox, SimInit};
use ::nexosim::time::MonotonicTime;
use serde::{Deserialize, Serialize};

use crate::contender::Contender;
use crate::floor::{Floor, Next};
use crate::model::{Model, Tally};

/// The floor with NeXosim's scheduler.
pub(crate) const NEXOSIM: Contender = Contender { name: "nexosim 1.0.0", play };

fn play(model: &Model, seed: u64, calls: u64) -> Tally {
    let came = Arc::new(Mutex::new(Tally::default()));
    let desk = Desk { floor: Some(Floor::new(model, seed, calls)), came: Arc::clone(&came) };
    let bench = SimInit::with_num_threads(1).add_model(desk, Mailbox::new(), "floor");
    let mut simulation = bench.init(MonotonicTime::EPOCH).expect("one model is no deadlock");
    simulation.run().expect("nothing stops it");
    drop(simulation);
    let came = came.lock().unwrap_or_else(PoisonError::into_inner);
    came.clone()
}

/// The floor as a model; it hands out what came of it when it is dropped.
#[derive(Serialize, Deserialize)]
struct Desk {
    #[serde(skip)]
    floor: Option<Floor>,
    #[serde(skip)]
    came: Arc<Mutex<Tally>>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(floor) = self.floor.take() {
            *self.came.lock().unwrap_or_else(PoisonError::into_inner) = floor.into_tally();
        }
    }
}

const fn moment(us: u64) -> Duration {
    Duration::from_micros(us)
}

#[Simulated]
impl Desk {
    #[nexosim(init)]
    #[expect(clippy::unused_async, reason = "NeXosim wants it")]
    async fn init(&mut self, context: &Context<Self>) {
        self.schedule_arrival(0, context);
    }

    #[nexosim(schedulable)]
    fn arrive(&mut self, now: u64, context: &Context<Self>) {
        self.schedule_arrival(now, context);
        let next = self.floor.as_mut().and_then(|floor| floor.arrive(now));
        follow(now, next, context);
    }

    #[nexosim(schedulable)]
    fn release(&mut self, (now, agent): (u64, u32), context: &Context<Self>) {
        let next = self.floor.as_mut().and_then(|floor| floor.release(now, agent));
        follow(now, next, context);
    }

    #[nexosim(schedulable)]
    fn give_up(&mut self, (now, caller): (u64, u64)) {
        if let Some(floor) = &mut self.floor {
            floor.give_up(now, caller);
        }
    }

    fn schedule_arrival(&mut self, last: u64, context: &Context<Self>) {
        if let Some(at) = self.floor.as_mut().and_then(|floor| floor.next_arrival(last)) {
            let scheduled = context.schedule_event(later(last, at), schedulable!(Self::arrive), at);
            scheduled.expect("it lies ahead");
        }
    }
}

/// What is due at once is due a nanosecond later: nothing can be scheduled for the present.
fn later(now: u64, at: u64) -> Duration {
    moment(at - now).max(Duration::from_nanos(1))
}

fn follow(now: u64, next: Option<Next>, context: &Context<Desk>) {
    let scheduled = match next {
        None => Ok(()),
        Some(Next::Release { agent, at }) => {
            context.schedule_event(later(now, at), schedulable!(Desk::release), (at, agent))
        }
        Some(Next::GiveUp { caller, at }) => {
            context.schedule_event(later(now, at), schedulable!(Desk::give_up), (at, caller))
        }
    };
    scheduled.expect("it lies ahead");
}
