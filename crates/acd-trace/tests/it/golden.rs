//! A small recording that is kept, byte for byte, and how it reads.

use std::fs;

use acd_core::{
    AgentConfig, Answer, CallOrigin, CallTimes, Command, Config, CountCallAt, Direction, Distribution, Engine,
    FaultConfig, Membership, Next, OnNoAnswer, Party, Policies, QueueConfig, ReasonId, Request, SessionOrigin, Shift,
    Strategy, TransferTo, WhenUnstaffed,
};
use acd_trace::{Book, End, Header, Line, Names, ScenarioText, Writer, check};
use tapi_types::{
    AgentId, CallHandle, Effect, FaultRule, GroupId, LineError, ObjectFilter, QueueId, RequestId, SessionId,
    SessionState, Span, Time,
};

use crate::home::{lines, read};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files");

/// Holds a text against the one that is kept; `UPDATE=1` keeps it.
pub(crate) fn hold(name: &str, text: &str) {
    let path = format!("{FOLDER}/{name}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{path} is stale: run UPDATE=1 cargo test -p acd-trace, and look at what changed\n{text}");
}

const SALES: QueueId = QueueId::new(1).unwrap();
const ANNA: AgentId = AgentId::new(1).unwrap();
const S1: SessionId = SessionId::new(1).unwrap();

fn floor() -> Config {
    let group = GroupId::at(0);
    let shift = Shift { from: Time::from_secs(1), to: Time::from_secs(150), groups: vec![group], breaks: Vec::new() };
    let agent = |name: &str, shifts| AgentConfig {
        groups: vec![Membership { group, level: 1 }],
        answer: Answer::After(Distribution::Constant(Span::from_secs(2))),
        shifts,
        ..AgentConfig::new(name)
    };
    let lost = FaultRule {
        function: None,
        object: ObjectFilter::Session(S1),
        from: Time::ZERO,
        to: None,
        nth: Some(2),
        times: None,
        percent: None,
        effect: Effect::DropReply,
    };
    Config {
        seed: 42,
        policies: Policies { count_call_at: CountCallAt::WrapUpEnd, ..Policies::default() },
        reply_after: Distribution::Constant(Span::from_micros(1500)),
        groups: vec!["sales".to_owned()],
        queues: vec![QueueConfig {
            name: "sales_q".to_owned(),
            group,
            strategy: Strategy::Linear,
            threshold: Span::from_secs(20),
            short_abandon: Span::ZERO,
            max_waiting: Some(1),
            max_wait: Some(Span::from_secs(40)),
            overflow_to: None,
            ring_timeout: Some(Span::from_secs(5)),
            on_no_answer: OnNoAnswer::NotReady,
            when_unstaffed: WhenUnstaffed::End,
            picks: Vec::new(),
        }],
        agents: vec![agent("anna", Vec::new()), agent("jürgen", vec![shift])],
        faults: vec![FaultConfig { name: "silent".to_owned(), rule: lost }],
        reasons: vec!["no_answer".to_owned(), "lunch".to_owned()],
        sessions: vec![SessionOrigin::Outside],
        calls: vec![CallOrigin::Outside; 6],
        ..Config::empty()
    }
}

fn book(config: &Config) -> Book {
    let calls: Vec<String> = (1..=6).map(|n| format!("c{n}")).collect();
    Book::new(config, &["s1".to_owned()], &calls)
}

