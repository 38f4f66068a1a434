//! A hundred thousand requests outstanding at once: each ends once, and nothing is left of them.

use std::sync::Arc;
use std::time::Duration;

use acd_core::{Config, Distribution};
use acd_sim::{Nothing, Sim, Until, run_by_clock};
use tapi_client::{CallCenter, TapiError};
use tapi_types::{QueueId, Span, Time};
use tokio::runtime::Builder;

use super::Options;
use crate::clock::Clock;
use crate::estimate::Estimate;
use crate::memory;
use crate::model::{Model, number};
use crate::race::Race;
use crate::row::Row;
use crate::{child, engine, goal};

const CROWD: u64 = 100_000;

const LIMIT: Duration = Duration::from_secs(10);

/// How the requests end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Replies,
    TimesOut,
}

/// Submits so many requests at one moment, each from a task of its own, waits until all are over, and says how many ended
/// as they should.
fn play(requests: u64, end: End) -> u64 {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime needs nothing that could be missing").block_on(ask(requests, end))
}

async fn ask(requests: u64, end: End) -> u64 {
    let reply_after = match end {
        End::Replies => Span::from_secs(5),
        End::TimesOut => Span::from_secs(3600),
    };
    let floor = engine::config(&Model::busy(1), 1, 0);
    let sim = Sim::new(Config { reply_after: Distribution::Constant(reply_after), ..floor });
    let driver = tokio::spawn({
        let sim = sim.clone();
        async move { run_by_clock(&sim, &mut Nothing, Until::Time(Time::from_secs(7200)), 1).await }
    });
    tokio::task::yield_now().await;
    let center = CallCenter::new(Arc::new(sim.provider())).with_limit(LIMIT);
    let tasks: Vec<_> = (0..requests)
        .map(|_| {
            let queue = center.queue(QueueId::at(0));
            tokio::spawn(async move { queue.total_calls_queued().await })
        })
        .collect();
    let mut right = 0;
    for task in tasks {
        let answer = task.await.expect("no panic");
        right += u64::from(match end {
            End::Replies => answer == Ok(0),
            End::TimesOut => answer == Err(TapiError::Timeout),
        });
    }
    driver.await.expect("no panic").expect("no law breaks");
    let left = sim.waiting_clients() + sim.with_engine(|engine| engine.pending_requests());
    assert_eq!(left, 0, "something is left of a request");
    right
}

/// How much the peak of this process grows for each request, with its task.
pub(crate) fn bytes_each(requests: u64) -> Option<f64> {
    play(10, End::Replies);
    let before = memory::resident()?;
    play(requests, End::Replies);
    Some((memory::peak()? - before) / number(requests))
}

pub(super) fn measure(options: &Options) -> Result<Vec<Row>, String> {
    for end in [End::Replies, End::TimesOut] {
        if play(1000, end) != 1000 {
            return Err("a request did not end as it should".to_owned());
        }
    }
    let times = Race::new(Clock::Processor)
        .with("1,000 answered", || (0..10).map(|_| play(CROWD / 100, End::Replies)).sum())
        .with("10,000 answered", || play(CROWD / 10, End::Replies))
        .with("100,000 answered", || play(CROWD, End::Replies))
        .with("1,000 timed out", || (0..10).map(|_| play(CROWD / 100, End::TimesOut)).sum())
        .with("100,000 timed out", || play(CROWD, End::TimesOut))
        .run(options.rounds);
    let mut rows = vec![
        Row::cost(&times, 0),
        Row::beside(&times, 1, 0),
        Row::beside(&times, 2, 0).goal(goal::CROWD),
        Row::cost(&times, 3),
        Row::beside(&times, 4, 3).goal(goal::CROWD),
    ];
    let what = "memory of each of 100,000, with its task";
    rows.push(match memory::child(child::CROWD, CROWD) {
        Some(bytes) => Row::new(what, format!("{bytes:.0} bytes")).goal_of(goal::CROWD_BYTES, Estimate::exact(bytes)),
        None => Row::new(what, "this system does not tell"),
    });
    Ok(rows)
}
