//! The plan: a scenario with every name resolved and every time an integer. What the runner plays.

use std::fmt;

use acd_core::{CallOrigin, Called, Config, SessionOrigin};
use tapi_types::line::{ApiVersion, MessageNumber};
use tapi_types::{AddressId, AgentId, LineErrorReading, Span, Time};

use crate::compile::{epoch, header};

mod asked;
mod expectations;
mod getters;
mod mentions;
mod requests;
mod steps;

pub use expectations::{Expectation, ExpectedMessage, MessageAbout, Subject, Want};
pub use getters::{AddressGetter, AgentGetter, GroupGetter, HandlerGetter, LineGetter, QueueGetter, SessionGetter};
pub use requests::{RequestStep, RequestWhat};
pub use steps::{Arrive, Step, Transfer, Verb};

/// A scenario, ready to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The scenario's name.
    pub name: String,
    /// Virtual time zero.
    pub epoch: Epoch,
    /// The end of the run; `None`: when nothing is left to happen.
    pub until: Option<Time>,
    /// The floor. `config.sessions` and `config.calls` are the things named below.
    pub config: Config,
    /// How long clients wait for a reply.
    pub client_timeout: Span,
    /// How errors of wrapped functions come to clients.
    pub client_errors: LineErrorReading,
    /// Who has the line open; one at least. Who asks without saying so is the first.
    pub clients: Vec<Client>,
    /// Names of the sessions that the file names, by [`SessionId`](tapi_types::SessionId).
    pub session_names: Vec<String>,
    /// Names of the calls that the file names, by [`CallHandle`](tapi_types::CallHandle), generated ones and non-ACD ones included.
    pub call_names: Vec<String>,
    /// Names of the agents whom requests make. In steps and expectations the first of them has the [`AgentId`] that
    /// follows those of `config.agents`, whatever handle it gets in the run: see [`Plan::new_agent`].
    pub new_agents: Vec<String>,
    /// Names of the addresses, [`AddressId`] 1 first. 0 is that of agents of whom nothing else is said, and has none.
    pub addresses: Vec<String>,
    /// What happens from outside, in order of time; equal times in file order.
    pub steps: Vec<Step>,
    /// What is checked, in file order.
    pub expectations: Vec<Expectation>,
}

impl Plan {
    /// A plan around a floor that a program made: nothing happens from outside, nothing is checked, nothing ends it.
    ///
    /// Sessions and calls that the floor reserves are named `<agent>/<group>/<n>` and `<stream>/<n>` where shifts and
    /// streams make them, and else `s1`, `s2` … and `c1`, `c2` …, by their ids.
    pub fn of_config(config: Config) -> Plan {
        let session_names = (1..).zip(&config.sessions).map(|(id, origin)| session_name(id, *origin, &config));
        let call_names = (1..).zip(&config.calls).map(|(id, origin)| call_name(id, *origin, &config));
        Plan {
            name: "scenario".to_owned(),
            epoch: epoch::DEFAULT,
            until: None,
            client_timeout: header::TWO_MINUTES,
            client_errors: LineErrorReading::Raw,
            clients: vec![Client::default()],
            session_names: session_names.collect(),
            call_names: call_names.collect(),
            new_agents: Vec::new(),
            addresses: Vec::new(),
            steps: Vec::new(),
            expectations: Vec::new(),
            config,
        }
    }

    /// The name of an address.
    pub fn address_name(&self, address: AddressId) -> Option<&str> {
        let place = usize::try_from(address.0).ok()?.checked_sub(1)?;
        self.addresses.get(place).map(String::as_str)
    }

    /// The place in [`Plan::new_agents`] of an agent whom a request makes; `None` for one of the floor. Whoever plays the
    /// plan puts the handle from the reply in its place.
    pub fn new_agent(&self, agent: AgentId) -> Option<usize> {
        agent.index().checked_sub(self.config.agents.len()).filter(|place| *place < self.new_agents.len())
    }

    /// The name of an agent, of the floor or made by a request; empty where there is none.
    pub fn agent_name(&self, agent: AgentId) -> &str {
        let floor = self.config.agents.get(agent.index()).map(|agent| agent.name.as_str());
        floor.or_else(|| self.new_agent(agent).map(|place| self.new_agents[place].as_str())).unwrap_or_default()
    }
}

/// An application that has the line open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its name in the file.
    pub name: String,
    /// The operating-system login that it runs under.
    pub user: String,
    /// The version of TAPI that it opened the line with: later messages are withheld.
    pub version: ApiVersion,
    /// The messages that it wants, LINE_REPLY and LINE_CLOSE apart, which always come; `None`: all of them.
    pub messages: Option<Vec<MessageNumber>>,
}

impl Default for Client {
    /// The one that is there where the file names none: it is called `client` and gets everything.
    fn default() -> Client {
        Client::new("client")
    }
}

impl Client {
    /// One that gets everything, under a login of the same name.
    pub fn new(name: &str) -> Client {
        Client { name: name.to_owned(), user: name.to_owned(), version: ApiVersion::V2_2, messages: None }
    }
}

fn session_name(id: usize, origin: SessionOrigin, config: &Config) -> String {
    match origin {
        SessionOrigin::Outside => format!("s{id}"),
        SessionOrigin::Shift { agent, group, n } => {
            let agent = config.agents.get(agent.index()).map_or("", |agent| &agent.name);
            let group = config.groups.get(group.index()).map_or("", String::as_str);
            Called::OfShift(agent, group, n).to_string()
        }
    }
}

fn call_name(id: usize, origin: CallOrigin, config: &Config) -> String {
    match origin {
        CallOrigin::Outside => format!("c{id}"),
        CallOrigin::Stream { stream, n } => {
            let stream = config.streams.get(stream).map_or("", |stream| &stream.name);
            Called::OfStream(stream, n).to_string()
        }
    }
}

/// Virtual time zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch {
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub unix_us: i64,
    /// Seconds east of Greenwich: the zone of session start times and tables.
    pub offset_s: i32,
}

impl fmt::Display for Epoch {
    /// As RFC 3339 writes it: `2026-01-05T09:00:00+01:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&epoch::text(*self))
    }
}
