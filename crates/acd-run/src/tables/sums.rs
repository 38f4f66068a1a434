//! The tables of drawn days, summed up, against the rows that the engine shows at the end.

use std::collections::BTreeMap;

use acd_core::{
    CallOrigin, Command, CountCallAt, Distribution, Engine, Next, OnNoAnswer, Party, Policies, Rate, Strategy, Stream,
    StreamConfig, TransferTo, WhenUnstaffed,
};
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, SessionState, Span};

use super::*;
use crate::floor::Floor;
use crate::picture;
use crate::testing::{self, span};

const SESSIONS: usize = 6;
const END: Time = Time::from_secs(3 * 3600);

/// Two queues that overflow into each other, too few agents who now and then do not answer, and everything
/// that commands can do to calls and sessions.
fn drawn_plan(seed: u64) -> Plan {
    let mut plan = testing::plan();
    let config = &mut plan.config;
    config.seed = seed;
    config.policies = Policies {
        count_call_at: [CountCallAt::Answer, CountCallAt::Release, CountCallAt::WrapUpEnd][place(seed, 3)],
        ..Policies::default()
    };
    let both = [GroupId::at(0), GroupId::at(1)].map(|group| acd_core::Membership { group, level: 1 });
    let after = Distribution::Uniform { min: Span::ZERO, max: span(25) };
    for agent in &mut config.agents {
        agent.groups = both.to_vec();
        agent.answer = acd_core::Answer::After(after.clone());
    }
    for (queue, other) in [(0, 1), (1, 0)] {
        let queue = &mut config.queues[queue];
        queue.strategy = [Strategy::LongestIdle, Strategy::RingAll][place(seed, 2)];
        queue.ring_timeout = Some(span(20));
        queue.on_no_answer = OnNoAnswer::StayReady;
        queue.max_waiting = Some(4);
        queue.max_wait = Some(span(200));
        queue.overflow_to = (other == 1).then_some(QueueId::at(other));
    }
    config.queues[1].when_unstaffed = WhenUnstaffed::End;
    config.streams = vec![StreamConfig {
        name: "day".to_owned(),
        queue: QueueId::at(0),
        from: Time::ZERO,
        to: Some(END),
        count: None,
        rate: Rate::Poisson { per_hour: 90.0 },
        talk: Some(Distribution::Exponential { mean: span(60) }),
        wrap_up: Distribution::Uniform { min: Span::ZERO, max: span(30) },
        patience: Some(Distribution::Exponential { mean: span(150) }),
        priority: 0,
    }];
    config.sessions = vec![acd_core::SessionOrigin::Outside; SESSIONS];
    plan.session_names = (0..SESSIONS).map(|place| format!("s{place}")).collect();
    config.calls = (1..=400).map(|n| CallOrigin::Stream { stream: 0, n }).collect();
    plan.call_names = (1..=400).map(|n| format!("day/{n}")).collect();
    plan
}

fn place(number: u64, of: u64) -> usize {
    usize::try_from(number % of).unwrap()
}

/// Something that somebody outside might do; much of it is refused.
fn drawn_command(draws: &mut Stream, created: &mut usize, arrived: usize) -> Command {
    let session = SessionId::at(place(draws.below(SESSIONS as u64), SESSIONS as u64));
    let call = CallHandle::at(arrived.saturating_sub(place(draws.below(10), 10)));
    let set = |state, next| Command::SetSessionState { session, state, next, reason: Some(acd_core::ReasonId(1)) };
    match draws.below(12) {
        0 if *created < SESSIONS => {
            let id = SessionId::at(*created);
            *created += 1;
            let (agent, group) = (AgentId::at(id.index() % 2), GroupId::at(place(draws.below(2), 2)));
            Command::CreateSession { id: Some(id), agent, group, address: None }
        }
        1 => set(Some(SessionState::NotReady), None),
        2 => set(Some(SessionState::BusyWrapUp), None),
        3 if draws.below(8) == 0 => set(Some(SessionState::Ended), None),
        4 => set(None, Some(Next::Set(SessionState::NotReady))),
        5 => Command::Hold { call },
        6 => Command::Retrieve { call },
        7 => Command::Transfer {
            call,
            to: TransferTo::Queue(QueueId::at(place(draws.below(2), 2))),
            talk: None,
            wrap_up: None,
            patience: Some(span(60)),
        },
        8 if draws.below(4) == 0 => Command::HangUp { call, by: Party::Agent },
        9 => Command::Reject { session },
        _ => set(Some(SessionState::Ready), None),
    }
}

/// Plays a drawn day and writes its tables.
fn play(plan: &Plan, interval_s: u64) -> (Engine, Outputs<String>) {
    let mut engine = Engine::new(plan.config.clone());
    engine.keep_trace();
    let interval = Interval::try_from(span(interval_s)).unwrap();
    let mut tables = Tables::new(plan, interval, Outputs::<Vec<u8>>::default()).unwrap();
    let mut draws = Stream::new(plan.config.seed, "commands");
    let (mut at, mut created) = (Time::ZERO, 0);
    while at < END {
        engine.advance_before_commands(at).unwrap();
        let arrived = Floor::calls(&engine).len();
        for _ in 0..=draws.below(5) {
            // A refusal is as good as any other fact here.
            let _ = engine.apply(&drawn_command(&mut draws, &mut created, arrived));
        }
        at = at + Span::from_micros(draws.below(20_000_000));
        for record in engine.take_records() {
            tables.push(&record).unwrap();
        }
    }
    engine.advance_through(END).unwrap();
    for record in engine.take_records() {
        tables.push(&record).unwrap();
    }
    let files = tables.finish(END).unwrap();
    (engine, files.try_map(String::from_utf8).unwrap())
}

