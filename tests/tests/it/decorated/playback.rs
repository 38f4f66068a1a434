//! A whole run of a client against the ACD, kept in a file and played back without it.

use std::sync::Arc;
use std::time::Duration;

use acd_trace::{ExchangeWriter, read_exchanges};
use tapi_client::{AddressId, AgentSession, CallCenter, TokioTimer};
use tapi_types::{AgentState, Effect, FaultRule, Function, QueueId, SessionState, Span};
use tokio::time::{Instant, sleep, timeout};
use tsp_provider::{Exchange, Faulty, Provider, Recorded, Replayed};

use super::stand::{ANNA, ANNAS, BEN, GROUP, QUEUE, one_call, rule, running, slow_floor};

/// What a client was told, and how long after the beginning.
#[derive(Debug, Default, PartialEq)]
struct Diary(Vec<(Duration, String)>);

impl Diary {
    fn note(&mut self, start: Instant, what: &impl std::fmt::Debug) {
        self.0.push((start.elapsed(), format!("{what:?}")));
    }

    fn answers(&self) -> Vec<&str> {
        self.0.iter().map(|(_, answer)| answer.as_str()).collect()
    }
}

/// How long an impatient client waits.
const PATIENCE: Duration = Duration::from_millis(100);

/// A client's whole run: it looks, creates, sets, is refused, loses patience, waits in vain, and asks two things at once.
async fn client(provider: Arc<dyn Provider>, between: impl AsyncFn()) -> Diary {
    let (center, start, mut diary) = (CallCenter::new(provider), Instant::now(), Diary::default());
    let (annas, anna, queue) = (center.session(ANNAS), center.agent(ANNA), center.queue(QUEUE));
    diary.note(start, &(annas.state(), annas.acd_group().map(|group| group.id()), anna.user(), queue.name()));
    diary.note(start, &center.queue(QueueId::at(8)).name());

    let created = center.agent(BEN).create_session(GROUP, AddressId(1)).await;
    diary.note(start, &created.as_ref().map(AgentSession::id));
    let bens = created.expect("Ben may work in the group");
    diary.note(start, &bens.put_state(SessionState::BusyOnCall).await);
    diary.note(start, &bens.put_state(SessionState::Ready).await);
    diary.note(start, &(bens.state(), bens.address()));

    for _ in 0..3 {
        between().await;
        diary.note(start, &(annas.number_of_calls().await, bens.number_of_calls().await));
    }
    diary.note(start, &queue.put_measurement_period(60).await);
    diary.note(start, &anna.put_measurement_period(60).await);
    diary.note(start, &anna.put_state(AgentState::NotReady).await);
    diary.note(start, &tokio::join!(queue.info(), anna.info()));

    // The first reply about a queue of that number is lost, and nobody waits for the second.
    let far = center.queue(QueueId::at(8));
    diary.note(start, &far.total_calls_queued().await);
    diary.note(start, &timeout(PATIENCE, far.total_calls_queued()).await.is_ok());
    diary.note(start, &far.total_calls_queued().await);
    diary
}

/// The diary of a run against an ACD that takes its time and loses a reply, and the file that was written meanwhile.
async fn original() -> (Diary, Vec<u8>) {
    let sim = running(slow_floor(Span::from_micros(250_000), Span::from_micros(500_000))).await;
    let lost = FaultRule {
        function: Some(Function::GetQueueInfo),
        object: tapi_types::ObjectFilter::Queue(QueueId::at(8)),
        nth: Some(1),
        ..rule(Effect::DropReply)
    };
    let faulty = Faulty::new(sim.provider(), vec![lost], TokioTimer::new(), |_| 0.0);
    let writer = ExchangeWriter::new(Vec::new()).expect("a vector takes everything");
    let recorded = Recorded::new(faulty, TokioTimer::new(), writer.sink());
    let diary = client(Arc::new(recorded), async || one_call(&sim).await).await;
    (diary, writer.finish().expect("a vector takes everything"))
}

async fn exchanges() -> (Diary, Vec<Exchange>) {
    let (diary, file) = original().await;
    (diary, read_exchanges(&file[..]).expect("it is whole"))
}

