//! An eventful hour at the router as a client sees it, held against what was looked at once. `UPDATE=1` writes it anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use acd_trace::ExchangeWriter;
use router::Router;
use tapi_client::{CallCenter, TokioTimer};
use tapi_types::{AddressId, SessionState};
use tokio::time::sleep;
use tsp_provider::{Device, OpenOptions, Recorded};

#[tokio::test(start_paused = true)]
async fn an_hour_at_the_router() {
    let device = Device::new(Vec::new());
    let (router, trunk) = Router::open(&device, &["anna"]).expect("nobody else serves it");
    let router = tokio::spawn(router.run());
    let line = device.open(OpenOptions::default()).expect("it serves nothing");
    let recording = ExchangeWriter::new(Vec::new()).expect("a vector takes everything");
    let recorded = Recorded::new(line, TokioTimer::new(), recording.sink());
    let center = CallCenter::new(Arc::new(recorded));
    let handler = center.agent_handlers().expect("it is up").remove(0);
    let anna = handler.create_agent_with_id("anna", "").await.expect("the id is known");
    let session = anna.create_session(Router::group(), AddressId(0)).await.expect("the group is there");
    let queue = center.queue(Router::queue());
    let mut told = String::new();
    for minute in 0..12_u64 {
        match minute {
            // Three wait when the first period begins, and nobody when the second does.
            0..=2 | 6 | 8 | 9 => drop(trunk.call(Duration::from_secs(20)).await),
            3 | 10 => queue.put_measurement_period(3600).await.expect("it is above zero"),
            4 => session.put_state(SessionState::Ready).await.expect("it may"),
            _ => {}
        }
        sleep(Duration::from_secs(60)).await;
        for call in trunk.connected().await {
            trunk.hang_up(call).await;
        }
        let (of_queue, of_session) = (queue.info().await.expect("served"), session.info().await.expect("served"));
        let (entered, waiting) = (of_queue.total_calls_queued, of_queue.current_calls_queued);
        let (state, calls) = (of_session.state, of_session.number_of_calls);
        let line = format!("minute {minute}: entered {entered}, waiting {waiting}; anna {state}, calls {calls}");
        writeln!(told, "{line}").expect("a text takes more");
    }
    router.abort();
    // The end of the recording has a checksum over everything that was asked and answered.
    let recording = String::from_utf8(recording.finish().expect("a vector takes everything")).expect("it is a text");
    let (_, sum) = recording.trim_end().rsplit_once("\"checksum\":\"").expect("it ends with its checksum");
    writeln!(told, "digest {}", sum.trim_end_matches(['"', '}'])).expect("a text takes more");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/day.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &told).expect("it can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(kept, told);
}
