//! For people who bring a provider of their own: latency and faults around it, and the contract to hold it against.

use std::sync::Arc;

use acd_core::{Config, Stream};
use tapi_client::TokioTimer;
use tsp_provider::conformance::{self, check};
use tsp_provider::{Delayed, Faulty, Provider};

use crate::{Fault, Floor, FloorBuilder, FloorError, IntoTimes};

/// Latency and faults around any provider, told in the words of scenarios and drawn from a seed.
///
/// Time goes by tokio's clock and is zero when the provider is made. A fault sees a request when it gets there, which is
/// after the latency before it. What each effect does around somebody else's provider is said at [`Faulty`].
///
/// ```
/// use std::sync::Arc;
/// use tspmock::{Around, CallCenter, Fault, LineError, Provider, TapiError, tapi_types::QueueId};
///
/// /// Serves nothing, and says so.
/// struct MyAcd;
/// impl Provider for MyAcd {}
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let lossy = Fault::new("lossy").nth(1).drops_reply();
/// let around = Around::new(Arc::new(MyAcd)).replies_after("200ms").fault(lossy);
/// let queue = CallCenter::new(around.provider().expect("sound rules")).queue(QueueId::at(0));
/// assert_eq!(queue.info().await, Err(TapiError::Timeout));
/// assert_eq!(queue.info().await, Err(TapiError::Line(LineError::OPERATIONUNAVAIL)));
/// # }
/// ```
#[must_use = "it is had from `provider`"]
pub struct Around {
    inner: Arc<dyn Provider>,
    told: FloorBuilder,
}

impl Around {
    /// Around this one, with nothing in between yet.
    pub fn new(provider: Arc<dyn Provider>) -> Around {
        Around { inner: provider, told: Floor::build() }
    }

    /// The root of every random stream. Default 0.
    pub fn seed(mut self, seed: u64) -> Around {
        self.told = self.told.seed(seed);
        self
    }

    /// Requests that go wrong; of several that fire the first acts. The provider's objects have no names here, so a fault
    /// about a session, an agent or a queue is refused.
    pub fn fault(mut self, fault: Fault) -> Around {
        self.told = self.told.fault(fault);
        self
    }

    /// How long a request takes on its way to the provider.
    pub fn handles_after(mut self, times: impl IntoTimes) -> Around {
        self.told = self.told.handles_after(times);
        self
    }

    /// How long its reply takes on the way back.
    pub fn replies_after(mut self, times: impl IntoTimes) -> Around {
        self.told = self.told.replies_after(times);
        self
    }

    /// The provider with all of it around.
    ///
    /// # Errors
    /// Everything that is wrong with what it was told.
    pub fn provider(self) -> Result<Arc<dyn Provider>, FloorError> {
        let config = self.told.plan()?.config;
        let timer = TokioTimer::new();
        let faulty = with_faults(self.inner, &config, timer);
        let Config { seed, handle_after, reply_after, .. } = config;
        let mut before = Stream::new(seed, "provider/handle_after");
        let mut after = Stream::new(seed, "provider/reply_after");
        let (before, after) = (move || before.sample(&handle_after), move || after.sample(&reply_after));
        Ok(Arc::new(Delayed::new(faulty, timer, before, after)))
    }
}

fn with_faults(inner: Arc<dyn Provider>, config: &Config, timer: TokioTimer) -> Faulty<Arc<dyn Provider>> {
    let streams = config.faults.iter().map(|fault| Stream::new(config.seed, &format!("fault/{}", fault.name)));
    let mut streams: Vec<Stream> = streams.collect();
    let rules = config.faults.iter().map(|fault| fault.rule.clone()).collect();
    Faulty::new(inner, rules, timer, move |rule| streams[rule].unit() * 100.0)
}

/// Holds a provider against the whole contract, clause by clause, each on a floor of its own from `make`: the one line of a
/// test for whoever implements [`Provider`]. What a floor is to the suite is said at [`conformance::Floor`].
///
/// # Panics
/// When a clause is broken. The message has the clauses that are, with where each comes from, and what was expected and came.
pub async fn conforms<F: conformance::Floor>(make: impl Fn() -> F) {
    let report = check(make).await;
    assert!(report.conforms(), "{report}");
}