#[tokio::test(start_paused = true)]
async fn a_run_tells_of_everything() {
    let (diary, exchanges) = exchanges().await;
    let all = diary.answers().join("\n");
    for told in [
        "Ok(Ready), Ok(GroupId(1))",
        "INVALPARAM",
        "INVALAGENTSTATE",
        "Timeout",
        "false",
        "Ok(2), Ok(1)",
        "AddressId(1)",
    ] {
        assert!(all.contains(told), "{told}:\n{all}");
    }
    let endings: Vec<String> = exchanges.iter().map(|exchange| format!("{:?}", exchange.outcome)).collect();
    for ending in ["TimedOut", "Dropped", "Refused", "Answered(Session(", "Answered(QueueEntry(None))"] {
        assert!(endings.iter().any(|found| found.starts_with(ending)), "{ending}: {endings:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn two_recordings_of_the_same_run_are_the_same_to_the_byte() {
    let (first, second) = (original().await, original().await);
    assert_eq!(first.0, second.0);
    assert!(first.1 == second.1);
}

#[tokio::test(start_paused = true)]
async fn a_recording_answers_as_the_acd_did() {
    let (diary, exchanges) = exchanges().await;
    for replayed in [Replayed::in_order(exchanges.clone()), Replayed::by_key(exchanges)] {
        let replayed = Arc::new(replayed);
        let again = client(replayed.clone(), async || ()).await;
        assert_eq!(again.answers(), diary.answers());
        assert!(replayed.finished() && replayed.unrecorded().is_empty(), "{:?}", replayed.left());
    }
}

#[tokio::test(start_paused = true)]
async fn a_timed_recording_answers_when_the_acd_did() {
    let (diary, exchanges) = exchanges().await;
    for replayed in [Replayed::in_order(exchanges.clone()), Replayed::by_key(exchanges)] {
        let timed = Arc::new(replayed.timed(TokioTimer::new()));
        // A call of the original run took a second.
        let again = client(timed, async || sleep(Duration::from_secs(1)).await).await;
        assert_eq!(again, diary);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_asks_something_else_is_told_exactly_what() {
    let (_, exchanges) = exchanges().await;
    let cases = [
        (
            Replayed::in_order(exchanges.clone()),
            [
                "asked as no. 2: lineSetQueueMeasurementPeriod(queue 1, 61 s); recorded there: no. 2 at 0s, entry(session 1); \
                 nearest: no. 18 at 9s750ms, lineSetQueueMeasurementPeriod(queue 1, 60 s)",
                "asked as no. 3: lineSetAgentMeasurementPeriod(agent 2, 60 s); recorded there: no. 2 at 0s, entry(session 1); \
                 nearest: no. 19 at 10s500ms, lineSetAgentMeasurementPeriod(agent 1, 60 s)",
            ],
        ),
        (
            Replayed::by_key(exchanges),
            [
                "asked as no. 2: lineSetQueueMeasurementPeriod(queue 1, 61 s); nothing is recorded for it; \
                 nearest: no. 18 at 9s750ms, lineSetQueueMeasurementPeriod(queue 1, 60 s)",
                "asked as no. 3: lineSetAgentMeasurementPeriod(agent 2, 60 s); nothing is recorded for it; \
                 nearest: no. 19 at 10s500ms, lineSetAgentMeasurementPeriod(agent 1, 60 s)",
            ],
        ),
    ];
    for (replayed, told) in cases {
        let replayed = Arc::new(replayed);
        let center = CallCenter::new(replayed.clone());
        assert_eq!(center.session(ANNAS).state(), Ok(SessionState::Ready));
        let refused = center.queue(QUEUE).put_measurement_period(61).await.expect_err("it was 60 seconds");
        assert_eq!(refused.to_string(), "LINEERR_OPERATIONFAILED (0x80000048)");
        assert!(center.agent(BEN).put_measurement_period(60).await.is_err(), "it was Anna's");
        let unrecorded: Vec<String> = replayed.unrecorded().iter().map(ToString::to_string).collect();
        assert_eq!(unrecorded, told);
        assert!(!replayed.finished());
    }
}
