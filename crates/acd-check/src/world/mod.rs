//! Small worlds to compare two subjects in: a floor, and what comes from outside.

mod contract;
mod floor;
mod handler;
mod outside;

use std::fmt;

use acd_core::{Command, Config, Request};
use proptest::prelude::*;
use tapi_types::{Span, Time};

use self::outside::Taste;

/// A floor and everything that happens to it.
#[derive(Debug, Clone)]
pub struct World {
    /// The floor.
    pub config: Config,
    /// What comes from outside, in order of time.
    pub steps: Vec<Step>,
    /// The end of the run.
    pub until: Time,
}

/// Something from outside.
#[derive(Debug, Clone)]
pub struct Step {
    /// When.
    pub at: Time,
    /// After everything else that is due at its moment, as a live command may come.
    pub late: bool,
    /// What.
    pub act: Act,
}

/// What can come from outside.
#[derive(Debug, Clone)]
pub enum Act {
    /// A command.
    Command(Command),
    /// A request through the provider.
    Request {
        /// What it asks for.
        request: Request,
        /// The client's time limit.
        limit: Option<Span>,
    },
    /// Nothing: all rows are looked at.
    Look,
}

impl World {
    /// The same world with its first steps only.
    #[must_use]
    pub fn up_to(&self, steps: usize) -> World {
        World { steps: self.steps[..steps].to_vec(), ..self.clone() }
    }
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let config = &self.config;
        writeln!(f, "seed {}, warm-up {}, {:?}", config.seed, config.warm_up, config.policies)?;
        writeln!(f, "handled after {:?}, replied after {:?}", config.handle_after, config.reply_after)?;
        lines(f, &config.groups)?;
        lines(f, &config.queues)?;
        lines(f, &config.agents)?;
        lines(f, &config.streams)?;
        lines(f, &config.faults)?;
        lines(f, &config.sessions)?;
        lines(f, &config.calls)?;
        writeln!(f, "{:?}, groups at once {:?}", config.absent, config.max_groups)?;
        lines(f, &config.not_served)?;
        for step in &self.steps {
            let late = if step.late { " late" } else { "" };
            writeln!(f, "{:>12} us{late} {:?}", step.at.as_micros(), step.act)?;
        }
        write!(f, "{:>12} us the end", self.until.as_micros())
    }
}

/// Each thing on a line of its own.
fn lines<T: fmt::Debug>(f: &mut fmt::Formatter<'_>, things: &[T]) -> fmt::Result {
    things.iter().enumerate().try_for_each(|(place, thing)| writeln!(f, "{:>3} {thing:?}", place + 1))
}

/// Worlds with a handful of agents in which most things happen on a grid of five seconds.
pub fn worlds() -> impl Strategy<Value = World> {
    prop_oneof![
        3 => of_taste(Taste::Mixed),
        2 => of_taste(Taste::Calls),
        1 => of_taste(Taste::Requests),
        2 => of_taste(Taste::Contract),
    ]
}

fn of_taste(taste: Taste) -> BoxedStrategy<World> {
    let crew = prop::collection::vec((any::<u8>(), any::<u8>()), 0..9);
    let steps = prop::collection::vec(outside::recipe(taste).boxed(), 0..60);
    let build = |(floor, crew, steps): (floor::Recipe, Vec<(u8, u8)>, Vec<outside::Recipe>)| {
        let mut config = floor.build();
        let steps = outside::build(&mut config, &crew, steps);
        World { config, steps, until: GRID_END }
    };
    (floor::recipe().boxed(), crew, steps).prop_map(build).boxed()
}

/// The last moment of the grid.
const GRID_END: Time = Time::from_secs(300);

/// A duration that makes ties: a few multiples of five seconds, seldom a microsecond beside one.
fn span() -> impl Strategy<Value = Span> {
    (prop_oneof![4 => 0_u64..=4, 1 => Just(6), 1 => Just(12)], nudge())
        .prop_map(|(fives, nudge)| Span::from_micros((fives * 5_000_000).saturating_add_signed(nudge)))
}

/// Such a duration, but never none at all.
fn some_span() -> impl Strategy<Value = Span> {
    (prop_oneof![4 => 1_u64..=4, 1 => Just(6), 1 => Just(12)], nudge())
        .prop_map(|(fives, nudge)| Span::from_micros((fives * 5_000_000).saturating_add_signed(nudge)))
}

/// A moment that makes ties.
fn moment() -> impl Strategy<Value = Time> {
    (0_u64..=50, nudge()).prop_map(|(fives, nudge)| Time::from_micros((fives * 5_000_000).saturating_add_signed(nudge)))
}

fn nudge() -> impl Strategy<Value = i64> {
    prop_oneof![12 => Just(0), 1 => Just(1), 1 => Just(-1)]
}
