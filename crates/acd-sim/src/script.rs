//! What happens from outside, by plan.

use std::task::Context;

use acd_core::{Engine, Moment};

use crate::Sim;

/// A plan of things that happen from outside, played by a driver. The driver brings the engine to just before the next
/// stop and lets the script act there.
pub trait Script {
    /// When the next thing is due. The class is `Command` for what acts (everything of lower classes at that moment comes
    /// first) or `Expect` for what only looks (everything else at that moment comes first).
    fn next(&self) -> Option<Moment>;

    /// Does the one thing that is due. The engine stands at its moment.
    fn act(&mut self, sim: &Sim);

    /// Lets clients' work that the script has under way go on, as far as it can without waiting. A request that a client makes
    /// here, after a reply say, is a live one: unlike those of [`act`](Script::act) its moment depends on the driver.
    fn poll_work(&mut self, context: &mut Context<'_>);

    /// True while some client has not heard yet of a request that is over ([`RequestTimes::end`](crate::RequestTimes)). The
    /// driver then gives it time, so this must come to an end once the client's timer has rung and its work was polled.
    fn has_news(&self, sim: &Sim) -> bool;

    /// True for a script that wants to [`observe`](Script::observe).
    fn observes(&self) -> bool {
        false
    }

    /// Looks at the engine between events, every few thousand of them: to take its records away, say. This happens under
    /// the lock, so the script must not use its [`Sim`] here.
    fn observe(&mut self, engine: &mut Engine) {
        let _ = engine;
    }
}

/// The script in which nothing happens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Script for Nothing {
    fn next(&self) -> Option<Moment> {
        None
    }

    fn act(&mut self, _sim: &Sim) {}

    fn poll_work(&mut self, _context: &mut Context<'_>) {}

    fn has_news(&self, _sim: &Sim) -> bool {
        false
    }
}
