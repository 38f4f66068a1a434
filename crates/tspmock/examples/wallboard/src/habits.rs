//! How often the wallboard asks, and how long it waits.

use std::time::Duration;

use tapi_client::TapiError;
use tapi_types::LineError;

/// How the wallboard asks. [`Habits::default`] suits a screen on a wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habits {
    /// From one question to the next, where all goes well.
    pub every: Duration,
    /// How long a reply may take until the same is asked again beside it.
    pub patience: Duration,
    /// From a failure to the next attempt; twice as long after each further one.
    pub first_pause: Duration,
    /// The longest pause between two attempts.
    pub longest_pause: Duration,
    /// A figure that was asked for longer ago is stale.
    pub stale_after: Duration,
    /// So many requests for one figure may be open at once; one more calls off the oldest.
    pub open_max: usize,
}

impl Default for Habits {
    fn default() -> Habits {
        Habits {
            every: Duration::from_secs(10),
            patience: Duration::from_secs(5),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            stale_after: Duration::from_secs(30),
            open_max: 5,
        }
    }
}

/// The pauses between attempts that fail.
#[derive(Debug)]
pub(crate) struct Pauses {
    next: Duration,
}

impl Pauses {
    pub(crate) fn new(habits: &Habits) -> Pauses {
        Pauses { next: habits.first_pause }
    }

    /// The pause after one more failure.
    pub(crate) fn longer(&mut self, habits: &Habits) -> Duration {
        let pause = self.next.min(habits.longest_pause);
        self.next = pause.saturating_mul(2);
        pause
    }
}

/// True for an error that another attempt cannot mend: the object is not there, or no more.
pub(crate) fn is_final(error: TapiError) -> bool {
    // Under the other reading of the line's errors what is not there is E_INVALIDARG.
    let is_unknown = matches!(error, TapiError::Line(LineError::INVALPARAM) | TapiError::InvalidArg);
    is_unknown || error == TapiError::QueueRemoved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let habits = Habits { longest_pause: Duration::from_secs(5), ..Habits::default() };
        let mut pauses = Pauses::new(&habits);
        let taken: Vec<u64> = (0..5).map(|_| pauses.longer(&habits).as_secs()).collect();
        assert_eq!(taken, [1, 2, 4, 5, 5]);
    }

    #[test]
    fn only_what_is_not_there_is_final() {
        assert!(is_final(TapiError::Line(LineError::INVALPARAM)) && is_final(TapiError::QueueRemoved));
        assert!(!is_final(TapiError::Line(LineError::OPERATIONUNAVAIL)));
        assert!(!is_final(TapiError::Timeout));
    }
}
