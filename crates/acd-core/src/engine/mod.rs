//! The engine: a world, and the four verbs that drive it.
//!
//! Take a command at a time ([`Engine::apply`], [`Engine::submit`]); say when it next wants to be woken
//! ([`Engine::next_wake`]); advance ([`Engine::advance_before_commands`], [`Engine::advance_through`]); hand
//! out what happened ([`Engine::take_outputs`], [`Engine::take_records`]). What each event does is told in
//! the modules beside this one, one subject each.

mod address;
mod announce;
mod books;
mod calls;
mod causes;
mod clocks;
mod commands;
mod desk;
mod draws;
mod guard;
mod laws;
mod legacy;
mod offers;
mod other_calls;
mod picture;
mod presence;
mod requests;
mod roster;
mod routing;
mod run;
mod seeds;
mod serve;
mod shifts;
mod start;
mod states;
mod streams;
mod talks;
mod transfers;
mod wrap_ups;

pub use desk::{Output, RequestEnd};
pub use draws::{Drawn, RefusedCall};
pub use guard::{CIRCLE_EVENTS_MAX, Halt};
pub use presence::Presence;
pub use seeds::Prepared;

use std::collections::BTreeSet;
use std::sync::Arc;

use slab::Slab;
use tapi_types::{AddressId, AgentId, GroupId, LineError, QueueId, RequestId, Span, Time};

use self::announce::Announcer;
use self::desk::Desk;
use self::guard::Guard;
use self::routing::Line;
use self::shifts::Shifts;
use self::start::{new_agent, new_line, new_queue};
use self::streams::{Arrivals, NextArrival};
use crate::output::Log;
use crate::state::agent::Agent;
use crate::state::call::{Call, CallKey, Watched};
use crate::state::heap::Heap;
use crate::state::origin::Origin;
use crate::state::queue::Queue;
use crate::state::session::Session;
use crate::state::table::{SessionNo, Table};
use crate::state::timers::Timers;
use crate::{Accepted, Action, Command, Config, Entry, Fact, Record, Request};

/// A call centre at one moment. A clone goes its own way from there.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) config: Arc<Config>,
    pub(crate) now: Time,
    pub(crate) timers: Timers,
    pub(crate) calls: Slab<Call>,
    /// By [`tapi_types::CallHandle`]; `None` before the arrival.
    pub(crate) watched: Vec<Option<Watched>>,
    pub(crate) sessions: Table<SessionNo, Session>,
    /// By [`SessionId`]; `None` before the creation.
    pub(crate) sessions_by_id: Vec<Option<SessionNo>>,
    pub(crate) agents: Table<AgentId, Agent>,
    pub(crate) queues: Table<QueueId, Queue>,
    pub(crate) lines: Table<GroupId, Line>,
    /// Groups where a call or a session has come forward since the last matching.
    pub(crate) stirred: Vec<GroupId>,
    /// The groups whose last session ended in this event, and the records of that.
    pub(crate) emptied: Vec<(GroupId, Origin)>,
    /// Where sessions are that are not ENDED.
    pub(crate) places: BTreeSet<(AddressId, SessionNo)>,
    pub(crate) arrivals: Vec<Arrivals>,
    pub(crate) next_arrivals: Heap<NextArrival>,
    pub(crate) shifts: Shifts,
    pub(crate) desk: Desk,
    /// Tells clients what they did not ask for; only where somebody listens.
    pub(crate) announcer: Option<Box<Announcer>>,
    pub(crate) log: Log,
    /// Somebody wants more of facts than their number.
    pub(crate) is_heard: bool,
    /// What is happening now follows from this.
    pub(crate) cause: Origin,
    /// Handled so far.
    pub(crate) events: u64,
    pub(crate) guard: Guard,
    /// Calls so far, for their numbers.
    pub(crate) calls_seen: u64,
    /// Turns given to calls so far.
    pub(crate) turns: u64,
}

impl Engine {
    /// A floor at time zero, before anything has happened.
    pub fn new(config: Config) -> Engine {
        let seed = config.seed;
        let mut engine = Engine::unsown(Arc::new(config));
        engine.sow(seed);
        engine
    }

