//! The floor at a moment of a recording.

use acd_core::{Doing, Engine, Entry, LoggedCommand};
use acd_run::book;
use acd_run::picture::Picture;
use acd_scenario::Plan;
use acd_trace::{Flaw, Line, Names};
use tapi_types::Time;

use crate::stepper::put_in;

/// The floor at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    /// The moment.
    pub at: Time,
    /// The rows of the report as they were.
    pub picture: Picture,
    /// Calls under way, in order of arrival.
    pub calls: Vec<OpenCall>,
    /// Requests that may still come to something.
    pub pending_requests: usize,
    /// Records so far.
    pub records: u64,
    /// Events handled so far.
    pub events: u64,
}

/// A call under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCall {
    /// Its name.
    pub name: String,
    /// The queue that it entered last; `None` for a call that is not the ACD's.
    pub queue: Option<String>,
    /// `waiting`, `ringing`, `talking`, `on hold`.
    pub doing: &'static str,
    /// The sessions that it is at; the agent of a call that is not the ACD's.
    pub whom: Vec<String>,
    /// When it entered its first queue, or the one after a transfer; when it began, for a call that is not the ACD's.
    pub entered: Time,
}

/// A command that has no place in the run made again, which only somebody else than the writer can have put there.
fn misplaced(command: &LoggedCommand) -> Flaw {
    let LoggedCommand { at, position, .. } = command;
    let what = format!("a command stands at {at} behind {position} events, and the run made again has no such place");
    Flaw::Altered { line: None, what }
}

/// The floor as it stands after everything at and before a moment.
///
/// `plan` is that of the recording's header. The lines are read as far as they are needed; what is wrong with them after that
/// does not matter here.
///
/// # Errors
/// What is wrong with the recording up to that moment.
pub fn stand(plan: &Plan, lines: impl Iterator<Item = Result<Line, Flaw>>, to: Time) -> Result<Stand, Flaw> {
    let mut engine = Engine::new(plan.config.clone());
    engine.keep_trace();
    let book = book(plan);
    let mut names = Names::new(&book);
    for line in lines {
        let line = line?;
        if line.at() > to {
            break;
        }
        if let Entry::Command(command) = &line.entry {
            match put_in(&mut engine, command) {
                Ok(true) => {}
                Ok(false) => return Err(misplaced(command)),
                Err(_halt) => break,
            }
        }
        names.learn(&line);
    }
    // An engine that stands still stood still then.
    let _halted = engine.advance_through(to);
    let calls = engine.open_calls().into_iter().map(|call| {
        let session = |id| names.session(id).unwrap_or_default();
        let (doing, whom) = match call.doing {
            Doing::Waiting => ("waiting", Vec::new()),
            Doing::Ringing(sessions) => ("ringing", sessions.into_iter().map(session).collect()),
            Doing::Talking(id) => ("talking", vec![session(id)]),
            Doing::OnHold(id) => ("on hold", vec![session(id)]),
            Doing::Other(agent) => ("talking", vec![book.agents[agent.index()].clone()]),
        };
        let name = names.call(call.call).unwrap_or_else(|| format!("number {}", call.call.0));
        let queue = call.queue.map(|queue| book.queues[queue.index()].clone());
        OpenCall { name, queue, doing, whom, entered: call.entered }
    });
    Ok(Stand {
        at: engine.now(),
        calls: calls.collect(),
        picture: Picture::take(plan, &engine),
        pending_requests: engine.pending_requests(),
        records: engine.record_count(),
        events: engine.position(),
    })
}
