//! An engine that does a run again, led by the commands of its log.

use std::borrow::Borrow;
use std::collections::VecDeque;

use acd_core::{Action, Engine, Halt, LoggedCommand};
use tapi_types::Time;

/// An engine that is led through a run by the commands of its log, each put in at its position. `C` is a command or a
/// reference to one.
#[derive(Debug)]
pub struct Stepper<C> {
    /// As it stands.
    pub engine: Engine,
    /// Those that are still to come, in order.
    commands: VecDeque<C>,
    /// So many the run handled.
    events: u64,
}

impl<C: Borrow<LoggedCommand>> Stepper<C> {
    /// An engine at the start of a run that handled so many events. No command is known yet.
    pub fn new(engine: Engine, events: u64) -> Stepper<C> {
        Stepper { engine, commands: VecDeque::new(), events }
    }

    /// The next commands of the log, in order.
    pub fn lead(&mut self, commands: impl IntoIterator<Item = C>) {
        self.commands.extend(commands);
    }

    /// Carries out the command whose place has come, or else handles one event. False where there is neither.
    ///
    /// # Errors
    /// When the engine stands still.
    pub fn step(&mut self) -> Result<bool, Halt> {
        if self.due().is_some()
            && let Some(command) = self.commands.pop_front()
        {
            return put_in(&mut self.engine, command.borrow()).map(|_| true);
        }
        if self.has_events() { self.engine.step().map(|moment| moment.is_some()) } else { Ok(false) }
    }

    /// Does everything up to and at a moment, with a look after each event and each command. An engine that stands still
    /// is left as it is.
    pub fn advance_through(&mut self, to: Time, mut look: impl FnMut(&Engine)) {
        while self.next_at().is_some_and(|at| at <= to) && self.step().unwrap_or(false) {
            look(&self.engine);
        }
        // An engine that stands still stood still then.
        let _halted = self.engine.advance_through(to);
    }

    /// The command whose place has come.
    fn due(&self) -> Option<&LoggedCommand> {
        let next = self.commands.front().map(Borrow::borrow);
        next.filter(|command| command.position <= self.engine.position())
    }

    /// Whether the run handled more events.
    fn has_events(&self) -> bool {
        !self.commands.is_empty() || self.engine.position() < self.events
    }

    /// When the next thing happens.
    fn next_at(&self) -> Option<Time> {
        match self.due() {
            Some(command) => Some(command.at),
            None if self.has_events() => self.engine.next_wake().map(|wake| wake.at),
            None => None,
        }
    }
}

/// Carries out a logged command at its place, in an engine that has done what came before it. False where the run that is made
/// again has no such place: it has come to another position by then, or leaves behind what was due before.
///
/// # Errors
/// When the engine stops on the way there.
pub(crate) fn put_in(engine: &mut Engine, command: &LoggedCommand) -> Result<bool, Halt> {
    let is_there = engine.advance_to_position(command.at, command.position)?;
    let fits = is_there && engine.next_wake().is_none_or(|due| due.at >= command.at);
    match &command.action {
        // A refusal is a record.
        Action::Apply(command) => drop(engine.apply(command)),
        Action::Submit { request, limit } => drop(engine.submit(request.clone(), *limit)),
        Action::Forget(request) => engine.forget(*request),
    }
    Ok(fits)
}
