//! Catches panics and keeps what they said: a panic is an internal error, not a way to end.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes panics under [`guard`], and those of which an exploration tells, silent, unless `RUST_BACKTRACE` asks for more. Elsewhere
/// they speak as ever.
pub(crate) fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            LAST.set(Some(describe(info)));
        }
        let is_told = GUARDED.get() || acd_explore::panics_are_told();
        if !is_told || wants_trace() {
            usual(info);
        }
    }));
}

/// Runs `act`; a panic in it becomes the text of what went wrong and where.
pub(crate) fn guard<R>(act: impl FnOnce() -> R) -> Result<R, String> {
    let before = GUARDED.replace(true);
    // What the closure leaves half done is dropped with it: callers hand over what it works on.
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    GUARDED.set(before);
    result.map_err(|_| LAST.take().unwrap_or_else(|| "a panic without a text".to_owned()))
}

fn wants_trace() -> bool {
    Backtrace::capture().status() == BacktraceStatus::Captured
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let mut text = said.unwrap_or("a panic without a text").to_owned();
    if let Some(place) = info.location() {
        let _ = write!(text, " (at {place})");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_text_and_its_place() {
        install();
        let text = guard(|| panic!("the floor is gone")).expect_err("it panics");
        assert!(text.starts_with("the floor is gone (at "), "{text}");
        assert_eq!(guard(|| 7), Ok(7));
    }
}
