//! Plays a plan on the bare engine, from outside step by step: no client, no runtime, no lock.
//!
//! The trace is that of every driver. What only a client can see, the value of a reply, is not to be had here.

use acd_core::{Class, Config, Engine, Entry, Halt, Moment};
use acd_run::expect;
use acd_run::report::ExpectationRow;
use acd_scenario::{Plan, Subject};
use tapi_types::{LineError, Time};

use crate::outside::{Deed, Outside};

/// So many instants pass before the trace is handed on: what a long run may hold of it.
const INSTANTS_BETWEEN_LOOKS: u32 = 1024;

/// Whoever wants to see a run.
pub(crate) trait Watcher {
    /// What happened since the last time.
    fn see(&mut self, entries: Vec<Entry>);
}

/// Nobody.
impl Watcher for () {
    fn see(&mut self, _entries: Vec<Entry>) {}
}

/// Everything, kept.
impl Watcher for Vec<Entry> {
    fn see(&mut self, entries: Vec<Entry>) {
        self.extend(entries);
    }
}

/// A step whose refusal differs from what it expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Its place in the plan's steps.
    pub(crate) step: usize,
    /// What came.
    pub(crate) came: Option<LineError>,
    /// What it expects.
    pub(crate) expected: Option<LineError>,
}

/// What came of a run.
pub(crate) struct Played {
    /// The engine at the end.
    pub(crate) engine: Engine,
    /// Steps that were refused or not, against what they expect.
    pub(crate) surprises: Vec<Refusal>,
    /// By place; nothing for expectations about replies.
    pub(crate) expectations: Vec<Option<ExpectationRow>>,
    /// Why the run did not come to its end.
    pub(crate) halt: Option<Halt>,
}

/// The engine of a plan, before anything has happened.
pub(crate) fn engine(plan: &Plan, seed: u64) -> Engine {
    Engine::new(Config { seed, ..plan.config.clone() })
}

/// The trace of a plan under a seed, and the engine at the end of the run, or where it stopped.
pub fn trace(plan: &Plan, seed: u64) -> (Vec<Entry>, Engine) {
    let mut engine = engine(plan, seed);
    engine.keep_trace();
    let mut trace = Vec::new();
    let played = play(plan, seed, engine, &mut trace);
    (trace, played.engine)
}

/// Plays a plan to its end on an engine that was made from it.
pub(crate) fn play(plan: &Plan, seed: u64, engine: Engine, watcher: &mut impl Watcher) -> Played {
    let mut looks: Vec<usize> = (0..plan.expectations.len()).filter(|&at| plan.expectations[at].at.is_some()).collect();
    looks.sort_by_key(|&place| plan.expectations[place].at);
    let mut player = Player {
        plan,
        outside: Outside::new(plan, seed),
        watcher,
        engine,
        steps_done: 0,
        looks,
        looks_done: 0,
        surprises: Vec::new(),
        expectations: vec![None; plan.expectations.len()],
    };
    let halt = player.play().err();
    player.show();
    Played { engine: player.engine, surprises: player.surprises, expectations: player.expectations, halt }
}

/// What only a client can see: replies, and who was made by them.
pub(crate) fn takes_a_client(plan: &Plan, of: &Subject) -> bool {
    match of {
        Subject::Reply(_) => true,
        Subject::Agent(agent) => plan.new_agent(*agent).is_some(),
        Subject::Session(_) | Subject::Queue(_) | Subject::Call(_) | Subject::Message(_) => false,
    }
}

struct Player<'p, 'w, W> {
    plan: &'p Plan,
    outside: Outside<'p>,
    watcher: &'w mut W,
    engine: Engine,
    steps_done: usize,
    /// Places of expectations with a time, in order of time.
    looks: Vec<usize>,
    looks_done: usize,
    surprises: Vec<Refusal>,
    expectations: Vec<Option<ExpectationRow>>,
}

impl<W: Watcher> Player<'_, '_, W> {
    fn play(&mut self) -> Result<(), Halt> {
        while let Some(stop) = self.next_stop() {
            self.run_while(|wake| wake.at < stop.at)?;
            if stop.class == Class::Command {
                self.engine.advance_before_commands(stop.at)?;
                self.act();
            } else {
                self.engine.advance_through(stop.at)?;
                let place = self.looks[self.looks_done];
                self.looks_done += 1;
                self.look(place);
            }
        }
        let last = self.plan.until.unwrap_or(Time::MAX);
        self.run_while(|wake| wake.at <= last)?;
        match self.plan.until {
            Some(until) => self.engine.advance_through(until)?,
            None => self.engine.halted()?,
        }
        for place in 0..self.plan.expectations.len() {
            if self.plan.expectations[place].at.is_none() {
                self.look(place);
            }
        }
        Ok(())
    }

    fn next_stop(&self) -> Option<Moment> {
        let step = self.plan.steps.get(self.steps_done).map(|step| Moment { at: step.at, class: Class::Command });
        let look = self.looks.get(self.looks_done).and_then(|&place| self.plan.expectations[place].at);
        let look = look.map(|at| Moment { at, class: Class::Expect });
        let stop = [step, look].into_iter().flatten().min()?;
        (stop.at <= self.plan.until.unwrap_or(Time::MAX)).then_some(stop)
    }

    /// Runs whole instants.
    fn run_while(&mut self, goes_on: impl Fn(Moment) -> bool) -> Result<(), Halt> {
        let mut instants = 0;
        while let Some(wake) = self.engine.next_wake().filter(|wake| goes_on(*wake)) {
            self.engine.advance_through(wake.at)?;
            instants += 1;
            if instants % INSTANTS_BETWEEN_LOOKS == 0 {
                self.show();
            }
        }
        Ok(())
    }

    fn act(&mut self) {
        self.outside.hear(&mut self.engine);
        let place = self.steps_done;
        let step = &self.plan.steps[place];
        self.steps_done += 1;
        match self.outside.deed(step, &self.engine) {
            Deed::Command(command) => {
                let came = self.engine.apply(&command).err();
                if came != step.refused {
                    self.surprises.push(Refusal { step: place, came, expected: step.refused });
                }
            }
            Deed::Request(request, limit, aim) => self.outside.submit(&mut self.engine, request, limit, aim),
            Deed::Nothing => {}
        }
    }

    fn look(&mut self, place: usize) {
        let of = &self.plan.expectations[place].of;
        self.expectations[place] = match of {
            Subject::Reply(_) | Subject::Message(_) => None,
            Subject::Agent(_) if takes_a_client(self.plan, of) => None,
            Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_) | Subject::Call(_) => {
                Some(expect::check(place, self.plan, &self.engine, &acd_run::Outside::default()))
            }
        };
    }

    fn show(&mut self) {
        self.outside.hear(&mut self.engine);
        let entries = self.engine.take_trace();
        if !entries.is_empty() {
            self.watcher.see(entries);
        }
    }
}