type Line = BTreeMap<String, String>;

fn lines(text: &str) -> Vec<Line> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap()
}

/// A cell in millionths.
fn millionths(cell: &str) -> u64 {
    let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
    whole.parse::<u64>().unwrap() * 1_000_000 + format!("{part:0<6}").parse::<u64>().unwrap()
}

/// The sum of a column in millionths over the lines whose `key` is `value`.
fn sum(lines: &[Line], key: &str, value: &str, column: &str) -> u64 {
    lines.iter().filter(|line| line[key] == value).map(|line| millionths(&line[column])).sum()
}

fn check_queues(plan: &Plan, engine: &Engine, files: &Outputs<String>) {
    let lines = lines(&files.queue_interval);
    for row in Floor::queues(engine) {
        let row = picture::queue(plan, &row);
        let of = |column| sum(&lines, "queue", &row.queue, column);
        let counts = ["offered", "answered", "answered_within", "abandoned", "abandoned_within", "abandoned_short"];
        let shown =
            [row.offered, row.answered, row.answered_within, row.abandoned, row.abandoned_within, row.abandoned_short];
        assert_eq!(counts.map(|column| of(column) / 1_000_000), shown, "{row:?}");
        let counts = ["blocked", "unstaffed", "timed_out", "flowed_in", "flowed_out"];
        let shown = [row.blocked, row.unstaffed, row.timed_out, row.flowed_in, row.flowed_out];
        assert_eq!(counts.map(|column| of(column) / 1_000_000), shown, "{row:?}");
        let times = [row.talk_us, row.hold_us, row.wrap_up_us];
        assert_eq!(["talk_s", "hold_s", "wrap_up_s"].map(of), times, "{row:?}");
        let last = lines.iter().rev().find(|line| line["queue"] == row.queue).unwrap();
        assert_eq!(last["waiting_at_end"], row.waiting.to_string());
    }
}

fn check_sessions(plan: &Plan, engine: &Engine, files: &Outputs<String>) {
    let lines = lines(&files.agent_interval);
    for row in Floor::sessions(engine) {
        let row = picture::session(plan, &row);
        let of = |column| sum(&lines, "session", &row.session, column);
        assert_eq!(of("calls") / 1_000_000, u64::from(row.number_of_calls), "{row:?}");
        assert_eq!(of("rang_out") / 1_000_000, row.rang_out, "{row:?}");
        let times = [row.ready_us, row.ringing_us, row.not_ready_us, row.talk_us, row.hold_us, row.wrap_up_us];
        let columns = ["ready_s", "ringing_s", "not_ready_s", "talk_s", "hold_s", "wrap_up_s"];
        assert_eq!(columns.map(of), times, "{row:?}");
        assert_eq!(of("staffed_s"), times.iter().sum::<u64>() - row.ringing_us, "{row:?}");
    }
}

fn check_calls(plan: &Plan, engine: &Engine, files: &Outputs<String>) {
    let lines = lines(&files.calls);
    let rows = Floor::calls(engine);
    assert_eq!(lines.len(), rows.len());
    for row in rows {
        let row = picture::call(plan, engine, &row);
        let line = lines.iter().find(|line| line["call"] == row.call).unwrap();
        let times = [row.wait_us, row.talk_us, row.hold_us, row.wrap_up_us].map(|us| us.to_string());
        assert_eq!(
            ["wait_us", "talk_us", "hold_us", "wrap_up_us"].map(|column| line[column].clone()),
            times,
            "{row:?}"
        );
        let words = [&row.queue, row.disposition, row.session.as_deref().unwrap_or_default()];
        assert_eq!(["queue", "disposition", "session"].map(|column| &*line[column]), words, "{row:?}");
    }
}

#[test]
fn intervals_add_up_to_the_rows_of_the_report() {
    let mut seen = [0; 8];
    for seed in 0..12 {
        let plan = drawn_plan(seed);
        let (engine, files) = play(&plan, [600, 1800, 7 * 60][place(seed, 3)]);
        check_queues(&plan, &engine, &files);
        check_sessions(&plan, &engine, &files);
        check_calls(&plan, &engine, &files);
        for (seen, more) in seen.iter_mut().zip(eventful(&engine)) {
            *seen += more;
        }
    }
    assert!(seen.iter().all(|seen| *seen > 0), "all that can happen has happened: {seen:?}");
}

/// How often what is rare has happened.
fn eventful(engine: &Engine) -> [u64; 8] {
    let queues = || Floor::queues(engine).into_iter().map(|row| row.figures);
    [
        queues().map(|figures| figures.hold.as_micros()).sum(),
        queues().map(|figures| figures.blocked).sum(),
        queues().map(|figures| figures.unstaffed).sum(),
        queues().map(|figures| figures.timed_out).sum(),
        queues().map(|figures| figures.flowed_in).sum(),
        queues().map(|figures| figures.abandoned_ringing).sum(),
        Floor::calls(engine).iter().map(|row| row.answers.saturating_sub(1)).sum(),
        Floor::sessions(engine).iter().map(|row| row.rang_out).sum(),
    ]
}
