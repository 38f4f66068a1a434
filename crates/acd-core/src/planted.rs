//! Faults planted in the engine on purpose: a test of the tests, which should find them.
//!
//! All of this exists only with the feature `planted`, which nothing but such tests turns on.

use std::sync::atomic::{AtomicU8, Ordering};

use tapi_types::Span;

use crate::state::call::CallKey;
use crate::state::table::SessionNo;
use crate::{CountCallAt, Engine};

/// A fault that can be planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// Where calls count at their release, the count misses those that a session transfers.
    TransfersMissed,
    /// A wrap-up ends after half of its time.
    WrapUpEndsEarly,
    /// A session's next state is forgotten when it should take effect.
    NextStateForgotten,
    /// A queue that is removed sends its worst call away first.
    WorstLeavesFirst,
    /// The engine panics where a wrap-up of some length begins.
    WrapUpPanics,
}

/// What is planted in every engine of this process; zero for nothing.
static PLANTED: AtomicU8 = AtomicU8::new(0);

const fn number(planted: Option<Planted>) -> u8 {
    match planted {
        None => 0,
        Some(Planted::TransfersMissed) => 1,
        Some(Planted::WrapUpEndsEarly) => 2,
        Some(Planted::NextStateForgotten) => 3,
        Some(Planted::WorstLeavesFirst) => 4,
        Some(Planted::WrapUpPanics) => 5,
    }
}

/// Plants a fault in all engines of this process, in place of the one before; `None` takes it out.
pub fn plant(planted: Option<Planted>) {
    PLANTED.store(number(planted), Ordering::SeqCst);
}

fn has(planted: Planted) -> bool {
    PLANTED.load(Ordering::SeqCst) == number(Some(planted))
}

impl Engine {
    /// The session that is on a call.
    pub(crate) fn session_of(&self, key: CallKey) -> Option<SessionNo> {
        self.call(key).phase.session()
    }

    /// The call that a session has just transferred is taken out of the counts again.
    pub(crate) fn plant_in_transfer(&mut self, no: Option<SessionNo>) {
        let counted = self.config.policies.count_call_at == CountCallAt::Release;
        if let Some(no) = no.filter(|_| counted && has(Planted::TransfersMissed)) {
            let agent = self.sessions[no].agent;
            self.sessions[no].totals.calls -= 1;
            self.agents[agent].totals.calls -= 1;
        }
    }

    /// A next state that is about to take effect is lost.
    pub(crate) fn plant_in_next_state(&mut self, no: SessionNo) {
        if has(Planted::NextStateForgotten) {
            self.sessions[no].next = None;
        }
    }
}

/// The order in which calls leave a queue that is removed.
pub(crate) fn leaving<T>(best_first: &mut [T]) {
    if has(Planted::WorstLeavesFirst) {
        best_first.reverse();
    }
}

/// How long a wrap-up of this length is to be.
pub(crate) fn wrap_up(length: Span) -> Span {
    assert!(!has(Planted::WrapUpPanics) || length == Span::ZERO, "a panic that was planted");
    if has(Planted::WrapUpEndsEarly) { Span::from_micros(length.as_micros() / 2) } else { length }
}
