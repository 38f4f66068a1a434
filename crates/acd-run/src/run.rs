//! Plays a plan from its beginning to its end.

use std::io;
use std::path::PathBuf;

use acd_core::{Called, Halt};
use acd_scenario::{Plan, Verb};
use acd_sim::{Script, Sim, Until, run_by_clock, run_plain, run_virtual};

use crate::floor::Names;
use crate::picture::Picture;
use crate::record_file::{Recording, RecordingOptions};
use crate::report::{REPORT_VERSION, Report};
use crate::requests::{Lines, Wrap};
use crate::script::Player;
#[cfg(feature = "tables")]
use crate::table_files::{self, TableFiles, TableOptions};
use crate::watch::{Listener, Watchers};

/// How a plan is to be played.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// The file, as the report calls it.
    pub file: String,
    /// In place of the plan's seed.
    pub seed: Option<u64>,
    /// Works out the digest.
    pub digest: bool,
    /// Writes tables.
    #[cfg(feature = "tables")]
    pub tables: Option<TableOptions>,
    /// Writes a recording.
    pub recording: Option<RecordingOptions>,
    /// Who moves time.
    pub driver: Driver,
    /// Checks every law after every event, at a cost that grows with the floor.
    pub check_all_laws: bool,
}

/// Who moves time. The figures and the trace are the same under each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Driver {
    /// Nobody: from event to event at full speed.
    #[default]
    Virtual,
    /// Tokio's paused clock.
    Paused,
    /// Tokio's real clock, so many times as fast.
    Real {
        /// 1 and up.
        speed: u32,
    },
}

/// Why a run has no report.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A law of the engine is broken: a mistake of ours.
    #[error("{0}")]
    Law(Halt),
    /// The scenario goes round for ever.
    #[error("{0}")]
    GoesRound(String),
    /// A table or a recording could not be written.
    #[error("{} could not be written: {error}", path.display())]
    Io {
        /// What could not be written.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// Plays a plan to its end.
///
/// It builds a runtime of its own where the plan makes requests or a clock is asked for, so it must not be called from
/// inside one.
///
/// # Errors
/// When the engine stops, or a table or a recording cannot be written.
pub fn run(plan: &Plan, options: &RunOptions) -> Result<Report, RunError> {
    run_with(plan, options, Around::default())
}

/// What stands around a run.
#[derive(Default)]
pub struct Around<'a> {
    /// Between each client and the ACD: a decorator that counts, say.
    pub wrap: Option<Wrap<'a>>,
    /// Hears every line of the trace.
    pub listener: Option<Listener<'a>>,
}

/// Plays a plan to its end with something around it.
///
/// # Errors
/// As [`run`].
pub fn run_with(plan: &Plan, options: &RunOptions, around: Around<'_>) -> Result<Report, RunError> {
    let seed = options.seed.unwrap_or(plan.config.seed);
    let mut config = plan.config.clone();
    config.seed = seed;
    let sim = Sim::new(config);
    let watchers = watchers(plan, options, seed, around.listener)?;
    prepare(&sim, options, watchers.any());
    let player = Player::new(plan, seed, Lines::open(&sim, plan, around.wrap), watchers);
    let result = play(plan, options, &sim, player, seed);
    #[cfg(feature = "tables")]
    if let (Err(_), Some(tables)) = (&result, &options.tables) {
        table_files::remove_parts(tables);
    }
    result
}

fn watchers<'a>(
    plan: &'a Plan,
    options: &RunOptions,
    seed: u64,
    listener: Option<Listener<'a>>,
) -> Result<Watchers<'a>, RunError> {
    let mut watchers = Watchers::new(listener);
    watchers.recording = options.recording.as_ref().map(|to| Recording::create(to, plan, seed)).transpose()?;
    #[cfg(feature = "tables")]
    {
        watchers.tables = options.tables.as_ref().map(|to| TableFiles::create(plan, to)).transpose()?;
    }
    Ok(watchers)
}

