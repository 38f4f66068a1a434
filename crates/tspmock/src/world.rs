//! What a floor and its handles share: the call centre, its plan, and what has been noted about it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use acd_core::{Accepted, Action, Called, Command, Entry, LoggedCommand, ReasonId};
use acd_run::floor::Names;
use acd_scenario::{Plan, nearest};
use acd_sim::Sim;
use acd_trace::{End, Line};
use tapi_types::{ActivityId, AddressId, AgentId, CallHandle, GroupId, QueueId, RequestId, SessionId};

use crate::attached::Attached;
use crate::clients::Clients;
use crate::error::Refused;
use crate::expect::Expected;
use crate::steps::Misstep;

/// A call centre and what is known of it.
pub(crate) struct World {
    pub(crate) plan: Arc<Plan>,
    pub(crate) sim: Sim,
    pub(crate) diary: Arc<Mutex<Diary>>,
    pub(crate) clients: Arc<Mutex<Clients>>,
}

/// What has been noted.
#[derive(Debug, Default)]
pub(crate) struct Diary {
    /// The trace as far as it was taken from the engine.
    entries: Vec<Entry>,
    /// Which step gave which command.
    pub(crate) steps: BTreeMap<u64, usize>,
    /// Which step made which request.
    pub(crate) requests: BTreeMap<RequestId, usize>,
    pub(crate) missteps: Vec<Misstep>,
    /// What the test calls its sessions and calls.
    pub(crate) sessions: BTreeMap<SessionId, String>,
    pub(crate) calls: BTreeMap<CallHandle, String>,
    /// What its calls brought along.
    pub(crate) attached: BTreeMap<CallHandle, Attached>,
    pub(crate) expected: Vec<Expected>,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("name", &self.plan.name).finish_non_exhaustive()
    }
}

/// The whole run so far.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) lines: Vec<Line>,
    pub(crate) end: End,
}

