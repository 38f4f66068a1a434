//! A floor written down: as a recording, and as a scenario.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

use acd_core::SessionOrigin;
use acd_replay::write_down;
use acd_run::floor::Names;
use acd_run::{book, header};
use acd_scenario::{Expectation, Plan};
use acd_trace::{Footer, ScenarioText, Writer};
use tapi_types::Time;

use crate::expect::{Kind, RowExpected};
use crate::kept::kept;
use crate::verify::{decided, subject};
use crate::world::{Run, World, lock};

/// Writes the recording of a run.
pub(crate) fn record<W: Write>(world: &World, run: &Run, out: W) -> io::Result<(W, String)> {
    let mut plan = (*world.plan).clone();
    // A floor whose streams never end is no scenario unless something ends the run.
    plan.until.get_or_insert(Time::MAX);
    let scenario = ScenarioText::new(&plan.name, acd_scenario::write(&plan));
    let mut writer = Writer::new(out, &header(&plan, plan.config.seed, scenario), book(&plan))?;
    for line in &run.lines {
        writer.write(&line.entry, line.step)?;
    }
    let digest = writer.digest();
    writer.finish(run.end.clone()).map(|out| (out, digest))
}

/// Keeps the recording of a failed test. The same run of the same test has the same name, wherever and whenever it runs.
pub(crate) fn keep(world: &World, run: &Run, folder: Option<&PathBuf>) -> io::Result<PathBuf> {
    let (bytes, digest) = record(world, run, Vec::new())?;
    let folder = folder.cloned().unwrap_or_else(default_folder);
    fs::create_dir_all(&folder)?;
    let test = thread::current().name().filter(|name| !matches!(*name, "main" | "tokio-runtime-worker")).map(plain);
    let name = test.unwrap_or_else(|| plain(&world.plan.name));
    let path = folder.join(format!("{name}-{}.recording", &digest[..8]));
    fs::write(&path, bytes)?;
    Ok(path)
}

fn default_folder() -> PathBuf {
    let named = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    named("TSPMOCK_RECORDINGS")
        .or_else(|| named("CARGO_TARGET_TMPDIR"))
        .unwrap_or_else(|| env::temp_dir().join("tspmock"))
}

/// A name that every file system takes.
fn plain(name: &str) -> String {
    let plain = name.replace("::", "-");
    plain.chars().map(|c| if c.is_ascii_alphanumeric() || "_-.".contains(c) { c } else { '_' }).collect()
}

/// Writes a recording to a new file, or in place of one.
pub(crate) fn save(world: &World, path: &Path) -> io::Result<()> {
    let (bytes, _) = record(world, &world.run(), Vec::new())?;
    fs::write(path, bytes)
}

/// The digest that the recording of the run so far has.
pub(crate) fn digest(world: &World) -> io::Result<String> {
    record(world, &world.run(), io::sink()).map(|(_, digest)| digest)
}

/// The run as a scenario, every live verb a step, and what is expected of it as far as its time has come.
pub(crate) fn scenario(world: &World) -> Result<String, String> {
    let run = world.run();
    let end = run.end.ended_at;
    let footer = Footer {
        records: 0,
        commands: 0,
        events: run.end.events,
        ended_at: end,
        digest: String::new(),
        halted: None,
        checksum: String::new(),
    };
    let lines = run.lines.iter().cloned().map(Ok);
    let mut plan = write_down(&world.plan, lines, &footer).map_err(|flaw| flaw.to_string())?.plan;
    if plan.until.is_some() {
        plan.steps.retain(|step| step.at <= end);
    }
    plan.expectations.retain(|own| decided(own, world.plan.until, end));
    let kept = kept(world, &run);
    let diary = lock(&world.diary);
    for (handle, attached) in &diary.attached {
        attached.write_into(&mut plan, &format!("live/{}", handle.get()));
    }
    let own = diary.sessions.iter().map(|(id, name)| (format!("live/{}", id.get()), name));
    rename(&mut plan.session_names, own);
    let own = diary.calls.iter().map(|(handle, name)| (format!("live/{}", handle.get()), name));
    rename(&mut plan.call_names, own);
    drop(diary);
    for (mut row, at) in kept {
        if row.kind == Kind::Session && !plan.session_names.contains(&row.name) {
            // The test's own name for a session that has one in the scenario, or by its shift.
            row.name = recorded_name(world, row.kind, &row.name);
        }
        name_of_shift(world, &row, &mut plan);
        if let Some(of) = subject(&row, &plan) {
            plan.expectations.push(Expectation { id: None, at: Some(at), of, wants: row.wants, written: row.written });
        }
    }
    Ok(acd_scenario::write(&plan))
}

/// Gives a session of a shift the place among the names that an expectation about it needs.
fn name_of_shift(world: &World, expected: &RowExpected, plan: &mut Plan) {
    if expected.kind != Kind::Session || plan.session_names.contains(&expected.name) {
        return;
    }
    let rows = world.sim.with_engine(|engine| engine.sessions());
    let row = rows.into_iter().find(|row| Names::new(&world.plan).session_of(row) == expected.name);
    if let Some((n, row)) = row.and_then(|row| Some((row.shift_n?, row))) {
        plan.session_names.push(expected.name.clone());
        plan.config.sessions.push(SessionOrigin::Shift { agent: row.agent, group: row.group, n });
    }
}

/// Puts the test's own names in place of made ones.
fn rename<'n>(names: &mut [String], own: impl Iterator<Item = (String, &'n String)>) {
    for (made, name) in own {
        if let Some(place) = names.iter().position(|known| *known == made) {
            names[place].clone_from(name);
        }
    }
}

/// The name of something in the recording, which does not know the test's own names.
pub(crate) fn recorded_name(world: &World, kind: Kind, name: &str) -> String {
    let diary = lock(&world.diary);
    match kind {
        Kind::Session => {
            let own = diary.sessions.iter().find(|(_, own)| *own == name).map(|(id, _)| *id);
            let row = own.and_then(|id| world.sim.with_engine(|engine| engine.session(id)));
            row.map_or_else(|| name.to_owned(), |row| Names::new(&world.plan).session_of(&row))
        }
        Kind::Call => {
            let own = diary.calls.iter().find(|(_, own)| *own == name).map(|(handle, _)| *handle);
            own.map_or_else(|| name.to_owned(), |handle| Names::new(&world.plan).call(handle))
        }
        Kind::Agent | Kind::Queue => name.to_owned(),
    }
}