/// What comes from outside: when, and a command or a request of so many seconds.
fn steps() -> Vec<(u64, Result<Command, Request>)> {
    let call = CallHandle::at;
    let arrive = |n| {
        let (talk, patience) = (Some(Span::from_secs(30)), Some(Span::from_secs(25)));
        let times = CallTimes { talk, wrap_up: Span::from_secs(10), patience };
        Ok(Command::Arrive { handle: Some(call(n)), queue: SALES, priority: 0, times })
    };
    let state = |state, next, reason| Ok(Command::SetSessionState { session: S1, state, next, reason });
    let get = || Request::GetAgentSessionInfo(S1);
    vec![
        (0, Ok(Command::CreateSession { id: Some(S1), agent: ANNA, group: GroupId::at(0), address: None })),
        (0, state(Some(SessionState::Ready), None, None)),
        (5, arrive(0)),
        (6, arrive(1)),
        (9, arrive(2)),
        (10, arrive(3)),
        (20, Ok(Command::Hold { call: call(0) })),
        (21, Ok(Command::Retrieve { call: call(0) })),
        (22, Ok(Command::HangUp { call: call(1), by: Party::Caller })),
        (23, state(Some(SessionState::NotReady), None, Some(ReasonId(1)))),
        (24, Ok(Command::Answer { session: S1 })),
        (30, Err(get())),
        (31, Err(get())),
        (60, Err(Request::SetAgentSessionState { session: S1, state: None, next: Some(Next::Clear) })),
        (
            61,
            Ok(Command::NonAcdCall { handle: Some(call(4)), agent: ANNA, direction: Direction::Outgoing, talk: None }),
        ),
        (62, Ok(Command::HangUp { call: call(4), by: Party::Agent })),
        (70, arrive(5)),
        (
            80,
            Ok(Command::Transfer {
                call: call(5),
                to: TransferTo::Queue(SALES),
                talk: None,
                wrap_up: None,
                patience: None,
            }),
        ),
        (90, Ok(Command::SetAgentPeriod { agent: ANNA, period_s: 1800 })),
        (91, Ok(Command::CloseProxy)),
        (92, Ok(Command::OpenProxy)),
    ]
}

fn run() -> (Vec<Line>, End) {
    let mut engine = Engine::new(floor());
    engine.keep_trace();
    let mut given = Vec::new();
    for (step, (at, act)) in steps().into_iter().enumerate() {
        engine.advance_before_commands(Time::from_secs(at)).expect("the laws hold");
        match act {
            Ok(command) => drop(engine.apply(&command)),
            Err(request) => drop(engine.submit(request, Some(Span::from_secs(20)))),
        }
        given.push(step);
    }
    engine.forget(RequestId::at(2));
    engine.advance_through(Time::from_secs(180)).expect("the laws hold");
    let mut lines = lines(engine.take_trace());
    let commands = lines.iter_mut().filter(|line| matches!(line.entry, acd_core::Entry::Command(_)));
    for (line, step) in commands.zip(given) {
        line.step = Some(step);
    }
    (lines, End { ended_at: engine.now(), events: engine.position(), halted: None })
}

#[test]
fn a_recording_is_kept_to_the_byte() {
    let config = floor();
    let scenario = ScenarioText {
        file: "small.scenario.json".to_owned(),
        ..ScenarioText::new("small", "{\n  \"version\": 1\n}\n")
    };
    let header = Header {
        scenario,
        seed: config.seed,
        policies: config.policies,
        epoch: "2026-01-05T09:00:00+01:00".to_owned(),
    };
    let (lines, end) = run();
    let book = book(&config);
    let mut writer = Writer::new(Vec::new(), &header, book.clone()).unwrap();
    for line in &lines {
        writer.write(&line.entry, line.step).unwrap();
    }
    let recording = writer.finish(end).unwrap();
    hold("small.recording.jsonl", std::str::from_utf8(&recording).unwrap());
    check(&recording[..]).expect("sound");
    assert_eq!(read(&recording, &book).expect("sound"), lines);
    assert!(lines.len() > 60, "something happened");
    let refused = |line: &Line| format!("{line:?}").contains(&format!("{:?}", LineError::INVALCALLSTATE));
    assert!(lines.iter().any(refused), "and something was refused");
}

#[test]
fn a_recording_reads_well() {
    let config = floor();
    let book = book(&config);
    let mut names = Names::new(&book);
    let mut text = String::new();
    for line in run().0 {
        names.learn(&line);
        text.push_str(&names.say(&line));
        text.push('\n');
    }
    hold("small.txt", &text);
}
