//! From a file to a file: a day of calls, its recording, and the reading of a long scenario.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use acd_core::Engine;
use acd_run::{RecordingOptions, RunOptions};
use acd_trace::ScenarioText;
use serde::Deserialize;
use tapi_types::Span;

use super::Options;
use crate::clock::Clock;
use crate::model::{Model, number, scaled};
use crate::race::Race;
use crate::row::{Row, megabytes, nanoseconds};
use crate::stored::Line;
use crate::{engine, goal, limit};

const DAY: Span = Span::from_secs(24 * 3600);

/// A floor on which so many calls come in a day, with nine tenths of the work that its agents can do.
fn a_day_of(calls: u64) -> Model {
    let gap = scaled(DAY, 1, calls.max(1));
    let at_nine_tenths = Model::busy(1).gap.as_micros().div_ceil(gap.as_micros().max(1));
    Model { agents: u32::try_from(at_nine_tenths).unwrap_or(u32::MAX), gap, ..Model::busy(1) }
}

pub(super) fn day(options: &Options) -> Result<Vec<Row>, String> {
    let model = a_day_of(options.calls);
    limit::BEST.check_beside(&engine::DIRECT, &model)?;
    let text = engine::scenario(&model, 1, options.calls);
    let times = Race::new(Clock::Processor)
        .with(limit::BEST.name, || (limit::BEST.play)(&model, 1, options.calls).offered)
        .with("engine", || engine::run(engine::config(&model, 1, options.calls)).queues()[0].figures.offered)
        .with("file to report", || engine::report(&text, &RunOptions::default()).0.queues[0].offered)
        .run(options.rounds);
    let whole = nanoseconds(times.cost(2).over(1.0 / number(options.calls)));
    Ok(vec![
        Row::new("agents on the floor", model.agents.to_string()),
        Row::cost(&times, 0),
        Row::beside(&times, 1, 0),
        Row::beside(&times, 2, 0).goal(goal::DAY),
        Row::new("the whole day", whole),
    ])
}

/// A file for as long as it is needed.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        Scratch(std::env::temp_dir().join(format!("acd-bench-{}-{name}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It need not have been made.
        let _ = fs::remove_file(&self.0);
    }
}

/// A recorded call makes some ten lines, so there are fewer calls.
const PART: u64 = 10;

pub(super) fn recording(options: &Options) -> Result<Vec<Row>, String> {
    let calls = (options.calls / PART).max(1);
    let model = a_day_of(calls);
    let text = engine::scenario(&model, 1, calls);
    let (recorded, written) = (Scratch::new("recording"), Scratch::new("lines"));
    let with_recording = RunOptions {
        recording: Some(RecordingOptions {
            path: recorded.0.clone(),
            scenario: ScenarioText::new("bench", text.clone()),
            replace: true,
        }),
        ..RunOptions::default()
    };
    engine::report(&text, &with_recording);
    let recording = fs::read_to_string(&recorded.0).map_err(|error| error.to_string())?;
    let body = body(&recording);
    let lines = parse(body)?;
    let records = lines.len() as u64;
    write_lines(&lines, &written.0).map_err(|error| error.to_string())?;
    if fs::read(&written.0).map_err(|error| error.to_string())? != body.as_bytes() {
        return Err("serde_json does not write the same records".to_owned());
    }
    let times = Race::new(Clock::Processor)
        .with("serde_json to a buffered file", || {
            write_lines(&lines, &written.0).expect("it could be written before");
            records
        })
        .with("the run without recording", || {
            engine::report(&text, &RunOptions::default());
            records
        })
        .with("the run with a recording", || {
            engine::report(&text, &with_recording);
            records
        })
        .run(options.rounds);
    let bytes = body.len() as u64;
    Ok(vec![
        Row::new("records", format!("{records} of {:.0} bytes", number(bytes) / number(records))),
        Row::cost(&times, 0),
        Row::beside(&times, 1, 0),
        Row::beside(&times, 2, 0),
        Row::new("what the recording adds", "")
            .times(times.ratio_of_difference(2, 1, 0), times.name(0))
            .goal(goal::RECORDING),
    ])
}

/// A recording without its first line and its last.
fn body(recording: &str) -> &str {
    let from = recording.find('\n').map_or(0, |at| at + 1);
    let to = recording.trim_end().rfind('\n').map_or(from, |at| at + 1);
    recording.get(from..to).unwrap_or_default()
}

fn parse(body: &str) -> Result<Vec<Line<'_>>, String> {
    body.lines().map(|line| serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))).collect()
}

fn write_lines(lines: &[Line<'_>], to: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(to)?);
    for line in lines {
        serde_json::to_writer(&mut out, line)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// What a program would read such a scenario into that uses serde_json and nothing else.
#[derive(Deserialize)]
#[expect(dead_code, reason = "read for the sake of the time that it takes")]
struct Plain {
    version: u32,
    steps: Vec<PlainStep>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "see above")]
struct PlainStep {
    at: String,
    create_session: Option<PlainSession>,
    set_session_state: Option<PlainState>,
    arrive: Option<PlainArrival>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "see above")]
struct PlainSession {
    session: String,
    agent: String,
    group: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "see above")]
struct PlainState {
    session: String,
    state: String,
    reason: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "see above")]
struct PlainArrival {
    call: String,
    queue: String,
    talk: String,
    wrap_up: String,
    patience: String,
}

pub(super) fn load(options: &Options) -> Vec<Row> {
    let steps = options.calls;
    let text = many_steps(steps);
    let times = Race::new(Clock::Processor)
        .with("serde_json into typed steps", || {
            serde_json::from_str::<Plain>(&text).map_or(0, |plain| plain.steps.len() as u64)
        })
        .with("loaded and checked", || engine::load(&text).steps.len() as u64)
        .with("loaded, checked and started", || {
            let plan = engine::load(&text);
            let _started = Engine::new(plan.config.clone());
            plan.steps.len() as u64
        })
        .run(options.rounds);
    vec![
        Row::new("size of the file", megabytes(number(text.len() as u64))),
        Row::cost(&times, 0),
        Row::beside(&times, 1, 0),
        Row::beside(&times, 2, 0).goal(goal::LOAD),
    ]
}

/// Loads a scenario of so many steps.
pub(crate) fn load_steps(steps: u64) -> u64 {
    // Its first step creates the session.
    engine::load(&many_steps(steps)).steps.len() as u64 - 1
}

/// A session and so many steps, half of them calls.
fn many_steps(steps: u64) -> String {
    let mut text = String::from(
        r#"{ "version": 1, "groups": [ { "id": "g" } ], "queues": [ { "id": "q", "group": "g" } ],
        "agents": [ { "id": "a", "groups": [ { "group": "g" } ] } ], "steps": [
        { "at": "0s", "create_session": { "session": "s", "agent": "a", "group": "g" } }"#,
    );
    for n in 0..steps / 2 {
        let written = write!(
            text,
            r#",
            {{ "at": "{n}ms", "arrive": {{ "call": "c{n}", "queue": "q", "talk": "90s", "wrap_up": "10s", "patience": "1m" }} }},
            {{ "at": "{n}ms", "set_session_state": {{ "session": "s", "state": "not_ready", "reason": "lunch" }} }}"#
        );
        written.expect("a string takes everything");
    }
    text.push_str("] }");
    text
}
