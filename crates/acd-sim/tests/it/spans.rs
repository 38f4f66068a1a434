//! What is logged at debug level.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use acd_sim::Until;
use tracing::Level;

use crate::floor::{QUEUE, at, center, driven, secs, slow, us};

/// What was logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn log_of_a_run(level: Level) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let (sim, driver) = driven(slow(0, us(0), secs(9)), Until::Time(at(20)), 1);
    let hasty = center(&sim).with_limit(Duration::from_secs(5)).queue(QUEUE);
    assert!(hasty.info().await.is_err());
    driver.await.expect("no panic").expect("laws hold");
    let text = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test(start_paused = true)]
async fn a_run_and_its_requests_are_logged() {
    let text = log_of_a_run(Level::DEBUG).await;
    for wanted in
        ["a driver takes over", "submitted request=1", "the limit has passed", "TooLate", "the driver lets go"]
    {
        assert!(text.contains(wanted), "{wanted} is missing in:\n{text}");
    }
    assert!(text.contains("lineGetQueueInfo"), "requests stand in the span of their client:\n{text}");
}

#[tokio::test(start_paused = true)]
async fn above_debug_level_nothing_is_logged() {
    assert_eq!(log_of_a_run(Level::INFO).await, "");
}
