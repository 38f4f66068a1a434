//! Decorators that change nothing, or only how long it takes, keep every clause that the provider inside keeps.

use std::sync::Arc;

use tapi_types::{Effect, LineError, Span};
use tsp_provider::conformance::{self, Report};
use tsp_provider::{Delayed, Faulty, Provider, Recorded};

use crate::forwarding::Through;
use crate::honest::keeps_all_of_one_line;
use crate::stand::rule;
use crate::toy::Toy;

const MS: u64 = 1000;

/// Holds decorated toys against the suite: one that answers at once, and one that takes its time.
async fn check<P: Provider>(decorate: impl Fn(Arc<Toy>) -> P) -> Report {
    for latency_us in [0, 50 * MS] {
        let report = conformance::check(|| {
            let toy = Arc::new(Toy::new(Span::from_micros(latency_us), None));
            Through(Arc::clone(&toy), decorate(toy))
        })
        .await;
        if !report.conforms() || latency_us > 0 {
            return report;
        }
    }
    unreachable!("the last one returns")
}

fn untouched(toy: Arc<Toy>) -> Faulty<Arc<Toy>> {
    Faulty::new(Arc::clone(&toy), Vec::new(), toy, |_| 0.0)
}

fn delayed<P: Provider>(inner: P, toy: Arc<Toy>, handle_ms: u64, reply_ms: u64) -> Delayed<P> {
    let span = |ms| move || Span::from_micros(ms * MS);
    Delayed::new(inner, toy, span(handle_ms), span(reply_ms))
}

#[tokio::test]
async fn a_provider_behind_no_faults_conforms() {
    let report = check(untouched).await;
    keeps_all_of_one_line(&report);
}

#[tokio::test]
async fn a_provider_behind_a_delay_conforms() {
    for (handle_ms, reply_ms) in [(0, 0), (50, 0), (0, 50), (30, 70)] {
        let report = check(|toy| delayed(Arc::clone(&toy), toy, handle_ms, reply_ms)).await;
        keeps_all_of_one_line(&report);
    }
}

#[tokio::test]
async fn a_provider_that_is_recorded_conforms() {
    let report = check(|toy| Recorded::new(Arc::clone(&toy), toy, drop)).await;
    keeps_all_of_one_line(&report);
}

#[tokio::test]
async fn decorators_can_be_stacked() {
    let report = check(|toy| {
        let slow = delayed(untouched(Arc::clone(&toy)), Arc::clone(&toy), 10, 10);
        Recorded::new(Faulty::new(slow, Vec::new(), Arc::clone(&toy), |_| 0.0), toy, drop)
    })
    .await;
    keeps_all_of_one_line(&report);
}

#[tokio::test]
async fn a_provider_behind_faults_does_not_conform() {
    let rules = || vec![rule(Effect::Fail(LineError::NOMEM))];
    let report = check(|toy| Faulty::new(Arc::clone(&toy), rules(), toy, |_| 0.0)).await;
    assert!(report.broken().contains(&"session_starts_not_ready"), "{report}");
}