/// Who panicked under such a lock did so between whole changes.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    /// Everything up to now.
    pub(crate) fn run(&self) -> Run {
        self.sim.now();
        let mut diary = lock(&self.diary);
        let (trace, end) = self.sim.with_engine(|engine| {
            let halted = engine.halted().err().map(|halt| halt.to_string());
            (engine.take_trace(), End { ended_at: engine.now(), events: engine.position(), halted })
        });
        diary.entries.extend(trace);
        let Diary { steps, requests, .. } = &*diary;
        let mut submitted = 0;
        let mut step = |entry: &Entry| match entry {
            Entry::Command(LoggedCommand { action: Action::Submit { .. }, .. }) => {
                // Requests are numbered in the order of their submission.
                submitted += 1;
                requests.get(&RequestId::at(submitted - 1)).copied()
            }
            Entry::Command(command) => steps.get(&command.n).copied(),
            Entry::Record(_) => None,
        };
        let lines = diary.entries.iter().map(|entry| Line { entry: entry.clone(), step: step(entry) });
        Run { lines: lines.collect(), end }
    }

    /// Carries out a verb.
    pub(crate) fn apply(
        &self,
        what: impl FnOnce() -> String,
        command: &Command,
        state: impl FnOnce() -> String,
    ) -> Result<Accepted, Refused> {
        self.sim.apply(command).map_err(|error| Refused { what: what(), error, state: state() })
    }

    pub(crate) fn agent(&self, name: &str) -> Result<AgentId, String> {
        let names: Vec<&str> = self.plan.config.agents.iter().map(|agent| &*agent.name).collect();
        find("agent", name, &names).map(AgentId::at)
    }

    pub(crate) fn queue(&self, name: &str) -> Result<QueueId, String> {
        let names: Vec<&str> = self.plan.config.queues.iter().map(|queue| &*queue.name).collect();
        find("queue", name, &names).map(QueueId::at)
    }

    pub(crate) fn group(&self, name: &str) -> Result<GroupId, String> {
        let names: Vec<&str> = self.plan.config.groups.iter().map(|group| &**group).collect();
        find("group", name, &names).map(GroupId::at)
    }

    pub(crate) fn activity(&self, name: &str) -> Result<ActivityId, String> {
        let names: Vec<&str> = self.plan.config.activities.iter().map(|activity| &**activity).collect();
        find("activity", name, &names).map(ActivityId::at)
    }

    pub(crate) fn reason(&self, name: &str) -> Result<ReasonId, String> {
        let names: Vec<&str> = self.plan.config.reasons.iter().map(|reason| &**reason).collect();
        let place =
            find("reason", name, &names).map_err(|error| format!("{error}; `FloorBuilder::reason` adds one"))?;
        u32::try_from(place).map(ReasonId).map_err(|_| "there are too many reasons".to_owned())
    }

    pub(crate) fn address(&self, name: &str) -> Result<AddressId, String> {
        let names: Vec<&str> = self.plan.addresses.iter().map(String::as_str).collect();
        // 0 is the address of agents of whom nothing else is said.
        let number = find("address", name, &names).map(|place| place + 1);
        let number = number.map_err(|error| format!("{error}; `FloorBuilder::address` adds one"))?;
        u32::try_from(number).map(AddressId).map_err(|_| "there are too many addresses".to_owned())
    }

    /// A session that exists, or that the scenario names.
    pub(crate) fn session(&self, name: &str) -> Result<SessionId, String> {
        self.sim.now();
        let plan = self.named_plan();
        find_name("session", name, &plan.session_names).map(SessionId::at)
    }

    /// A call that the test or the scenario names.
    pub(crate) fn call(&self, name: &str) -> Result<CallHandle, String> {
        find_name("call", name, &self.named_plan().call_names).map(CallHandle::at)
    }

    /// The plan, with names for everything that has come into being.
    pub(crate) fn named_plan(&self) -> Plan {
        let mut plan = (*self.plan).clone();
        let rows = self.sim.with_engine(|engine| engine.sessions());
        let diary = lock(&self.diary);
        let known = plan.session_names.len();
        let named: BTreeMap<usize, String> = rows
            .iter()
            .filter(|row| row.session.index() >= known)
            .map(|row| {
                let own = diary.sessions.get(&row.session).cloned();
                (row.session.index(), own.unwrap_or_else(|| Names::new(&self.plan).session_of(row)))
            })
            .collect();
        fill(&mut plan.session_names, named);
        for (session, own) in diary.sessions.iter().filter(|(session, _)| session.index() < known) {
            plan.session_names[session.index()].clone_from(own);
        }
        let calls = diary.calls.iter().map(|(handle, name)| (handle.index(), name.clone())).collect();
        fill(&mut plan.call_names, calls);
        plan
    }

    /// What the test calls a call.
    pub(crate) fn call_name(&self, call: CallHandle) -> String {
        let own = lock(&self.diary).calls.get(&call).cloned();
        own.unwrap_or_else(|| Names::new(&self.plan).call(call))
    }

    /// What the test or the scenario calls a session.
    pub(crate) fn session_name(&self, session: SessionId) -> String {
        if let Some(own) = lock(&self.diary).sessions.get(&session) {
            return own.clone();
        }
        let row = self.sim.with_engine(|engine| engine.session(session));
        match row {
            Some(row) => Names::new(&self.plan).session_of(&row),
            None => Called::session(session, None, &self.plan.session_names).to_string(),
        }
    }
}

/// Puts names into their places, `#` and the number into the others.
fn fill(names: &mut Vec<String>, more: BTreeMap<usize, String>) {
    for (place, name) in more {
        while names.len() < place {
            names.push(format!("#{}", names.len() + 1));
        }
        names.push(name);
    }
}

/// The place of a name, or a sentence with what there is.
pub(crate) fn find_name(kind: &str, name: &str, names: &[String]) -> Result<usize, String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    find(kind, name, &names)
}

/// The place of a name, or a sentence with what there is.
fn find(kind: &str, name: &str, names: &[&str]) -> Result<usize, String> {
    const SHOWN: usize = 12;
    if let Some(place) = names.iter().position(|known| *known == name) {
        return Ok(place);
    }
    let meant = nearest(name, names.iter().copied()).map(|near| format!(", did you mean `{near}`?"));
    let mut listed: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        listed.push("…".to_owned());
    }
    let there =
        if listed.is_empty() { format!("there is no {kind} yet") } else { format!("there are {}", listed.join(", ")) };
    Err(format!("there is no {kind} `{name}`{}; {there}", meant.unwrap_or_default()))
}
