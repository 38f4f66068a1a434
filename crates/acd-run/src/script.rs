//! Plays the steps of a plan: commands to the ACD, requests through the TAPI 3 face, looks for expectations.

use std::task::{Context, Poll};

use acd_core::{Class, Engine, Moment};
use acd_scenario::{Plan, RequestStep, Step, Verb};
use acd_sim::{Script, Sim};
use futures_util::stream::{FuturesUnordered, Stream as _};
use tapi_types::LineError;

use crate::asking::{Asking, Waiting};
use crate::commands::StepCommands;
use crate::expect;
use crate::report::{ExpectationRow, RefusedRow, RequestRow};
use crate::requests::Lines;
use crate::watch::Watchers;

/// A plan on its way.
pub(crate) struct Player<'p> {
    plan: &'p Plan,
    asking: Asking,
    /// Steps done so far.
    steps_done: usize,
    /// Places of expectations with a time, in order of time; how many are done.
    looks: Vec<usize>,
    looks_done: usize,
    commands: StepCommands,
    /// Calls of the face that wait.
    waiting: FuturesUnordered<Waiting>,
    pub(crate) refused: Vec<RefusedRow>,
    pub(crate) expectations: Vec<Option<ExpectationRow>>,
    pub(crate) watch: Watchers<'p>,
}

impl<'p> Player<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64, lines: Lines, watch: Watchers<'p>) -> Player<'p> {
        let timed = plan.expectations.iter().enumerate();
        let mut looks: Vec<usize> = timed.filter(|(_, look)| look.at.is_some()).map(|(place, _)| place).collect();
        looks.sort_by_key(|&place| plan.expectations[place].at);
        Player {
            plan,
            asking: Asking::on(lines, plan),
            steps_done: 0,
            looks,
            looks_done: 0,
            commands: StepCommands::new(seed),
            waiting: FuturesUnordered::new(),
            refused: Vec::new(),
            expectations: vec![None; plan.expectations.len()],
            watch,
        }
    }

    /// The rows of all requests so far, with their moments.
    pub(crate) fn request_rows(&self, sim: &Sim) -> Vec<RequestRow> {
        self.asking.rows(sim)
    }

    /// Requests whose reply came exactly at their limit.
    pub(crate) fn replies_at_the_limit(&self, sim: &Sim) -> Vec<String> {
        self.asking.replies_at_the_limit(sim)
    }

    /// Looks for the expectations without a time.
    pub(crate) fn look_at_the_end(&mut self, sim: &Sim) {
        for place in 0..self.plan.expectations.len() {
            if self.expectations[place].is_none() {
                self.look(place, sim);
            }
        }
    }

    fn next_look(&self) -> Option<usize> {
        self.looks.get(self.looks_done).copied()
    }

    fn look(&mut self, place: usize, sim: &Sim) {
        let outside = self.asking.outside(self.plan, sim);
        let row = sim.with_engine(|engine| expect::check(place, self.plan, &*engine, &outside));
        self.expectations[place] = Some(row);
    }

    fn play(&mut self, step: &'p Step, sim: &Sim) {
        let verb = self.asking.made().in_step(self.plan, &step.verb);
        if let Verb::Request(request) = &*verb {
            return self.ask(request, step.index, sim);
        }
        let Some(command) = self.commands.of(self.plan, &verb) else { return };
        let (refusal, at, number) =
            sim.with_engine(|engine| (engine.apply(&command).err(), engine.now(), engine.command_count()));
        if self.watch.any() {
            self.watch.steps.gave(number, step.index);
        }
        self.note_refusal(step, refusal, at);
    }

    /// A refusal is a row; so is one that was expected and did not come.
    fn note_refusal(&mut self, step: &Step, error: Option<LineError>, at: tapi_types::Time) {
        if error.is_none() && step.refused.is_none() {
            return;
        }
        self.refused.push(RefusedRow {
            step: step.index,
            id: step.id.clone(),
            at_us: at.as_micros(),
            error: error.map(|error| error.name().to_owned()),
            expected: error.is_some() && error == step.refused,
        });
    }

    fn ask(&mut self, request: &RequestStep, step: usize, sim: &Sim) {
        let (id, waiting) = self.asking.ask(self.plan, request, sim);
        if let Some(id) = id.filter(|_| self.watch.any()) {
            self.watch.steps.asked(id, step);
        }
        self.waiting.extend(waiting);
    }
}

impl Script for Player<'_> {
    fn next(&self) -> Option<Moment> {
        let step = self.plan.steps.get(self.steps_done).map(|step| Moment { at: step.at, class: Class::Command });
        let look = self.next_look().and_then(|place| self.plan.expectations[place].at);
        let look = look.map(|at| Moment { at, class: Class::Expect });
        [step, look].into_iter().flatten().min()
    }

    fn act(&mut self, sim: &Sim) {
        let Some(moment) = self.next() else { return };
        if moment.class == Class::Command {
            let plan = self.plan;
            self.steps_done += 1;
            self.play(&plan.steps[self.steps_done - 1], sim);
        } else if let Some(place) = self.next_look() {
            self.looks_done += 1;
            self.look(place, sim);
        }
    }

    fn poll_work(&mut self, context: &mut Context<'_>) {
        while let Poll::Ready(Some(heard)) = std::pin::Pin::new(&mut self.waiting).poll_next(context) {
            self.asking.hear(heard);
        }
    }

    fn has_news(&self, sim: &Sim) -> bool {
        !self.waiting.is_empty() && self.asking.has_news(sim)
    }

    fn observes(&self) -> bool {
        self.watch.any()
    }

    fn observe(&mut self, engine: &mut Engine) {
        self.watch.look(engine);
    }
}
