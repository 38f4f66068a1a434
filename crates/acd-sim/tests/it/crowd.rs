//! Thousands of requests at once, from many tasks and many threads: each ends once, nothing is left behind.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier};
use std::time::Duration;

use acd_core::{Distribution, Fact, Record};
use acd_sim::{Sim, Until};
use tapi_client::{CallCenter, TapiError};
use tapi_types::{AgentId, SessionState, Span};
use tokio::time::{sleep, timeout};

use crate::floor::{GROUP, QUEUE, arrive, assert_no_leak, at, center, config, running, secs, us};

const CROWD: usize = 10_000;

/// Every request was submitted once and ended once, and nothing happened out of order.
fn check_records(records: &[Record], requests: usize) {
    let mut open = BTreeSet::new();
    let mut ended = BTreeSet::new();
    for (place, record) in records.iter().enumerate() {
        assert_eq!(record.seq, place as u64 + 1);
        assert!(place == 0 || records[place - 1].at <= record.at, "time went back at {record:?}");
        if let Fact::RequestSubmitted { request, .. } = record.fact {
            assert!(open.insert(request), "{request:?} came twice");
        } else if let Fact::RequestReplied { request, .. }
        | Fact::RequestTimedOut { request }
        | Fact::RequestDropped { request } = record.fact
        {
            assert!(open.contains(&request), "{request:?} ended before it began");
            assert!(ended.insert(request), "{request:?} ended twice");
        }
    }
    assert_eq!((open.len(), ended.len()), (requests, requests));
}

