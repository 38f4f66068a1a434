//! Decorators that change nothing, or only how long it takes, keep every clause that the provider inside keeps.

use std::sync::{Arc, Mutex, PoisonError};

use tapi_types::line::ProxyRequestType;
use tapi_types::{AddressId, Effect, LineError, Span};
use tsp_provider::conformance::{self, Report};
use tsp_provider::{
    Answer, Delayed, Device, Faulty, GroupEntry, Line, ListedGroup, OpenOptions, Provider, Recorded, Replayed, Ticket,
};

use crate::forwarding::Through;
use crate::hall::Hall;
use crate::honest::keeps_all_of_one_line;
use crate::stand::{GROUP, rule};
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

#[tokio::test]
async fn a_line_of_a_device_stays_one_behind_decorators() {
    type Decorate = fn(Line, &Device, Arc<Toy>) -> Box<dyn Provider>;
    let all: [Decorate; 4] = [
        |line, _, toy| Box::new(Faulty::new(line, Vec::new(), toy, |_| 0.0)),
        |line, _, toy| Box::new(Delayed::new(line, toy, || Span::ZERO, || Span::ZERO)),
        |line, _, toy| Box::new(Recorded::new(line, toy, drop)),
        |line, _, _| Box::new(Arc::new(line)),
    ];
    for decorate in all {
        for free in [&[][..], &[ProxyRequestType::GetGroupList]] {
            let slow = || Toy::new(Span::from_micros(50 * MS), None);
            let report = conformance::check(|| Hall::decorated(slow(), free, Box::new(decorate))).await;
            let about_proxies = report.skipped().contains(&"proxies_are_announced");
            assert!(report.conforms() && about_proxies == free.is_empty(), "{report}");
        }
    }
}

#[tokio::test]
async fn what_is_looked_up_is_handed_on_recorded_and_played_back() {
    let device = Device::new(vec![AddressId(4)]);
    let acd = device
        .open(OpenOptions { proxy_for: vec![ProxyRequestType::GetGroupList], ..OpenOptions::default() })
        .expect("nobody else serves");
    let toy = Arc::new(Toy::new(Span::ZERO, None));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let sink = heard.clone();
    let line = device.open(OpenOptions::default()).expect("it serves nothing");
    let line =
        Recorded::new(line, toy, move |exchange| sink.lock().unwrap_or_else(PoisonError::into_inner).push(exchange));
    let ticket = Ticket::unlimited();
    let serve = async { acd.line_proxy_response(acd.proxy_requests()[0].request, Ok(Answer::Groups(groups()))) };
    let (replied, served) = tokio::join!(line.line_get_group_list(&ticket), serve);
    assert_eq!((replied, served), (Ok(groups()), Ok(())));
    let entry = Some(GroupEntry { name: "sales".to_owned(), removed: false });
    assert_eq!((line.group_entry(GROUP), line.addresses()), (entry.clone(), vec![AddressId(4)]));

    let exchanges = std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
    let replayed = Replayed::in_order(exchanges);
    assert_eq!(replayed.line_get_group_list(&ticket).await, Ok(groups()));
    assert_eq!((replayed.group_entry(GROUP), replayed.addresses()), (entry, vec![AddressId(4)]));
    assert!(replayed.finished());
    assert_eq!((replayed.group_entry(GROUP), replayed.addresses()), (None, Vec::new()));
}

fn groups() -> Vec<ListedGroup> {
    vec![ListedGroup { group: GROUP, name: "sales".to_owned() }]
}
