//! What something follows from, as the engine hands it on with every record and event.

use crate::Cause;

/// A [`Cause`] in one word, which is copied many times for each call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin(u64);

/// Commands and records are numbered apart.
const COMMAND: u64 = 1 << 63;

impl Origin {
    /// The floor's own plan. Records count from one.
    pub(crate) const PLAN: Origin = Origin(0);

    pub(crate) const fn command(n: u64) -> Origin {
        Origin(COMMAND | n)
    }

    pub(crate) const fn record(seq: u64) -> Origin {
        Origin(seq)
    }

    /// What a record of the trace names.
    pub(crate) const fn of(cause: Cause) -> Origin {
        match cause {
            Cause::Plan => Origin::PLAN,
            Cause::Command(n) => Origin::command(n),
            Cause::Record(seq) => Origin::record(seq),
        }
    }

    /// The word, as digests have it.
    pub(crate) const fn word(self) -> u64 {
        self.0
    }

    /// The cause, in the words of the trace.
    pub(crate) const fn cause(self) -> Cause {
        match self.0 {
            0 => Cause::Plan,
            n if n >= COMMAND => Cause::Command(n - COMMAND),
            seq => Cause::Record(seq),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_what_it_was() {
        assert_eq!(Origin::of(Cause::Plan), Origin::PLAN);
        for n in [1, 2, u64::MAX >> 1] {
            for cause in [Cause::Plan, Cause::Command(n), Cause::Record(n)] {
                assert_eq!(Origin::of(cause).cause(), cause);
            }
        }
    }
}
