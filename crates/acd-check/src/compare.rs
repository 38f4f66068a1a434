//! Two subjects in step: the model and another one play the same world, and every row is compared at every step
//! and at every moment in between at which something is due.

use std::fmt::{self, Debug, Write as _};

use tapi_types::{AddressId, Time, line};

use crate::{Act, Model, Step, Subject, World, laws};

/// No world of this size has more moments; one that does goes round for ever.
const MOMENTS_MAX: usize = 20_000;

/// The addresses that worlds have.
const ADDRESSES: [u32; 3] = [0, 1, 2];

/// Where the two part.
#[derive(Debug, Clone)]
pub struct Difference {
    /// When.
    pub at: Time,
    /// What was being done.
    pub doing: String,
    /// What differs, the model's first.
    pub what: String,
    /// The floor and the steps so far.
    pub world: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.world)?;
        writeln!(f, "at {} ({} us), {}:", self.at, self.at.as_micros(), self.doing)?;
        writeln!(f, "{}", self.what)
    }
}

impl std::error::Error for Difference {}

/// Plays a world in the model and in another subject.
///
/// # Errors
/// The first difference: an answer to a command, the next moment at which something is due, or a row.
pub fn compare<S: Subject>(world: &World) -> Result<(), Box<Difference>> {
    let mut pair = Pair::<S>::new(world);
    for (place, step) in world.steps.iter().enumerate() {
        pair.played = place + 1;
        pair.run_up_to(step.at)?;
        pair.both_to(step)?;
        pair.act(step)?;
    }
    pair.run_up_to(world.until)?;
    pair.through(world.until)
}

struct Pair<'a, S> {
    world: &'a World,
    /// How many steps were played or are being played.
    played: usize,
    moments: usize,
    model: Model,
    other: S,
}

impl<'a, S: Subject> Pair<'a, S> {
    fn new(world: &'a World) -> Self {
        Pair { world, played: 0, moments: 0, model: Model::new(world.config.clone()), other: S::new(&world.config) }
    }

    /// Stops at every moment before `end` at which something is due.
    fn run_up_to(&mut self, end: Time) -> Result<(), Box<Difference>> {
        while let Some(wake) = self.model.next_wake().filter(|wake| *wake < end) {
            self.moments += 1;
            assert!(self.moments <= MOMENTS_MAX, "a world without end:\n{}", self.world);
            self.through(wake)?;
        }
        Ok(())
    }

    fn through(&mut self, t: Time) -> Result<(), Box<Difference>> {
        self.model.advance_through(t);
        self.other.advance_through(t);
        self.look(t, "after all that was due")
    }

    fn both_to(&mut self, step: &Step) -> Result<(), Box<Difference>> {
        if step.late {
            return self.through(step.at);
        }
        self.model.advance_before_commands(step.at);
        self.other.advance_before_commands(step.at);
        self.look(step.at, "before the step")
    }

    fn act(&mut self, step: &Step) -> Result<(), Box<Difference>> {
        match &step.act {
            Act::Command(command) => {
                let model = self.model.apply(step.at, command);
                let other = self.other.apply(step.at, command);
                self.same(step.at, "answering the command", &model, &other)?;
            }
            Act::Request { request, limit } => {
                let model = self.model.submit(step.at, request.clone(), *limit);
                let other = self.other.submit(step.at, request.clone(), *limit);
                self.same(step.at, "numbering the request", &model, &other)?;
            }
            Act::Look => {}
        }
        self.look(step.at, "after the step")
    }

    fn look(&self, at: Time, doing: &str) -> Result<(), Box<Difference>> {
        if let Some(halt) = self.other.halted() {
            return Err(Box::new(self.difference(at, doing, halt)));
        }
        let (model, other) = (&self.model, &self.other);
        self.same_rows(at, doing, &model.session_rows(), &other.session_rows())?;
        self.same_rows(at, doing, &model.agent_rows(), &other.agent_rows())?;
        self.same_rows(at, doing, &model.queue_rows(), &other.queue_rows())?;
        self.same_rows(at, doing, &model.call_rows(), &other.call_rows())?;
        self.same_rows(at, doing, &model.requests(), &other.requests())?;
        let at_addresses = |state: &dyn Fn(AddressId) -> line::AgentState| ADDRESSES.map(|n| state(AddressId(n)));
        let (heard, shown) = (|address| other.address_state(address), |address| model.address_state(address));
        self.same(at, doing, &at_addresses(&shown), &at_addresses(&heard))?;
        self.same(at, &format!("{doing}, next wake-up"), &model.next_wake(), &other.next_wake())?;
        laws::check(&self.world.config, &other.session_rows(), &other.agent_rows(), &other.queue_rows())
            .map_err(|broken| Box::new(self.difference(at, doing, format!("broken law: {broken}"))))
    }

    fn same_rows<T: PartialEq + Debug>(
        &self,
        at: Time,
        doing: &str,
        model: &[T],
        other: &[T],
    ) -> Result<(), Box<Difference>> {
        for (model, other) in model.iter().zip(other) {
            self.same(at, doing, model, other)?;
        }
        if model.len() == other.len() {
            return Ok(());
        }
        let what = format!("model: {} rows, other: {} rows\n{model:#?}\n{other:#?}", model.len(), other.len());
        Err(Box::new(self.difference(at, doing, what)))
    }

    fn same<T: PartialEq + Debug>(&self, at: Time, doing: &str, model: &T, other: &T) -> Result<(), Box<Difference>> {
        if model == other {
            return Ok(());
        }
        Err(Box::new(self.difference(at, doing, side_by_side(model, other))))
    }

    fn difference(&self, at: Time, doing: &str, what: String) -> Difference {
        let world = self.world.up_to(self.played).to_string();
        Difference { at, doing: doing.to_owned(), what, world }
    }
}

/// Both values line by line; lines that differ are marked.
fn side_by_side<T: Debug>(model: &T, other: &T) -> String {
    let (model, other) = (format!("{model:#?}"), format!("{other:#?}"));
    let (mut left, mut right) = (model.lines(), other.lines());
    let mut shown = format!("  {:<70} {}", "model", "other");
    loop {
        let (left, right) = match (left.next(), right.next()) {
            (None, None) => return shown,
            (left, right) => (left.unwrap_or_default(), right.unwrap_or_default()),
        };
        let sign = if left == right { ' ' } else { '!' };
        write!(shown, "\n{sign} {left:<70} {right}").expect("a string takes everything");
    }
}
