//! Providers that keep every clause.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tapi_types::line::ProxyRequestType;
use tapi_types::{AgentId, GroupId, QueueId, Span};
use tsp_provider::Provider;
use tsp_provider::conformance::{self, Floor, Outcome, Report, clauses};

use crate::hall::Hall;
use crate::toy::Toy;

/// A provider without messages and other lines keeps every clause but those about them.
pub(crate) fn keeps_all_of_one_line(report: &Report) {
    let skipped: BTreeSet<_> = report.skipped().into_iter().collect();
    let [first, last] = ["state_change_is_told", "requests_fail_when_their_proxy_closes"];
    let names: Vec<_> = clauses().map(|clause| clause.name).collect();
    let place = |name| names.iter().position(|other| *other == name).expect("there is such a clause");
    let about_messages: BTreeSet<_> = names[place(first)..=place(last)].iter().copied().collect();
    assert!(report.conforms() && skipped == about_messages, "{report}");
}

#[tokio::test]
async fn a_provider_that_answers_at_once_conforms() {
    let report = conformance::check(|| Toy::new(Span::ZERO, None)).await;
    keeps_all_of_one_line(&report);
    assert_eq!(report.outcomes().count(), clauses().count());
}

#[tokio::test]
async fn a_provider_that_takes_its_time_conforms() {
    keeps_all_of_one_line(&conformance::check(|| Toy::new(Span::from_micros(50_000), None)).await);
}

#[tokio::test]
async fn a_proxy_behind_a_device_conforms_and_so_does_the_device() {
    for latency_us in [0, 50_000] {
        let mut tried = BTreeSet::new();
        for free in [&[][..], &[ProxyRequestType::GetGroupList]] {
            let report = conformance::check(|| Hall::new(Span::from_micros(latency_us), None, None, free)).await;
            assert!(report.conforms(), "{report}");
            tried.extend(
                report.outcomes().filter(|(_, outcome)| **outcome == Outcome::Kept).map(|(clause, _)| clause.name),
            );
        }
        assert_eq!(tried.len(), clauses().count());
    }
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
