//! One figure, and how old it is.

use std::time::Duration;

use tapi_client::TapiError;
use tokio::time::Instant;

/// What is known of one figure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure<T> {
    /// The newest value, and when it was asked for: the ACD took its picture then or later.
    value: Option<(Instant, T)>,
    /// The error of a request that was made later than that of the value.
    trouble: Option<(Instant, TapiError)>,
}

/// A figure as a reader sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<T> {
    /// The newest value; `None` until there is one.
    pub value: Option<T>,
    /// How long ago it was asked for.
    pub age: Duration,
    /// True where the value is too old to be relied on, or there is none.
    pub stale: bool,
    /// What the latest request that came to an end ended with, unless the value is newer.
    pub trouble: Option<TapiError>,
}

impl<T> Default for Figure<T> {
    fn default() -> Figure<T> {
        Figure { value: None, trouble: None }
    }
}

impl<T: Copy> Figure<T> {
    /// Takes a reply. One to an older question than that of the value shown says nothing new.
    pub(crate) fn take(&mut self, asked: Instant, value: T) {
        if self.value.is_none_or(|(newest, _)| newest <= asked) {
            self.value = Some((asked, value));
        }
        self.trouble = self.trouble.filter(|(failed, _)| asked < *failed);
    }

    /// Takes an error.
    pub(crate) fn fail(&mut self, asked: Instant, error: TapiError) {
        let is_old = self.value.is_some_and(|(newest, _)| asked < newest);
        if !is_old && self.trouble.is_none_or(|(newest, _)| newest <= asked) {
            self.trouble = Some((asked, error));
        }
    }

    pub(crate) fn shown(&self, now: Instant, stale_after: Duration) -> Shown<T> {
        let age = self.value.map_or(Duration::ZERO, |(asked, _)| now - asked);
        Shown {
            value: self.value.map(|(_, value)| value),
            age,
            stale: self.value.is_none() || age > stale_after,
            trouble: self.trouble.map(|(_, error)| error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STALE_AFTER: Duration = Duration::from_secs(30);

    fn after(begin: Instant, s: u64) -> Instant {
        begin + Duration::from_secs(s)
    }

    #[test]
    fn an_older_reply_does_not_replace_a_newer() {
        let begin = Instant::now();
        let mut figure = Figure::default();
        assert!(figure.shown(begin, STALE_AFTER).stale);
        figure.take(after(begin, 6), 2);
        figure.take(begin, 1);
        figure.fail(begin, TapiError::Timeout);
        let expected = Shown { value: Some(2), age: Duration::from_secs(3), stale: false, trouble: None };
        assert_eq!(figure.shown(after(begin, 9), STALE_AFTER), expected);
    }

    #[test]
    fn a_value_grows_old_and_names_who_is_to_blame() {
        let begin = Instant::now();
        let mut figure = Figure::default();
        figure.take(begin, 1);
        assert!(!figure.shown(after(begin, 30), STALE_AFTER).stale);
        figure.fail(after(begin, 10), TapiError::Timeout);
        let shown = figure.shown(after(begin, 31), STALE_AFTER);
        assert_eq!((shown.stale, shown.value, shown.trouble), (true, Some(1), Some(TapiError::Timeout)));
        figure.take(after(begin, 20), 2);
        assert_eq!(figure.shown(after(begin, 31), STALE_AFTER).trouble, None);
    }
}
