//! The steps of the floor's own scenario, as they are played.

use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

use acd_core::{Class, Command, Moment};
use acd_run::StepCommands;
use acd_scenario::{Plan, RequestStep, Step, Verb};
use acd_sim::{Script, Sim};
use tapi_types::{LineError, Time};
use tokio::sync::watch;

use crate::clients::Clients;
use crate::world::{Diary, lock};

/// Plays the steps of a plan, requests by its clients.
pub(crate) struct Steps {
    plan: Arc<Plan>,
    diary: Arc<Mutex<Diary>>,
    clients: Arc<Mutex<Clients>>,
    commands: StepCommands,
    done: usize,
    /// How many steps live calls need not wait for any more.
    played: watch::Sender<usize>,
}

/// A step that was refused and does not expect it, or the other way round.
#[derive(Debug, Clone)]
pub(crate) struct Misstep {
    pub(crate) step: usize,
    pub(crate) id: Option<String>,
    pub(crate) at: Time,
    pub(crate) error: Option<LineError>,
}

impl Steps {
    pub(crate) fn new(plan: Arc<Plan>, diary: Arc<Mutex<Diary>>, clients: Arc<Mutex<Clients>>) -> Steps {
        let commands = StepCommands::new(plan.config.seed);
        Steps { plan, diary, clients, commands, done: 0, played: watch::Sender::new(0) }
    }

    /// Tells how many steps have been played. It closes when nobody plays them any more.
    pub(crate) fn played(&self) -> watch::Receiver<usize> {
        self.played.subscribe()
    }

    fn command(&self, command: &Command, step: &Step, sim: &Sim) {
        let (refusal, at, n) =
            sim.with_engine(|engine| (engine.apply(command).err(), engine.now(), engine.command_count()));
        let mut diary = lock(&self.diary);
        diary.steps.insert(n, step.index);
        if refusal != step.refused {
            diary.missteps.push(Misstep { step: step.index, id: step.id.clone(), at, error: refusal });
        }
    }

    fn request(&self, request: &RequestStep, step: &Step, sim: &Sim) {
        if let Some(id) = lock(&self.clients).ask(&self.plan, request, sim) {
            lock(&self.diary).requests.insert(id, step.index);
        }
    }
}

impl Script for Steps {
    fn next(&self) -> Option<Moment> {
        self.plan.steps.get(self.done).map(|step| Moment { at: step.at, class: Class::Command })
    }

    fn act(&mut self, sim: &Sim) {
        let plan = Arc::clone(&self.plan);
        let Some(step) = plan.steps.get(self.done) else { return };
        self.done += 1;
        let mut clients = lock(&self.clients);
        clients.poll(&mut Context::from_waker(Waker::noop()));
        let verb = clients.in_step(&plan, &step.verb);
        drop(clients);
        if let Verb::Request(request) = &*verb {
            return self.request(request, step, sim);
        }
        if let Some(command) = self.commands.of(&plan, &verb) {
            self.command(&command, step, sim);
        }
    }

    fn poll_work(&mut self, context: &mut Context<'_>) {
        lock(&self.clients).poll(context);
        // By now the driver has noted which step is next, and live calls go on as far as that.
        self.played.send_if_modified(|played| std::mem::replace(played, self.done) != self.done);
    }

    fn has_news(&self, sim: &Sim) -> bool {
        lock(&self.clients).has_news(sim)
    }
}
