//! A live call centre on a real clock, with clients and callers in several tasks and threads: what happened can be recorded,
//! replayed to the byte, and turned into a scenario.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use acd_core::{Accepted, CallTimes, Command, Party};
use acd_replay::{plan, replay, stand, write_down};
use acd_run::{Recorder, RunOptions, book, run};
use acd_scenario::NoFiles;
use acd_sim::{Nothing, Sim, Until, run_by_clock};
use acd_trace::{Reader, check};
use tapi_client::CallCenter;
use tapi_types::{AgentId, GroupId, QueueId, SessionState, Span, Time};

use crate::play::plan_from;

/// Three agents of two groups who take a moment to answer; replies take their time, and some are lost.
const FLOOR: &str = r#"{
  "version": 1, "name": "live", "seed": 7,
  "provider": { "handle_after": { "uniform": { "min": "0s", "max": "2s" } }, "reply_after": { "exponential": { "mean": "3s" } } },
  "groups": [ { "id": "sales" }, { "id": "support" } ],
  "queues": [
    { "id": "sales_q", "group": "sales", "strategy": "random", "ring_timeout": "4s", "on_no_answer": "stay_ready" },
    { "id": "support_q", "group": "support", "strategy": "ring_all", "max_wait": "30s" }
  ],
  "agents": [
    { "id": "anna", "groups": [ { "group": "sales" }, { "group": "support" } ], "answer_after": { "uniform": { "min": "0s", "max": "6s" } } },
    { "id": "ben", "groups": [ { "group": "sales" } ], "answer_after": "1s" },
    { "id": "cem", "groups": [ { "group": "support" } ], "answer_after": "2s" }
  ],
  "faults": [ { "id": "lossy", "probability": { "percent": 20 }, "effect": { "drop_reply": {} } } ]
}"#;

/// Virtual seconds a second of the clock.
const SPEED: u32 = 400;
const END: Time = Time::from_secs(120);

/// A caller: lets calls arrive, hangs some up, from a thread of his own.
fn callers(sim: &Sim, seed: u64) {
    for n in 0..40_u64 {
        let queue = QueueId::at(usize::from(n % 3 == 0));
        let talk = Some(Span::from_micros(700_000 * (seed + n % 7)));
        let times =
            CallTimes { talk, wrap_up: Span::from_micros(300_000 * (n % 3)), patience: Some(Span::from_secs(20)) };
        let arrive = Command::Arrive { handle: None, queue, priority: 0, times };
        let Ok(Accepted::Call(call)) = sim.apply(&arrive) else { return };
        thread::sleep(Duration::from_micros(500 + 130 * seed));
        if n % 5 == 0 {
            // Refused where it is over already: that is part of the incident.
            let _ = sim.apply(&Command::HangUp { call, by: Party::Agent });
        }
    }
}

/// A wallboard: asks for the number of calls until the day is over, and gives up after ten seconds.
async fn wallboard(center: CallCenter, agent: AgentId, group: GroupId) {
    let agent = center.agent(agent);
    let Ok(session) = agent.create_session(group, tapi_client::AddressId::default()).await else { return };
    if session.put_state(SessionState::Ready).await.is_err() {
        return;
    }
    for _ in 0..12 {
        // Time-outs are part of the incident too.
        let _ = session.number_of_calls().await;
        let _ = center.queue(QueueId::at(0)).total_calls_queued().await;
    }
}

/// Lives through a day on a real clock; its recording.
fn live() -> Vec<u8> {
    let plan = plan_from("live", FLOOR.as_bytes(), &NoFiles);
    let sim = Sim::new(plan.config.clone());
    let mut recorder = Recorder::start(&sim, &plan, Vec::new()).expect("a fresh call centre");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build();
    let runtime = runtime.expect("a runtime without I/O");
    runtime.block_on(async {
        let center = CallCenter::new(Arc::new(sim.provider())).with_limit(Duration::from_secs(10));
        let boards = [(0, 0), (0, 1), (1, 0), (2, 1)];
        for (agent, group) in boards {
            tokio::spawn(wallboard(center.clone(), AgentId::at(agent), GroupId::at(group)));
        }
        let threads: Vec<_> = (1..=3)
            .map(|seed| {
                let sim = sim.clone();
                thread::spawn(move || callers(&sim, seed))
            })
            .collect();
        let mut script = Nothing;
        let end = Until::Time(END);
        run_by_clock(&sim, &mut recorder.watching(&mut script), end, SPEED).await.expect("laws hold");
        for thread in threads {
            thread.join().expect("callers do not panic");
        }
    });
    recorder.finish(&sim).expect("memory takes all")
}

#[test]
fn a_live_run_replays_to_the_same_bytes_and_becomes_a_scenario() {
    let recording = live();
    let sound = check(&recording[..]).expect("it is whole");
    assert!(sound.footer.commands > 150, "{} commands", sound.footer.commands);
    let plan = plan(&sound.header).expect("its scenario is valid");
    let book = book(&plan);
    let lines = || Reader::open(&recording[..]).expect("it has a header").lines(&book);
    let replayed = replay(&plan, lines(), &sound.footer).unwrap_or_else(|flaw| panic!("{flaw}"));
    assert_eq!(replayed.digest, sound.footer.digest);
    assert_eq!(replayed.records, sound.footer.records);

    let middle = stand(&plan, lines(), Time::from_secs(15)).expect("it is sound");
    assert_eq!(middle.at, Time::from_secs(15));

    let written = write_down(&plan, lines(), &sound.footer).expect("it is sound");
    let text = acd_scenario::write(&written.plan);
    let again = plan_from("incident", text.as_bytes(), &NoFiles);
    assert_eq!(again.until, Some(END));
    let report = run(&again, &RunOptions::default()).expect("it comes to its end");
    assert!(report.refused.iter().all(|row| row.expected), "{:?}", report.refused);
    let arrived: u64 = report.queues.iter().map(|queue| queue.offered).sum();
    let then = stand(&plan, lines(), END).expect("it is sound");
    assert_eq!(arrived, then.picture.queues.iter().map(|queue| queue.offered).sum::<u64>());
}