fn play(plan: &Plan, options: &RunOptions, sim: &Sim, mut player: Player<'_>, seed: u64) -> Result<Report, RunError> {
    let driven = drive(sim, &mut player, plan, options.driver);
    sim.with_engine(|engine| player.watch.look(engine));
    // A run that came to a halt is worth a recording above all.
    let recorded = player.watch.recording.take();
    let recorded = recorded.map(|recording| sim.with_engine(|engine| recording.finish(engine))).transpose()?;
    driven.map_err(|halt| stopped(plan, halt))?;
    player.watch.take_error()?;
    #[cfg(feature = "tables")]
    if let Some(tables) = player.watch.tables.take() {
        tables.finish(sim.with_engine(|engine| engine.now()))?;
    }
    player.look_at_the_end(sim);
    let digest = recorded.or_else(|| sim.with_engine(|engine| engine.digest()));
    Ok(report(plan, options, sim, player, seed, digest))
}

fn prepare(sim: &Sim, options: &RunOptions, watched: bool) {
    sim.keep_requests();
    sim.with_engine(|engine| {
        // A recording makes the digest by itself.
        if options.digest && options.recording.is_none() {
            engine.start_digest();
        }
        if watched {
            engine.keep_trace();
        }
        if options.check_all_laws {
            engine.check_all_laws();
        }
    });
}

fn drive(sim: &Sim, player: &mut (impl Script + ?Sized), plan: &Plan, driver: Driver) -> Result<(), Halt> {
    let until = plan.until.map_or(Until::Idle, Until::Time);
    let asks = plan.steps.iter().any(|step| matches!(step.verb, Verb::Request(_)));
    match driver {
        Driver::Virtual if !asks => run_plain(sim, player, until),
        Driver::Virtual => runtime(true).block_on(run_virtual(sim, player, until)),
        Driver::Paused => runtime(true).block_on(run_by_clock(sim, player, until, 1)),
        Driver::Real { speed } => runtime(false).block_on(run_by_clock(sim, player, until, speed)),
    }
}

/// A runtime for one run, without threads of its own.
fn runtime(paused: bool) -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().start_paused(paused);
    builder.build().expect("a runtime without I/O needs nothing that could be missing")
}

fn stopped(plan: &Plan, halt: Halt) -> RunError {
    let Halt::GoesRound { at, calls, sessions } = halt else { return RunError::Law(halt) };
    let names = Names::new(plan);
    let calls = calls.iter().map(|(no, handle)| match handle {
        Some(handle) => names.call(*handle),
        None => format!("number {}", no.0),
    });
    let sessions = sessions.iter().map(|id| Called::session(*id, None, &plan.session_names).to_string());
    let (calls, sessions) = (calls.collect::<Vec<_>>().join(", "), sessions.collect::<Vec<_>>().join(", "));
    RunError::GoesRound(format!(
        "the scenario goes round for ever at {at}: {} events in a row without a call that enters, is answered or ends; \
         calls that go round: {calls}; at sessions: {sessions}. Give the calls a patience, or the queue a max_wait",
        acd_core::CIRCLE_EVENTS_MAX
    ))
}

fn report(
    plan: &Plan,
    options: &RunOptions,
    sim: &Sim,
    mut player: Player<'_>,
    seed: u64,
    digest: Option<String>,
) -> Report {
    let requests = player.request_rows(sim);
    let mut warnings: Vec<String> = sim.with_engine(|engine| {
        let faults = plan.config.faults.iter().enumerate();
        let silent = faults.filter(|(place, _)| engine.fault_count(*place) == 0);
        silent.map(|(_, fault)| format!("fault {} never fired", fault.name)).collect()
    });
    let exact = player.replies_at_the_limit(sim);
    warnings.extend(exact.iter().map(|name| format!("the reply to request {name} came exactly at its limit")));
    let expectations: Vec<_> = std::mem::take(&mut player.expectations).into_iter().flatten().collect();
    let refused = std::mem::take(&mut player.refused);
    let (picture, ended_at, records) =
        sim.with_engine(|engine| (Picture::take(plan, &*engine), engine.now(), engine.record_count()));
    Report {
        report_version: REPORT_VERSION,
        scenario: plan.name.clone(),
        file: options.file.clone(),
        seed,
        passed: Report::verdict(&expectations, &refused),
        ended_at_us: ended_at.as_micros(),
        expectations,
        refused,
        requests,
        sessions: picture.sessions,
        agents: picture.agents,
        queues: picture.queues,
        calls: picture.calls,
        digest,
        records,
        warnings,
    }
}