    /// A floor that has yet to get a seed.
    fn unsown(config: Arc<Config>) -> Engine {
        Engine {
            now: Time::ZERO,
            timers: Timers::default(),
            calls: Slab::new(),
            watched: vec![None; config.calls.len()],
            sessions: Table::new(),
            sessions_by_id: vec![None; config.sessions.len()],
            agents: (0..config.agents.len()).map(|place| new_agent(&config, AgentId::at(place))).collect(),
            queues: (0..config.queues.len()).map(|place| new_queue(&config, QueueId::at(place))).collect(),
            lines: (0..config.groups.len()).map(|place| new_line(&config, GroupId::at(place))).collect(),
            stirred: Vec::new(),
            emptied: Vec::new(),
            places: BTreeSet::new(),
            arrivals: Arrivals::all(&config),
            next_arrivals: Heap::default(),
            shifts: Shifts::new(&config),
            desk: Desk::new(&config),
            announcer: None,
            log: Log::default(),
            is_heard: false,
            cause: Origin::PLAN,
            events: 0,
            guard: Guard::new(config.seed),
            calls_seen: 0,
            turns: 0,
            config,
        }
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.now
    }

    /// What the engine was made from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Makes the digest of all records from now on.
    pub fn start_digest(&mut self) {
        self.log.start_digest();
        self.is_heard = true;
    }

    /// Keeps all records and outside commands from now on, for [`Engine::take_trace`].
    pub fn keep_trace(&mut self) {
        self.log.start_keeping();
        self.is_heard = true;
    }

    /// Checks every law after every event from now on, at a cost that grows with the floor.
    pub fn check_all_laws(&mut self) {
        self.guard.check_all = true;
    }

    /// What happened and what came from outside since the last time, in order, if it is kept.
    pub fn take_trace(&mut self) -> Vec<Entry> {
        self.log.take()
    }

    /// The same in a place of the caller's, whose room serves from now on: nothing is allocated anew.
    pub fn take_trace_into(&mut self, trace: &mut Vec<Entry>) {
        trace.clear();
        self.log.swap(trace);
    }

    /// The records among [`Engine::take_trace`], without the commands.
    pub fn take_records(&mut self) -> Vec<Record> {
        let records = self.take_trace().into_iter().filter_map(|entry| match entry {
            Entry::Record(record) => Some(record),
            Entry::Command(_) => None,
        });
        records.collect()
    }

    /// The number of records so far, kept or not.
    pub fn record_count(&self) -> u64 {
        self.log.records()
    }

    /// The number of outside commands so far, kept or not.
    pub fn command_count(&self) -> u64 {
        self.log.commands()
    }

    /// The number of events handled so far.
    pub fn position(&self) -> u64 {
        self.events
    }

    /// The digest of all records so far, 32 hexadecimal digits, if it is made.
    pub fn digest(&self) -> Option<String> {
        self.log.digest()
    }

    /// What became of requests since the last time, and what clients are told, in order.
    pub fn take_outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.desk.outputs)
    }

    /// How many there are to take.
    pub fn output_count(&self) -> usize {
        self.desk.outputs.len()
    }

    /// Calls under way and events to come: what the engine's memory follows.
    pub fn in_flight(&self) -> usize {
        self.calls.len() + self.timers.len() + self.next_arrivals.len()
    }

    /// Carries out a command at the present moment.
    ///
    /// # Errors
    /// The refusal; then nothing has changed. An engine that stands still refuses with LINEERR_OPERATIONFAILED.
    pub fn apply(&mut self, command: &Command) -> Result<Accepted, LineError> {
        if self.guard.stands_still() {
            return Err(LineError::OPERATIONFAILED);
        }
        self.take_command(|| Action::Apply(command.clone()));
        let result = self.carry_out(command);
        if let Err(error) = result {
            self.note(Fact::CommandRefused { error });
        }
        self.settle_event();
        result
    }

    /// Takes a request at the present moment; its outputs come with [`Engine::take_outputs`].
    /// `limit` is how long the client waits; `None`: for ever.
    pub fn submit(&mut self, request: Request, limit: Option<Span>) -> RequestId {
        let (id, errand) = self.take_request(request, limit);
        if let Some(errand) = errand {
            self.set_going(id, errand);
        }
        self.settle_event();
        id
    }

    /// Tells that nobody waits for a request any more.
    pub fn forget(&mut self, request: RequestId) {
        self.take_command(|| Action::Forget(request));
        self.drop_request(request);
        self.settle_event();
    }

    /// Why the engine stands still, if it does.
    ///
    /// # Errors
    /// The broken law, or the circle it ran in.
    pub fn halted(&self) -> Result<(), Halt> {
        self.guard.halted()
    }

    /// True once the engine stands still.
    pub fn has_halted(&self) -> bool {
        self.guard.stands_still()
    }

    pub(crate) fn call(&self, key: CallKey) -> &Call {
        &self.calls[key.place()]
    }

    pub(crate) fn call_mut(&mut self, key: CallKey) -> &mut Call {
        &mut self.calls[key.place()]
    }
}
