//! desru: events are boxed closures in the standard library's heap, times are floats.

use std::cell::RefCell;
use std::rc::Rc;

use ::desru::{Event, EventScheduler};

use crate::contender::Contender;
use crate::floor::{Floor, Next};
use crate::model::{Model, Tally, number};

/// The floor with desru's scheduler. Nothing is logged.
pub(crate) const DESRU: Contender = Contender { name: "desru 0.1.13", play };

type Shared = Rc<RefCell<Floor>>;

fn play(model: &Model, seed: u64, calls: u64) -> Tally {
    let floor = Rc::new(RefCell::new(Floor::new(model, seed, calls)));
    let mut scheduler = EventScheduler::new();
    schedule_arrival(&mut scheduler, &floor, 0);
    scheduler.run(Box::new(|_| false), Some(Box::new(|_, _| false)));
    floor.borrow_mut().take_tally()
}

/// Exact: microseconds of five years are far below 2^53.
fn schedule(scheduler: &mut EventScheduler, at: u64, mut act: impl FnMut(&mut EventScheduler) + 'static) {
    let action = move |scheduler: &mut EventScheduler| {
        act(scheduler);
        None
    };
    scheduler.schedule(Event::new(number(at), Some(Box::new(action)), None));
}

fn schedule_arrival(scheduler: &mut EventScheduler, floor: &Shared, last: u64) {
    let Some(at) = floor.borrow_mut().next_arrival(last) else { return };
    let floor = Rc::clone(floor);
    schedule(scheduler, at, move |scheduler| {
        schedule_arrival(scheduler, &floor, at);
        let next = floor.borrow_mut().arrive(at);
        follow(scheduler, &floor, next);
    });
}

fn follow(scheduler: &mut EventScheduler, floor: &Shared, next: Option<Next>) {
    let floor = Rc::clone(floor);
    match next {
        None => {}
        Some(Next::Release { agent, at }) => schedule(scheduler, at, move |scheduler| {
            let next = floor.borrow_mut().release(at, agent);
            follow(scheduler, &floor, next);
        }),
        Some(Next::GiveUp { caller, at }) => {
            schedule(scheduler, at, move |_| floor.borrow_mut().give_up(at, caller));
        }
    }
}
