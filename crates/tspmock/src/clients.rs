//! The clients of the floor's own scenario: what its steps ask, and what came of it.

use std::borrow::Cow;
use std::task::{Context, Poll, Waker};

use acd_run::{Asking, Outside, Waiting};
use acd_scenario::{Plan, RequestStep, Subject, Verb};
use acd_sim::Sim;
use tapi_types::RequestId;
use tokio::runtime::{Builder, Runtime};

/// The clients of a scenario, with the calls that wait for a reply.
pub(crate) struct Clients {
    /// Where the scenario has them do something or expects what they are told.
    asking: Option<Asking>,
    waiting: Vec<Waiting>,
    /// Where time is moved by hand: a clock for the limits of calls, which nobody moves. The engine knows what is out of time.
    still: Option<Runtime>,
}

impl Clients {
    pub(crate) fn open(sim: &Sim, plan: &Plan, by_hand: bool) -> Clients {
        let asks = plan.steps.iter().any(|step| step.verb.request().is_some());
        let hears = plan.expectations.iter().any(|expectation| matches!(expectation.of, Subject::Message(_)));
        let still =
            || Builder::new_current_thread().enable_time().build().expect("a clock needs nothing of the system");
        Clients {
            asking: (asks || hears).then(|| Asking::open(sim, plan)),
            waiting: Vec::new(),
            still: (by_hand && asks).then(still),
        }
    }

    /// Makes a request; its number, where one went to the provider.
    pub(crate) fn ask(&mut self, plan: &Plan, request: &RequestStep, sim: &Sim) -> Option<RequestId> {
        let _clock = self.still.as_ref().map(Runtime::enter);
        let (id, waiting) = self.asking.as_mut()?.ask(plan, request, sim);
        self.waiting.extend(waiting);
        id
    }

    /// What a step does, with the agents whom requests have made.
    pub(crate) fn in_step<'v>(&self, plan: &Plan, verb: &'v Verb) -> Cow<'v, Verb> {
        self.asking.as_ref().map_or(Cow::Borrowed(verb), |asking| asking.made().in_step(plan, verb))
    }

    /// Calls go on as far as they can.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) {
        let Clients { asking: Some(asking), waiting, .. } = self else { return };
        waiting.retain_mut(|call| match call.as_mut().poll(context) {
            Poll::Ready(heard) => {
                asking.hear(heard);
                false
            }
            Poll::Pending => true,
        });
    }

    /// True while some client has not heard yet of a request that is over.
    pub(crate) fn has_news(&self, sim: &Sim) -> bool {
        !self.waiting.is_empty() && self.asking.as_ref().is_some_and(|asking| asking.has_news(sim))
    }

    /// What they have seen so far.
    pub(crate) fn outside(&mut self, plan: &Plan, sim: &Sim) -> Outside {
        self.poll(&mut Context::from_waker(Waker::noop()));
        self.asking.as_ref().map(|asking| asking.outside(plan, sim)).unwrap_or_default()
    }
}

impl Drop for Clients {
    fn drop(&mut self) {
        self.waiting.clear();
        // A floor may go where nothing may block.
        if let Some(still) = self.still.take() {
            still.shutdown_background();
        }
    }
}
