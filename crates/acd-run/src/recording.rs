//! Recordings of runs: to a file while a scenario is played, or of a live call centre.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::task::Context;

use acd_core::{Engine, Halt, Moment};
use acd_scenario::Plan;
use acd_sim::{Script, Sim};
use acd_trace::{Book, End, Header, Line, ScenarioText, Writer};
use tapi_types::Time;

use crate::RunError;

/// A recording and what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingOptions {
    /// The file.
    pub path: PathBuf,
    /// The scenario as text, so that the recording can be played on another machine.
    pub scenario: ScenarioText,
    /// Replaces a file that exists. It stays as it is until the recording is whole.
    pub replace: bool,
}

/// The header of a recording of a plan under a seed.
pub fn header(plan: &Plan, seed: u64, scenario: ScenarioText) -> Header {
    Header { scenario, seed, policies: plan.config.policies, epoch: plan.epoch.to_string() }
}

/// The names in a plan.
pub fn book(plan: &Plan) -> Book {
    Book::new(&plan.config, &plan.session_names, &plan.call_names)
}

/// A recording under way to a file.
pub(crate) struct Recording {
    writer: Writer<BufWriter<File>>,
    path: PathBuf,
    /// Where it is written, if a file with its name exists.
    part: Option<Part>,
}

/// A file that is to take the place of another. One that does not come so far goes.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // After its move there is nothing left to remove.
        let _ = fs::remove_file(&self.0);
    }
}

impl Recording {
    pub(crate) fn create(options: &RecordingOptions, plan: &Plan, seed: u64) -> Result<Recording, RunError> {
        let path = &options.path;
        let (file, part) = open(path, options.replace).map_err(failed(path))?;
        let part = part.map(Part);
        let header = header(plan, seed, options.scenario.clone());
        let writer = Writer::new(BufWriter::new(file), &header, book(plan)).map_err(failed(path))?;
        Ok(Recording { writer, path: path.clone(), part })
    }

    pub(crate) fn write(&mut self, line: &Line) -> Result<(), RunError> {
        self.writer.write(&line.entry, line.step).map_err(failed(&self.path))
    }

    /// Closes the recording of a run that came to its end, or to a halt.
    pub(crate) fn finish(self, engine: &Engine) -> Result<(), RunError> {
        let file = self.writer.finish(end_of(engine)).map_err(failed(&self.path))?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error).map_err(failed(&self.path))?;
        match self.part {
            Some(part) => {
                let moved = file.sync_all().and_then(|()| fs::rename(&part.0, place(&self.path)));
                moved.map_err(failed(&self.path))
            }
            None => Ok(()),
        }
    }
}

/// What a link leads to; else the path itself.
fn place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> RunError + use<> {
    let path = path.to_owned();
    move |error| RunError::Io { path, error }
}

/// True for what is there and is written as it is, since nothing could take its place: devices, pipes, and the names that a
/// system has for the streams of a process, whatever these lead to.
pub fn is_stream(path: &Path) -> bool {
    let of_the_system = ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder));
    fs::metadata(path).is_ok_and(|there| !there.is_dir() && (of_the_system || !there.is_file()))
}

/// A new file in its place, or beside one that is to be replaced.
fn open(path: &Path, replace: bool) -> io::Result<(File, Option<PathBuf>)> {
    if is_stream(path) {
        return OpenOptions::new().append(true).open(path).map(|file| (file, None));
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if replace && error.kind() == io::ErrorKind::AlreadyExists => {
            // What a link leads to is replaced, and the link stays.
            let place = place(path);
            let mut name = place.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{}.part", std::process::id()));
            let part = place.with_file_name(name);
            OpenOptions::new().write(true).create_new(true).open(&part).map(|file| (file, Some(part)))
        }
        opened => opened.map(|file| (file, None)),
    }
}

fn end_of(engine: &Engine) -> End {
    let halted = engine.halted().err().map(|halt: Halt| halt.to_string());
    End { ended_at: engine.now(), events: engine.position(), halted }
}

/// Records a live call centre: what its clients and whoever acts on it do, in the order in which it came, and what became of it.
///
/// ```
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use acd_run::Recorder;
/// use acd_scenario::Plan;
/// use acd_sim::{Nothing, Sim, Until, run_by_clock};
/// use tapi_types::Time;
///
/// let plan = Plan::of_config(acd_core::Config::empty());
/// let sim = Sim::new(plan.config.clone());
/// let mut recorder = Recorder::start(&sim, &plan, Vec::new())?;
/// run_by_clock(&sim, &mut recorder.watching(&mut Nothing), Until::Time(Time::from_secs(60)), 1).await?;
/// let recording = recorder.finish(&sim)?;
/// assert!(acd_trace::check(&recording[..]).is_ok());
/// # Ok(())
/// # }
/// ```
pub struct Recorder<W: Write> {
    writer: Writer<W>,
    error: Option<io::Error>,
}

impl<W: Write> Recorder<W> {
    /// Begins a recording of a call centre that was made from a plan's configuration and has not been used yet.
    ///
    /// # Errors
    /// What keeps the header from being written; [`io::ErrorKind::InvalidInput`] where something has happened already, which
    /// would be missing.
    pub fn start(sim: &Sim, plan: &Plan, out: W) -> io::Result<Recorder<W>> {
        let fresh = sim.with_engine(|engine| {
            engine.keep_trace();
            engine.position() == 0 && engine.record_count() == 0 && engine.command_count() == 0
        });
        if !fresh {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the call centre is in use already"));
        }
        // A floor whose streams never end is no scenario unless something ends the run.
        let mut plan = plan.clone();
        plan.until.get_or_insert(Time::MAX);
        let plan = &plan;
        let scenario = ScenarioText::new(&plan.name, acd_scenario::write(plan));
        let writer = Writer::new(out, &header(plan, plan.config.seed, scenario), book(plan))?;
        Ok(Recorder { writer, error: None })
    }

    /// A script that is recorded while a driver plays it.
    pub fn watching<'a, S: Script + ?Sized>(&'a mut self, script: &'a mut S) -> Watching<'a, S, W> {
        Watching { recorder: self, script }
    }

    fn look(&mut self, engine: &mut Engine) {
        for entry in engine.take_trace() {
            if self.error.is_none() {
                self.error = self.writer.write(&entry, None).err();
            }
        }
    }

    /// Closes the recording where the call centre stands.
    ///
    /// # Errors
    /// What kept any of it from being written.
    pub fn finish(mut self, sim: &Sim) -> io::Result<W> {
        let end = sim.with_engine(|engine| {
            self.look(engine);
            end_of(engine)
        });
        match self.error {
            Some(error) => Err(error),
            None => self.writer.finish(end),
        }
    }
}

/// A script under the eyes of a [`Recorder`].
pub struct Watching<'a, S: Script + ?Sized, W: Write> {
    recorder: &'a mut Recorder<W>,
    script: &'a mut S,
}

impl<S: Script + ?Sized, W: Write> Script for Watching<'_, S, W> {
    fn next(&self) -> Option<Moment> {
        self.script.next()
    }

    fn act(&mut self, sim: &Sim) {
        self.script.act(sim);
    }

    fn poll_work(&mut self, context: &mut Context<'_>) {
        self.script.poll_work(context);
    }

    fn has_news(&self, sim: &Sim) -> bool {
        self.script.has_news(sim)
    }

    fn observes(&self) -> bool {
        true
    }

    fn observe(&mut self, engine: &mut Engine) {
        if self.script.observes() {
            self.script.observe(engine);
        }
        self.recorder.look(engine);
    }
}
