//! The run that goes along while steps are drawn, so that they are about what is there.

use acd_core::{Engine, Halt};
use acd_scenario::{Plan, Step};
use tapi_types::Time;

use crate::audit::Audit;
use crate::outside::{Deed, Outside};
use crate::panics::caught;
use crate::play;

/// An engine at the moment of the step that is drawn, and what is known of it from outside.
pub(super) struct Along<'p> {
    engine: Engine,
    pub(super) outside: Outside<'p>,
    pub(super) audit: Audit<'p>,
}

/// The engine has stopped or panicked. It does so again when the plan is run, and then it is told.
#[derive(Debug)]
pub(super) struct Stopped;

impl<'p> Along<'p> {
    pub(super) fn new(plan: &'p Plan, seed: u64) -> Result<Along<'p>, Stopped> {
        or_stopped(|| {
            let mut engine = play::engine(plan, seed);
            engine.keep_trace();
            Ok(Along { engine, outside: Outside::new(plan, seed), audit: Audit::new(&plan.config, seed) })
        })
    }

    /// Goes on to a moment.
    pub(super) fn go_to(&mut self, at: Time) -> Result<(), Stopped> {
        or_stopped(|| {
            self.engine.advance_before_commands(at)?;
            self.look();
            Ok(())
        })
    }

    /// Takes a step as the run will, and notes what refuses it.
    pub(super) fn take(&mut self, step: &mut Step) -> Result<(), Stopped> {
        or_stopped(|| {
            match self.outside.deed(step, &self.engine) {
                Deed::Command(command) => step.refused = self.engine.apply(&command).err(),
                Deed::Request(request, limit, aim) => {
                    self.outside.submit(&mut self.engine, request, limit, aim);
                }
                Deed::Nothing => {}
            }
            self.look();
            Ok(())
        })
    }

    fn look(&mut self) {
        self.outside.hear(&mut self.engine);
        for entry in self.engine.take_trace() {
            self.audit.take(&entry);
        }
    }
}

fn or_stopped<T>(work: impl FnOnce() -> Result<T, Halt>) -> Result<T, Stopped> {
    caught(work).map_err(|_text| Stopped)?.map_err(|_halt| Stopped)
}
