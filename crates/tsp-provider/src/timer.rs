//! The time that a decorator goes by.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use tapi_types::Time;

/// A sleep of a [`Timer`].
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The clock of a decorator, which has none of its own. It shows the time of the provider that is decorated: where that
/// runs ten times as fast as the clock on the wall, so does this.
///
/// `tapi-client` has one that goes by tokio's clock.
pub trait Timer: Send + Sync {
    /// The present moment. Never goes back.
    fn now(&self) -> Time;

    /// Waits until the clock shows `at`; ready at once where it does already.
    fn sleep_until(&self, at: Time) -> Sleep<'_>;
}

impl<T: Timer + ?Sized> Timer for Arc<T> {
    fn now(&self) -> Time {
        (**self).now()
    }

    fn sleep_until(&self, at: Time) -> Sleep<'_> {
        (**self).sleep_until(at)
    }
}