async fn ten_thousand(handle_after: Distribution, reply_after: Distribution) -> [usize; 3] {
    let floor = acd_core::Config { handle_after, reply_after, ..config(1) };
    let (sim, driver) = running(floor, Until::Time(at(3600)), 1).await;
    let center = center(&sim).with_limit(Duration::from_secs(2));
    let tasks: Vec<_> = (0..CROWD)
        .map(|n| {
            let queue = center.queue(QUEUE);
            // A few lose interest before they can know.
            let patience = if n % 10 == 0 { Duration::from_millis(500) } else { Duration::from_secs(600) };
            tokio::spawn(async move { timeout(patience, queue.total_calls_queued()).await })
        })
        .collect();
    let mut ends = [0; 3];
    for task in tasks {
        let end = match task.await.expect("no panic") {
            Ok(Ok(0)) => 0,
            Ok(Err(TapiError::Timeout)) => 1,
            Err(_) => 2,
            Ok(other) => panic!("a request ended with {other:?}"),
        };
        ends[end] += 1;
    }
    assert_eq!(sim.waiting_clients(), 0);
    sleep(Duration::from_secs(100)).await;
    assert_no_leak(&sim);
    check_records(&sim.with_engine(acd_core::Engine::take_records), CROWD);
    driver.abort();
    ends
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_at_once_are_answered() {
    let constant = |span| Distribution::Constant(span);
    let [ok, late, dropped] = ten_thousand(constant(us(1)), constant(secs(1))).await;
    assert_eq!((ok, late, dropped), (CROWD / 10 * 9, 0, CROWD / 10));
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_at_once_time_out() {
    let constant = |span| Distribution::Constant(span);
    let [ok, late, dropped] = ten_thousand(constant(us(1)), constant(secs(2))).await;
    assert_eq!((ok, late, dropped), (0, CROWD / 10 * 9, CROWD / 10));
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_at_once_end_in_all_ways() {
    let [ok, late, dropped] = ten_thousand(
        Distribution::Uniform { min: Span::ZERO, max: secs(2) },
        Distribution::Uniform { min: Span::ZERO, max: secs(2) },
    )
    .await;
    assert!(ok > 3_000 && late > 3_000 && dropped > 500, "{ok} {late} {dropped}");
}

/// One session, which calls come for all the while; its count can only grow.
async fn watch_one_session(sim: Sim, questions: usize) {
    let session = center(&sim).agent(AgentId::at(0)).create_session(GROUP, tapi_client::AddressId::default()).await;
    let session = session.expect("created");
    session.put_state(SessionState::Ready).await.expect("READY");
    let mut last = 0;
    for n in 0..questions {
        sim.apply(&arrive(Some(us(100)), Span::ZERO)).expect("a call may always come");
        let calls = session.number_of_calls().await.expect("answered");
        assert!(calls >= last, "the count fell from {last} to {calls}");
        last = calls;
        if n % 16 == 0 {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tasks_on_many_threads_keep_apart_under_a_real_clock() {
    const TASKS: usize = 24;
    const QUESTIONS: usize = 200;
    let floor = acd_core::Config {
        handle_after: Distribution::Uniform { min: Span::ZERO, max: secs(4) },
        reply_after: Distribution::Uniform { min: Span::ZERO, max: secs(4) },
        ..config(1)
    };
    let (sim, driver) = running(floor, Until::Time(at(100_000)), 10_000).await;
    let asks = |center: CallCenter, n: usize| async move {
        let mut ends = [0; 3];
        for k in 0..QUESTIONS {
            let limit = Duration::from_secs([3, 5, 100][k % 3]);
            let queue = center.queue(QUEUE).with_limit(limit);
            let patience = Duration::from_micros(if (n + k).is_multiple_of(4) { 300 } else { 60_000_000 });
            match timeout(patience, queue.total_calls_queued()).await {
                Ok(Ok(_)) => ends[0] += 1,
                Ok(Err(TapiError::Timeout)) => ends[1] += 1,
                Err(_) => ends[2] += 1,
                Ok(Err(other)) => panic!("{other:?}"),
            }
        }
        ends
    };
    let tasks: Vec<_> = (0..TASKS).map(|n| tokio::spawn(asks(center(&sim), n))).collect();
    let watcher = tokio::spawn(watch_one_session(sim.clone(), 100));
    let mut sum = 0;
    for task in tasks {
        sum += task.await.expect("no panic").iter().sum::<usize>();
    }
    watcher.await.expect("no panic");
    assert_eq!(sum, TASKS * QUESTIONS);
    assert_eq!(sim.waiting_clients(), 0);
    while sim.with_engine(|engine| engine.pending_requests()) > 0 {
        sleep(Duration::from_millis(1)).await;
    }
    driver.abort();
    let records = sim.with_engine(acd_core::Engine::take_records);
    check_records(&records, TASKS * QUESTIONS + 102);
}

#[test]
fn threads_without_a_runtime_keep_apart_under_a_real_clock() {
    const THREADS: usize = 6;
    const QUESTIONS: usize = 150;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build();
    let runtime = runtime.expect("a runtime");
    let (sim, driver) = runtime.block_on(async {
        let floor = running(config(1), Until::Time(at(100_000)), 1_000).await;
        // On another thread the driver may take its time; once it has answered, it is at work.
        center(&floor.0).queue(QUEUE).info().await.expect("answered");
        floor
    });
    let start = Arc::new(Barrier::new(THREADS));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (sim, start) = (sim.clone(), start.clone());
            std::thread::spawn(move || {
                start.wait();
                let mut last = 0;
                let mut shown = 0;
                let center = center(&sim);
                for _ in 0..QUESTIONS {
                    sim.apply(&arrive(Some(us(1)), Span::ZERO)).expect("a call may always come");
                    // What is ready at once needs no runtime.
                    let queue = center.queue(QUEUE);
                    let mut call = std::pin::pin!(queue.total_calls_queued());
                    let context = &mut std::task::Context::from_waker(std::task::Waker::noop());
                    if let std::task::Poll::Ready(reply) = std::future::Future::poll(call.as_mut(), context) {
                        let calls = reply.expect("answered");
                        assert!(calls > last, "the count fell from {last} to {calls}");
                        last = calls;
                        shown += 1;
                    }
                }
                shown
            })
        })
        .collect();
    let shown: usize = threads.into_iter().map(|thread| thread.join().expect("no panic")).sum();
    assert_eq!(shown, THREADS * QUESTIONS, "all were ready at once");
    driver.abort();
    let records = sim.with_engine(acd_core::Engine::take_records);
    check_records(&records, THREADS * QUESTIONS + 1);
}
