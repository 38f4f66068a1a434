//! Each request has a span that tells what it was about and how it ended.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tapi_client::CallCenter;
use tapi_types::QueueId;
use tokio::time::timeout;
use tracing::Level;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::slow::Slow;

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

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

/// Logs the ends of spans at this level while a client gets a reply, a refusal, no reply, and loses interest.
async fn log_of_four_requests(level: Level) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    // With one subscriber alone, whoever comes first to a place in the code, in a thread without any, decides for all that
    // nobody listens there.
    let _second = tracing::Dispatch::new(tracing_subscriber::fmt().with_max_level(Level::ERROR).finish());
    let _guard = tracing::subscriber::set_default(subscriber);
    let center = CallCenter::new(Arc::new(Slow::after(Duration::from_secs(10))));
    let queue = center.queue(QueueId::at(0));
    assert!(queue.total_calls_queued().await.is_ok());
    assert!(center.queue(QueueId::at(1)).total_calls_queued().await.is_err());
    assert!(queue.clone().with_limit(Duration::from_secs(1)).total_calls_queued().await.is_err());
    assert!(timeout(Duration::from_secs(1), queue.total_calls_queued()).await.is_err());
    log.text()
}

#[tokio::test(start_paused = true)]
async fn a_span_tells_function_object_and_outcome_and_is_for_debugging_only() {
    assert_eq!(log_of_four_requests(Level::INFO).await, "");
    let text = log_of_four_requests(Level::DEBUG).await;
    let lines: Vec<_> = text.lines().collect();
    let outcomes = [("1", "ok"), ("2", "LINEERR_INVALPARAM"), ("1", "TAPI_E_TIMEOUT"), ("1", "dropped")];
    assert_eq!(lines.len(), outcomes.len(), "{text}");
    for (line, (queue, outcome)) in lines.into_iter().zip(outcomes) {
        let wanted = format!("request{{function=\"lineGetQueueInfo\" object=QueueId({queue}) outcome=\"{outcome}\"}}");
        assert!(line.contains(&wanted), "{line}");
    }
}
