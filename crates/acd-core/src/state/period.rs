//! Measurement periods: windows that tumble from the moment the period was set (POLICY `period_window`).

use tapi_types::{Span, Time};

/// An hour, as the reference recommends.
const DEFAULT_S: u32 = 3600;

/// The current window and the totals at its start.
#[derive(Debug, Clone)]
#[repr(C)]
pub(crate) struct Period<T> {
    /// Where the next window begins: all that is looked at as long as it has not come.
    border: Time,
    seconds: u32,
    from: Time,
    /// Totals at `from`: what is counted since is the difference.
    pub(crate) base: T,
}

impl<T: Default> Default for Period<T> {
    fn default() -> Self {
        let border = Time::from_secs(u64::from(DEFAULT_S));
        Period { seconds: DEFAULT_S, from: Time::ZERO, border, base: T::default() }
    }
}

impl<T> Period<T> {
    pub(crate) const fn seconds(&self) -> u32 {
        self.seconds
    }

    /// The start of the window that `now` lies in, if it is a later one than the current.
    /// What happens on a border belongs to the new window.
    #[inline]
    pub(crate) fn due(&self, now: Time) -> Option<Time> {
        (now >= self.border).then(|| self.last_border(now))
    }

    fn last_border(&self, now: Time) -> Time {
        let length = self.length().as_micros();
        let windows = now.since(self.from).as_micros() / length;
        self.from + Span::from_micros(windows * length)
    }

    /// Starts a window with these totals.
    pub(crate) fn begin(&mut self, from: Time, base: T) {
        self.from = from;
        self.border = from + self.length();
        self.base = base;
    }

    /// Starts a new sequence of windows of another length.
    pub(crate) fn set(&mut self, seconds: u32, now: Time, base: T) {
        self.seconds = seconds;
        self.begin(now, base);
    }

    fn length(&self) -> Span {
        Span::from_secs(u64::from(self.seconds))
    }
}
