//! Providers that keep every clause.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tapi_types::{AgentId, GroupId, QueueId, Span};
use tsp_provider::Provider;
use tsp_provider::conformance::{self, Floor, Outcome, clauses};

use crate::toy::Toy;

#[tokio::test]
async fn a_provider_that_answers_at_once_conforms() {
    let report = conformance::check(|| Toy::new(Span::ZERO, None)).await;
    assert!(report.conforms() && report.skipped().is_empty(), "{report}");
    assert_eq!(report.outcomes().count(), clauses().count());
}

#[tokio::test]
async fn a_provider_that_takes_its_time_conforms() {
    let report = conformance::check(|| Toy::new(Span::from_micros(50_000), None)).await;
    assert!(report.conforms() && report.skipped().is_empty(), "{report}");
}

#[test]
fn the_suite_needs_no_runtime() {
    let mut check = pin!(conformance::check(|| Toy::new(Span::from_micros(50_000), None)));
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(report) = check.as_mut().poll(&mut context) else { panic!("the suite waits for something else") };
    assert!(report.conforms(), "{report}");
}

/// The toy's floor without its calls.
struct Quiet(Toy);

#[async_trait::async_trait]
impl Floor for Quiet {
    fn provider(&self) -> &dyn Provider {
        &self.0
    }

    fn agents(&self) -> [AgentId; 2] {
        self.0.agents()
    }

    fn group(&self) -> GroupId {
        self.0.group()
    }

    fn queue(&self) -> QueueId {
        self.0.queue()
    }

    async fn pass(&self, time: Span) {
        self.0.pass(time).await;
    }
}

#[tokio::test]
async fn clauses_about_calls_are_skipped_where_none_can_come() {
    let report = conformance::check(|| Quiet(Toy::new(Span::ZERO, None))).await;
    assert!(report.conforms(), "{report}");
    assert!(report.skipped().contains(&"call_counts_once_for_the_session"), "{report}");
    assert!(!report.skipped().contains(&"ended_is_final"), "{report}");
    let kept = report.outcomes().filter(|(_, outcome)| **outcome == Outcome::Kept).count();
    assert!(report.to_string().ends_with(&format!("0 broken, {} skipped", clauses().count() - kept)), "{report}");
}

#[test]
fn clauses_have_names_of_their_own_and_sources() {
    let mut names: Vec<_> = clauses().map(|clause| clause.name).collect();
    assert!(clauses().all(|clause| !clause.source.is_empty()));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), clauses().count());
}
