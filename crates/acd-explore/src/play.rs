//! Plays a plan on the bare engine, from outside step by step: no client, no runtime, no lock.
//!
//! The trace is that of every driver. What only a client can see, the value of a reply, is not to be had here.

use std::collections::BTreeMap;

use acd_core::{Class, Config, Engine, Entry, Halt, Moment};
use acd_run::expect;
use acd_run::report::ExpectationRow;
use acd_scenario::{Plan, Subject};
use tapi_types::{LineError, RequestId, Time};

use crate::outside::{Deed, Outside};

/// The trace is handed on after so many events and steps: what a long run may hold of it.
const TURNS_BETWEEN_SHOWS: u32 = 1024;

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
    /// The steps of requests, by their places in the plan.
    pub(crate) asked: BTreeMap<RequestId, usize>,
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
        turns: 0,
        steps_done: 0,
        looks,
        looks_done: 0,
        surprises: Vec::new(),
        asked: BTreeMap::new(),
        eye,
    };
    let halt = player.play().err();
    player.show();
    let Player { engine, surprises, asked, eye: seen, .. } = player;
    Played { engine, surprises, asked, seen, halt }
}

/// What only a client can see: replies, messages, and who was made by requests.
pub(crate) fn takes_a_client(plan: &Plan, of: &Subject) -> bool {
    match of {
        Subject::Reply(_) | Subject::Message(_) => true,
        Subject::Agent(agent) => plan.new_agent(*agent).is_some(),
        Subject::Session(_) | Subject::Queue(_) | Subject::Call(_) => false,
    }
}

struct Player<'p, 'w, W, E> {
    plan: &'p Plan,
    outside: Outside<'p>,
    watcher: &'w mut W,
    /// Where the trace passes through.
    entries: &'w mut Vec<Entry>,
    engine: Engine,
    /// Events and steps since the trace was handed on.
    turns: u32,
    steps_done: usize,
    /// Places of expectations with a time, in order of time.
    looks: &'p [usize],
    looks_done: usize,
    surprises: Vec<Refusal>,
    asked: BTreeMap<RequestId, usize>,
    eye: E,
}

impl<W: Watcher, E: Eye> Player<'_, '_, W, E> {
    fn play(&mut self) -> Result<(), Halt> {
        while let Some(stop) = self.next_stop() {
            self.stop(stop)?;
        }
        self.run_out()?;
        for place in 0..self.plan.expectations.len() {
            if self.plan.expectations[place].at.is_none() {
                self.look(place);
            }
        }
        Ok(())
    }

    /// Goes to a step or a look, and does it.
    fn stop(&mut self, stop: Moment) -> Result<(), Halt> {
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
        Ok(())
    }

    /// Nothing more comes from outside.
    fn run_out(&mut self) -> Result<(), Halt> {
        let last = self.plan.until.unwrap_or(Time::MAX);
        self.run_while(|wake| wake.at <= last)?;
        match self.plan.until {
            Some(until) => self.engine.advance_through(until),
            None => self.engine.halted(),
        }
    }

    fn next_stop(&self) -> Option<Moment> {
        let step = self.plan.steps.get(self.steps_done).map(|step| Moment { at: step.at, class: Class::Command });
        let look = self.looks.get(self.looks_done).and_then(|&place| self.plan.expectations[place].at);
        let look = look.map(|at| Moment { at, class: Class::Expect });
        let stop = [step, look].into_iter().flatten().min()?;
        (stop.at <= self.plan.until.unwrap_or(Time::MAX)).then_some(stop)
    }

    fn run_while(&mut self, goes_on: impl Fn(Moment) -> bool) -> Result<(), Halt> {
        while self.engine.next_wake().is_some_and(&goes_on) {
            self.engine.step()?;
            self.turn();
        }
        Ok(())
    }

    /// An event or a step is over.
    fn turn(&mut self) {
        self.turns += 1;
        if self.turns >= TURNS_BETWEEN_SHOWS {
            self.show();
        }
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
            Deed::Request(request, limit, aim) => {
                let id = self.outside.submit(&mut self.engine, request, limit, aim);
                self.asked.insert(id, place);
            }
            Deed::Nothing => {}
        }
        self.turn();
    }

    fn look(&mut self, place: usize) {
        if !takes_a_client(self.plan, &self.plan.expectations[place].of) {
            self.eye.look(place, self.plan, &self.engine);
        }
    }

    fn show(&mut self) {
        self.turns = 0;
        self.outside.hear(&mut self.engine);
        self.engine.take_trace_into(self.entries);
        if !self.entries.is_empty() {
            self.watcher.see(self.entries);
        }
    }
}
