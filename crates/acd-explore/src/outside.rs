//! The steps of a plan as the engine takes them, without a client in between.

use acd_core::{Command, Request};
use acd_run::StepCommands;
use acd_scenario::{Plan, RequestStep, Step, Verb};
use tapi_types::Span;

/// What a step is to the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A command.
    Command(Command),
    /// A request that reaches the ACD, and how long its client waits.
    Request(Request, Span),
    /// A request that the client's side answers by itself.
    Nothing,
}

/// Turns steps into deeds, in order.
#[derive(Debug, Clone)]
pub(crate) struct Outside<'p> {
    plan: &'p Plan,
    commands: StepCommands,
}

impl<'p> Outside<'p> {
    pub(crate) fn new(plan: &'p Plan, seed: u64) -> Outside<'p> {
        Outside { plan, commands: StepCommands::new(seed) }
    }

    /// The next step's deed.
    pub(crate) fn deed(&mut self, step: &Step) -> Deed {
        if let Verb::Request(request) = &step.verb {
            return self.asked(request);
        }
        self.commands.of(self.plan, &step.verb).map_or(Deed::Nothing, Deed::Command)
    }

    fn asked(&self, step: &RequestStep) -> Deed {
        let limit = step.timeout.unwrap_or(self.plan.client_timeout);
        step.asked(self.plan).map_or(Deed::Nothing, |request| Deed::Request(request, limit))
    }
}
