//! Recordings of runs: what all of them say of the scenario, and those of a live call centre.

use std::io::{self, Write};
use std::task::Context;

use acd_core::{Engine, Halt, Moment};
use acd_scenario::Plan;
use acd_sim::{Script, Sim};
use acd_trace::{Book, End, Header, ScenarioText, Writer};
use tapi_types::Time;

/// The header of a recording of a plan under a seed.
pub fn header(plan: &Plan, seed: u64, scenario: ScenarioText) -> Header {
    Header { scenario, seed, policies: plan.config.policies, epoch: plan.epoch.to_string() }
}

/// The names in a plan.
pub fn book(plan: &Plan) -> Book {
    Book::new(&plan.config, &plan.session_names, &plan.call_names)
}

/// Where a run stands, at its end or at a halt.
pub(crate) fn end_of(engine: &Engine) -> End {
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
