//! Plays a plan on the bare engine, from outside step by step: no client, no runtime, no lock.
//!
//! The trace is that of every driver. What only a client can see, the value of a reply, is not to be had here.

use acd_core::{Class, Config, Engine, Entry, Halt, Moment};
use acd_run::expect;
use acd_run::report::ExpectationRow;
use acd_scenario::{Plan, Subject};
use tapi_types::{LineError, Time};

use crate::outside::{Deed, Outside};

/// So many events pass before the trace is handed on: what a long run may hold of it.
const EVENTS_BETWEEN_LOOKS: u32 = 1024;

/// Whoever wants to see a run.
pub(crate) trait Watcher {
    /// What happened since the last time. What it leaves is thrown away.
    fn see(&mut self, entries: &mut Vec<Entry>);
}

/// Nobody.
impl Watcher for () {
    fn see(&mut self, _entries: &mut Vec<Entry>) {}
}

/// Everything, kept.
impl Watcher for Vec<Entry> {
    fn see(&mut self, entries: &mut Vec<Entry>) {
        self.append(entries);
    }
}

/// Whoever looks at the floor for the expectations of a plan.
pub(crate) trait Eye {
    /// The moment has come for the expectation at this place, which is about something on the floor itself.
    fn look(&mut self, place: usize, plan: &Plan, engine: &Engine);
}

/// Whole rows, by place.
impl Eye for Vec<Option<ExpectationRow>> {
    fn look(&mut self, place: usize, plan: &Plan, engine: &Engine) {
        self[place] = Some(expect::check(place, plan, engine, &acd_run::Outside::default()));
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
pub(crate) struct Played<E> {
    /// The engine at the end.
    pub(crate) engine: Engine,
    /// Steps that were refused or not, against what they expect.
    pub(crate) surprises: Vec<Refusal>,
    /// What was seen of the expectations that are about the floor itself.
    pub(crate) seen: E,
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
pub(crate) fn play(
    plan: &Plan,
    seed: u64,
    engine: Engine,
    watcher: &mut impl Watcher,
) -> Played<Vec<Option<ExpectationRow>>> {
    let rows = vec![None; plan.expectations.len()];
    play_before((plan, &looks(plan)), seed, engine, (watcher, rows), &mut Vec::new())
}

/// The places of expectations with a time, in order of time.
pub(crate) fn looks(plan: &Plan) -> Vec<usize> {
    let mut looks: Vec<usize> = (0..plan.expectations.len()).filter(|&at| plan.expectations[at].at.is_some()).collect();
    looks.sort_by_key(|&place| plan.expectations[place].at);
    looks
}

/// Plays a plan with its [`looks`] before somebody's eye. The trace comes by way of `entries`, in whose room it is kept.
pub(crate) fn play_before<W: Watcher, E: Eye>(
    (plan, looks): (&Plan, &[usize]),
    seed: u64,
    mut engine: Engine,
    (watcher, eye): (&mut W, E),
    entries: &mut Vec<Entry>,
) -> Played<E> {
    engine.take_trace_into(entries);
    let mut player = Player {
        plan,
        outside: Outside::new(plan, seed),
        watcher,
        entries,
        engine,
        steps_done: 0,
        looks,
        looks_done: 0,
        surprises: Vec::new(),
        eye,
    };
    let halt = player.play().err();
    player.show();
    Played { engine: player.engine, surprises: player.surprises, seen: player.eye, halt }
}

/// What only a client can see: replies, and who was made by them.
pub(crate) fn takes_a_client(plan: &Plan, of: &Subject) -> bool {
    match of {
        Subject::Reply(_) => true,
        Subject::Agent(agent) => plan.new_agent(*agent).is_some(),
        Subject::Session(_) | Subject::Queue(_) | Subject::Call(_) | Subject::Message(_) => false,
    }
}

struct Player<'p, 'w, W, E> {
    plan: &'p Plan,
    outside: Outside<'p>,
    watcher: &'w mut W,
    /// Where the trace passes through.
    entries: &'w mut Vec<Entry>,
    engine: Engine,
    steps_done: usize,
    /// Places of expectations with a time, in order of time.
    looks: &'p [usize],
    looks_done: usize,
    surprises: Vec<Refusal>,
    eye: E,
}

impl<W: Watcher, E: Eye> Player<'_, '_, W, E> {
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

    fn run_while(&mut self, goes_on: impl Fn(Moment) -> bool) -> Result<(), Halt> {
        let mut events = 0;
        while self.engine.next_wake().is_some_and(&goes_on) {
            self.engine.step()?;
            events += 1;
            if events % EVENTS_BETWEEN_LOOKS == 0 {
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
        match of {
            Subject::Reply(_) | Subject::Message(_) => {}
            Subject::Agent(_) if takes_a_client(self.plan, of) => {}
            Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_) | Subject::Call(_) => {
                self.eye.look(place, self.plan, &self.engine);
            }
        }
    }

    fn show(&mut self) {
        self.outside.hear(&mut self.engine);
        self.engine.take_trace_into(self.entries);
        if !self.entries.is_empty() {
            self.watcher.see(self.entries);
        }
    }
}
