//! The engine again, from the commands of a recording, beside the recording.

use std::cell::RefCell;
use std::collections::VecDeque;

use acd_core::{Action, Engine, Entry, Halt, LoggedCommand};
use acd_run::book;
use acd_scenario::Plan;
use acd_trace::{Flaw, Footer, Line, Side, first_difference};
use tapi_types::Time;

/// A recording that came out the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// Records compared.
    pub records: u64,
    /// Outside commands carried out.
    pub commands: u64,
    /// Where the run ended.
    pub ended_at: Time,
    /// The digest of all records, 32 hexadecimal digits.
    pub digest: String,
    /// Why the engine stood still in the end, if it did, as it did when it was recorded.
    pub halted: Option<String>,
}

/// Runs a recording again and compares every line, until the first difference.
///
/// `plan` is that of the recording's header ([`plan`](crate::plan)), `lines` and `footer` are its own.
///
/// # Errors
/// [`Flaw::Diverged`] with the first difference; what is wrong with the recording otherwise.
pub fn replay(plan: &Plan, lines: impl Iterator<Item = Result<Line, Flaw>>, footer: &Footer) -> Result<Replayed, Flaw> {
    compare(plan, lines, footer, Engine::start_digest, |_| {}).map(|engine| Replayed {
        records: engine.record_count(),
        commands: engine.command_count(),
        ended_at: footer.ended_at,
        digest: engine.digest().unwrap_or_default(),
        halted: engine.halted().err().map(|halt| halt.to_string()),
    })
}

/// The same, with a look at each line; the engine as it stands in the end.
pub(crate) fn compare(
    plan: &Plan,
    lines: impl Iterator<Item = Result<Line, Flaw>>,
    footer: &Footer,
    prepare: impl FnOnce(&mut Engine),
    mut look: impl FnMut(&Line),
) -> Result<Engine, Flaw> {
    let mut engine = Engine::new(plan.config.clone());
    engine.keep_trace();
    prepare(&mut engine);
    let commands = RefCell::new(VecDeque::new());
    let recorded = lines.inspect(|line| {
        let Ok(line) = line else { return };
        look(line);
        if let Entry::Command(command) = &line.entry {
            commands.borrow_mut().push_back(command.clone());
        }
    });
    let book = book(plan);
    let mut again = Again { engine: &mut engine, commands: &commands, pending: VecDeque::new(), events: footer.events };
    let left = Side { lines: recorded, book: &book };
    let right = Side { lines: std::iter::from_fn(|| again.next().map(Ok)), book: &book };
    match first_difference(left, right)? {
        Some(difference) => Err(Flaw::Diverged(Box::new(difference))),
        None => Ok(engine),
    }
}

/// An engine that is led by the commands of a recording, each put in when the recording comes to it.
struct Again<'a> {
    engine: &'a mut Engine,
    /// Commands that the recording has come to.
    commands: &'a RefCell<VecDeque<LoggedCommand>>,
    pending: VecDeque<Entry>,
    /// So many the recorded run handled.
    events: u64,
}

impl Again<'_> {
    /// The next line; `None` where nothing more comes, or the engine stands still.
    fn next(&mut self) -> Option<Line> {
        let mut goes_on = true;
        while self.pending.is_empty() && goes_on {
            // What stopped the engine is in the trace as well.
            goes_on = self.go_on().unwrap_or(false);
            self.pending.extend(self.engine.take_trace());
        }
        let entry = self.pending.pop_front()?;
        Some(Line { entry, step: None })
    }

    /// Handles one event, or carries out the command whose place has come. False where there is neither.
    fn go_on(&mut self) -> Result<bool, Halt> {
        let command = self.commands.borrow_mut().front().cloned();
        match command {
            Some(command) if command.position <= self.engine.position() => {
                self.commands.borrow_mut().pop_front();
                put_in(self.engine, &command)?;
                Ok(true)
            }
            Some(_) => self.engine.step().map(|moment| moment.is_some()),
            None if self.engine.position() < self.events => self.engine.step().map(|moment| moment.is_some()),
            None => Ok(false),
        }
    }
}

/// Carries out a logged command at its place, in an engine that has done what came before it.
///
/// # Errors
/// When the engine stops on the way there.
pub fn put_in(engine: &mut Engine, command: &LoggedCommand) -> Result<(), Halt> {
    engine.advance_to_position(command.at, command.position)?;
    match &command.action {
        // A refusal is a record.
        Action::Apply(command) => drop(engine.apply(command)),
        Action::Submit { request, limit } => drop(engine.submit(*request, *limit)),
        Action::Forget(request) => engine.forget(*request),
    }
    Ok(())
}
