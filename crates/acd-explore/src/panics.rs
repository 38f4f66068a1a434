//! A panic in work on a run is a failure of that run: other runs go on, and nothing that they found is lost.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Failure, Reason};

thread_local! {
    static TOLD: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread becomes a [`Failure`] with its text, so that a panic hook need not tell it again.
pub fn panics_are_told() -> bool {
    TOLD.get()
}

/// What work on a run gives, or its panic as the failure of the run. What the work leaves half done must not be gone on with.
pub(crate) fn or_panic<T>(seed: u64, work: impl FnOnce() -> T) -> Result<T, Failure> {
    caught(work).map_err(|text| Failure { seed, reason: Reason::Panic, text })
}

/// The same where the run is judged elsewhere: what the panic said.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = TOLD.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    TOLD.set(before);
    result.map_err(|panic| text(&*panic))
}

fn text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without words".to_owned())
}

#[cfg(test)]
mod tests {
    use std::panic::panic_any;

    use super::*;

    #[test]
    fn a_panic_is_a_failure_with_its_text() {
        let told = |work: fn()| or_panic(7, work).expect_err("it panics").text;
        assert_eq!(told(|| panic!("plain")), "plain");
        assert_eq!(told(|| panic!("{} and {}", "made", "up")), "made and up");
        assert_eq!(told(|| panic_any(5)), "a panic without words");
        let failure = or_panic(7, || panic!("plain")).map(|(): ()| ()).expect_err("it panics");
        assert_eq!((failure.seed, failure.reason), (7, Reason::Panic));
        assert_eq!(or_panic(7, || 1), Ok(1));
    }

    #[test]
    fn panics_are_told_while_work_on_a_run_goes_on() {
        assert!(!panics_are_told());
        let inner = or_panic(0, || {
            let _caught = or_panic(0, || panic!("inside"));
            panics_are_told()
        });
        assert_eq!((inner, panics_are_told()), (Ok(true), false));
    }
}
