//! The limit: a loop by hand that does nothing but the model, with the engine's generator and samplers.
//!
//! The next arrival stands beside the agenda, which holds the ends of talks and patiences and nothing else. An event is one
//! number: its time, and in the low bits what it is.

mod agenda;

use agenda::{Agenda, Binary, Fourfold, Sorted};

use crate::contender::Contender;
use crate::floor::{Floor, Next};
use crate::model::{Model, Tally};

/// The loop that everybody is measured against. A heap of four children: with ten agents the sorted array is not quicker, and
/// with more, or with impatient callers, it is slower.
pub(crate) const BEST: Contender = Contender { name: "limit loop", play: play::<Fourfold> };

/// The loop with each of the agendas.
pub(crate) const ALL: [Contender; 3] = [
    Contender { name: "four-way heap", play: play::<Fourfold> },
    Contender { name: "sorted array", play: play::<Sorted> },
    Contender { name: "BinaryHeap", play: play::<Binary> },
];

/// Bits below the time: what happens. Five years of microseconds leave so many.
const CODE_BITS: u32 = 16;
/// The code of a caller whose patience ends, below it the low bits of the number; the codes of agents are below.
const GIVE_UP: u64 = 1 << (CODE_BITS - 1);

const fn event(next: Next) -> u64 {
    match next {
        Next::Release { agent, at } => (at << CODE_BITS) | agent as u64,
        Next::GiveUp { caller, at } => (at << CODE_BITS) | GIVE_UP | (caller % GIVE_UP),
    }
}

fn play<A: Agenda>(model: &Model, seed: u64, calls: u64) -> Tally {
    assert!(u64::from(model.agents) < GIVE_UP, "an agent's number has {} bits", CODE_BITS - 1);
    let mut floor = Floor::new(model, seed, calls);
    let mut agenda = A::default();
    let mut arrival = floor.next_arrival(0);
    loop {
        // At the same moment a release goes first, then the call, then patience.
        let comes = arrival.map_or(u64::MAX, |at| (at << CODE_BITS) | (GIVE_UP - 1));
        let due = agenda.first();
        let follows = match arrival {
            Some(at) if comes < due => {
                arrival = floor.next_arrival(at);
                floor.arrive(at)
            }
            _ if due == u64::MAX => return floor.into_tally(),
            _ => {
                agenda.pop();
                happen(&mut floor, due)
            }
        };
        if let Some(next) = follows {
            agenda.push(event(next));
        }
    }
}

/// What was on the agenda.
#[inline]
fn happen(floor: &mut Floor, due: u64) -> Option<Next> {
    let (at, code) = (due >> CODE_BITS, due % (1 << CODE_BITS));
    if code < GIVE_UP {
        return floor.release(at, u32::try_from(code).unwrap_or(u32::MAX));
    }
    // The low bits are enough: who is further away from the first has been answered long ago.
    let ahead = code.wrapping_sub(floor.first()) % GIVE_UP;
    floor.give_up(at, floor.first() + ahead);
    None
}
