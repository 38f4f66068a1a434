//! What the lock is around: the engine, whose time it is, and the clients.

mod messages;
mod present;
mod requests;

use acd_core::{Config, Engine};
use tapi_types::AddressId;

pub(crate) use self::messages::Heard;
pub(crate) use self::present::DriverPlan;
pub(crate) use self::requests::StepState;
use crate::clock::Clock;
use crate::entries;
use crate::kept::Kept;
use crate::lines::Lines;
use crate::waiting::{Waiting, Wakers};

/// One call centre and those who deal with it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    /// What the driver at work has said about itself.
    pub(crate) driver: Option<DriverPlan>,
    pub(crate) waiting: Waiting,
    pub(crate) lines: Lines,
    /// Set while a step of a script acts.
    pub(crate) step: Option<StepState>,
    /// The moments of requests, where they are kept.
    pub(crate) kept: Option<Kept>,
    /// The agents' own addresses, and how many agents they were made of.
    addresses: (usize, Vec<AddressId>),
    /// Who keeps the messages of a line.
    pub(crate) heard: Heard,
}

/// What is to be done when the lock has been let go.
#[derive(Debug)]
pub(crate) struct Aftermath {
    pub(crate) wakers: Wakers,
    /// Something is due earlier than the driver thinks.
    pub(crate) stir: bool,
}

impl World {
    pub(crate) fn new(config: Config) -> World {
        World {
            lines: Lines::new(),
            engine: Engine::new(config),
            clock: Clock::Engine,
            driver: None,
            waiting: Waiting::default(),
            step: None,
            kept: None,
            addresses: (0, Vec::new()),
            heard: Heard::default(),
        }
    }

    /// The addresses of the floor, worked out anew only when an agent has come into being.
    pub(crate) fn addresses(&mut self) -> Vec<AddressId> {
        let config = self.engine.config();
        if self.addresses.0 != config.agents.len() {
            self.addresses = (config.agents.len(), entries::addresses(config));
        }
        self.addresses.1.clone()
    }

    /// Must be the last thing done under the lock.
    pub(crate) fn settle(&mut self) -> Aftermath {
        self.deliver();
        let mut wakers = self.waiting.take_wakers();
        wakers.join(self.lines.take_wakers());
        Aftermath { wakers, stir: self.wakes_driver() }
    }
}
