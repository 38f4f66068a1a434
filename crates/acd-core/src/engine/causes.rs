//! Why things happen: every record names what made it happen, and so does every event that it sets going.

use tapi_types::Time;

use crate::state::origin::Origin;
use crate::state::timers::{Event, Timer};
use crate::{Action, Engine, Fact};

impl Engine {
    /// Takes a command from outside: what follows in this event follows from it.
    pub(super) fn take_command(&mut self, action: impl FnOnce() -> Action) {
        self.guard.command();
        self.cause = Origin::command(self.log.take_command(self.now, self.events, action));
    }

    /// Records a fact.
    pub(crate) fn note(&mut self, fact: Fact) -> Origin {
        let seq = self.log.count();
        if self.is_heard {
            self.spread(&fact);
        }
        Origin::record(seq)
    }

    /// To whom it may concern. Out of line, so that a fact that concerns nobody is not even put together.
    #[cold]
    #[inline(never)]
    fn spread(&mut self, fact: &Fact) {
        self.log.note(self.now, self.cause.cause(), *fact);
        if self.announcer.is_some() {
            self.tell(fact);
        }
    }

    /// Records a fact; the rest of this event follows from it.
    pub(crate) fn lead(&mut self, fact: Fact) {
        self.cause = self.note(fact);
    }

    /// Records a fact, and does what follows from it.
    pub(crate) fn because<R>(&mut self, fact: Fact, consequences: impl FnOnce(&mut Engine) -> R) -> R {
        let cause = self.note(fact);
        self.following(cause, consequences)
    }

    /// Does what follows from something that was recorded before.
    pub(crate) fn following<R>(&mut self, cause: Origin, consequences: impl FnOnce(&mut Engine) -> R) -> R {
        let outer = std::mem::replace(&mut self.cause, cause);
        let result = consequences(self);
        self.cause = outer;
        result
    }

    /// Sets an event going.
    pub(crate) fn schedule(&mut self, at: Time, event: Event) -> Timer {
        self.timers.schedule(at, event, self.cause)
    }
}
