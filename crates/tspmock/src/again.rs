//! The run once more, from its log, up to any moment.

use acd_core::{Engine, Entry, LoggedCommand};
use acd_replay::put_in;
use acd_scenario::Plan;
use tapi_types::Time;

use crate::world::Run;

/// An engine that does again what was done.
pub(crate) struct Again<'r> {
    pub(crate) engine: Engine,
    commands: std::iter::Peekable<Box<dyn Iterator<Item = &'r LoggedCommand> + 'r>>,
    events: u64,
}

impl<'r> Again<'r> {
    pub(crate) fn new(plan: &Plan, run: &'r Run) -> Again<'r> {
        let commands = run.lines.iter().filter_map(|line| match &line.entry {
            Entry::Command(command) => Some(command),
            Entry::Record(_) => None,
        });
        let commands: Box<dyn Iterator<Item = &'r LoggedCommand> + 'r> = Box::new(commands);
        Again { engine: Engine::new(plan.config.clone()), commands: commands.peekable(), events: run.end.events }
    }

    /// Does everything up to and at a moment, with a look after each event and each command.
    pub(crate) fn advance(&mut self, to: Time, mut look: impl FnMut(&Engine)) {
        while self.next_at().is_some_and(|at| at <= to) && self.step() {
            look(&self.engine);
        }
        // An engine that stands still stood still then.
        let _halted = self.engine.advance_through(to);
    }

    /// The command whose place has come.
    fn command(&mut self) -> Option<&'r LoggedCommand> {
        let position = self.engine.position();
        self.commands.next_if(|command| command.position <= position)
    }

    /// When the next thing happens.
    fn next_at(&mut self) -> Option<Time> {
        let position = self.engine.position();
        match self.commands.peek() {
            Some(command) if command.position <= position => Some(command.at),
            Some(_) => self.engine.next_wake().map(|wake| wake.at),
            None if position < self.events => self.engine.next_wake().map(|wake| wake.at),
            None => None,
        }
    }

    /// Does it. False where the engine stands still.
    fn step(&mut self) -> bool {
        match self.command() {
            Some(command) => put_in(&mut self.engine, command).is_ok(),
            None => self.engine.step().is_ok(),
        }
    }
}
