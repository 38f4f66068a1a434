//! The engine again, from the commands of a recording, beside the recording.

use std::cell::RefCell;
use std::collections::VecDeque;

use acd_core::{Engine, Entry, LoggedCommand};
use acd_run::book;
use acd_scenario::Plan;
use acd_trace::{Flaw, Footer, Line, Side, first_difference};
use tapi_types::Time;

use crate::stepper::Stepper;

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
    // Each command is put in when the recording has come to it.
    let stepper = RefCell::new(Stepper::new(engine, footer.events));
    let recorded = lines.inspect(|line| {
        let Ok(line) = line else { return };
        look(line);
        if let Entry::Command(command) = &line.entry {
            stepper.borrow_mut().lead([command.clone()]);
        }
    });
    let mut pending = VecDeque::new();
    let again = std::iter::from_fn(|| next(&mut stepper.borrow_mut(), &mut pending).map(Ok));
    let book = book(plan);
    let left = Side { lines: recorded, book: &book };
    let right = Side { lines: again, book: &book };
    match first_difference(left, right)? {
        Some(difference) => Err(Flaw::Diverged(Box::new(difference))),
        None => Ok(stepper.into_inner().engine),
    }
}

/// The engine's next line; `None` where nothing more comes, or the engine stands still.
fn next(stepper: &mut Stepper<LoggedCommand>, pending: &mut VecDeque<Entry>) -> Option<Line> {
    let mut goes_on = true;
    while pending.is_empty() && goes_on {
        // What stopped the engine is in the trace as well.
        goes_on = stepper.step().unwrap_or(false);
        pending.extend(stepper.engine.take_trace());
    }
    let entry = pending.pop_front()?;
    Some(Line { entry, step: None })
}
