//! What a file declares, and how its parts find each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use acd_core::{Absent, AgentConfig, CallOrigin, ReasonId, SessionOrigin};
use tapi_types::{ActivityId, AddressId, AgentId, CallHandle, GroupId, QueueId, SessionId, Time};

use super::check::{Check, quoted};
use super::declare::may_hide;
use super::names::{Interned, Kind, Table};
use super::reserved::Reserved;
use crate::file::{Scenario, Text};
use crate::limits;
use crate::path::{At, Path};

/// The names of a file, and the things behind them as far as they are known.
pub(crate) struct Scope {
    pub(crate) check: Check,
    pub(crate) until: Option<Time>,
    /// The file has an `until`, readable or not.
    pub(crate) until_written: bool,
    pub(crate) groups: Table,
    pub(crate) queues: Table,
    pub(crate) agents: Table,
    pub(crate) sessions: Table,
    pub(crate) calls: Table,
    pub(crate) requests: Table,
    pub(crate) streams: Table,
    pub(crate) activities: Table,
    pub(crate) clients: Table,
    /// How many extensions the file declares; `None` where that cannot be read.
    pub(crate) extensions: Option<usize>,
    /// What is not there at the start.
    pub(crate) absent: Absent,
    /// By [`AgentId`]; of those of the floor alone.
    pub(crate) agent_configs: Vec<AgentConfig>,
    /// By place in the file: the agents that an element of `agents` stands for.
    pub(crate) agent_ranges: BTreeMap<usize, Range<usize>>,
    /// By stream: how many calls it can make, where the file says so.
    pub(crate) stream_counts: Vec<Option<u64>>,
    pub(crate) session_origins: Vec<SessionOrigin>,
    pub(crate) call_origins: Vec<CallOrigin>,
    /// What steps declared, in their order; nothing where the name was taken. Saves looking each one up again.
    pub(super) new_sessions: VecDeque<Option<SessionId>>,
    pub(super) new_calls: VecDeque<Option<CallHandle>>,
    pub(super) new_agents: VecDeque<Option<AgentId>>,
    pub(crate) reasons: Interned,
    pub(crate) addresses: Interned,
    /// Addresses where an agent works or a session may be.
    pub(crate) homes: BTreeSet<AddressId>,
    /// Addresses that are asked about, with the first place that does.
    pub(crate) asked_addresses: BTreeMap<AddressId, Path>,
    /// Non-ACD calls, which have no row in the report.
    pub(crate) non_acd_calls: BTreeSet<CallHandle>,
    /// Names that have their numbers before anything uses them.
    pub(super) reserved: Reserved,
}

impl Scope {
    /// Declares clients, activities, groups, queues, agents and streams.
    pub(crate) fn new(check: Check, file: &Scenario<'_>, unreadable: &BTreeSet<Path>, until: Option<Time>) -> Scope {
        let len = |elements: Option<usize>| elements.unwrap_or(0);
        let steps = len(file.steps.as_ref().map(|list| list.0.len()));
        let lost = |kind| unreadable.iter().any(|path| may_hide(path, kind));
        let table = |kind| Table::new(kind, lost(kind));
        let mut reasons = Interned::default();
        reasons.intern("no_answer");
        let mut scope = Scope {
            check,
            until,
            until_written: file.until.is_some() || unreadable.contains(&At::ROOT.member("until").path()),
            groups: table(Kind::Group),
            queues: table(Kind::Queue),
            agents: table(Kind::Agent),
            sessions: table(Kind::Session),
            calls: table(Kind::Call),
            requests: table(Kind::Request),
            streams: table(Kind::Stream),
            activities: table(Kind::Activity),
            clients: table(Kind::Client),
            extensions: extensions_of(file, unreadable),
            absent: Absent::default(),
            agent_configs: Vec::new(),
            agent_ranges: BTreeMap::new(),
            stream_counts: Vec::new(),
            session_origins: Vec::new(),
            call_origins: Vec::new(),
            new_sessions: VecDeque::new(),
            new_calls: VecDeque::with_capacity(steps.min(limits::STEPS)),
            new_agents: VecDeque::new(),
            reasons,
            addresses: Interned::default(),
            homes: BTreeSet::new(),
            asked_addresses: BTreeMap::new(),
            non_acd_calls: BTreeSet::new(),
            reserved: Reserved::default(),
        };
        scope.reserve_texts(file);
        scope.declare_floor(file);
        scope
    }

    /// A group by its name.
    pub(crate) fn group(&mut self, id: &str, at: &At<'_>) -> Option<GroupId> {
        let place = self.groups.resolve(&mut self.check, id, at, &[&self.queues, &self.agents]);
        place.map(|place| GroupId::at(place as usize))
    }

    /// A queue by its name.
    pub(crate) fn queue(&mut self, id: &str, at: &At<'_>) -> Option<QueueId> {
        let place = self.queues.resolve(&mut self.check, id, at, &[&self.groups, &self.agents]);
        place.map(|place| QueueId::at(place as usize))
    }

    /// An activity by its name.
    pub(crate) fn activity(&mut self, id: &str, at: &At<'_>) -> Option<ActivityId> {
        let place = self.activities.resolve(&mut self.check, id, at, &[]);
        place.map(|place| ActivityId::at(place as usize))
    }

    /// An agent by its name, of the floor or made by a request.
    pub(crate) fn agent(&mut self, id: &str, at: &At<'_>) -> Option<AgentId> {
        let place = self.agents.resolve(&mut self.check, id, at, &[&self.sessions, &self.groups, &self.queues]);
        place.map(|place| AgentId::at(place as usize))
    }

    /// A request by its name.
    pub(crate) fn request(&mut self, id: &str, at: &At<'_>) -> Option<u32> {
        self.requests.resolve(&mut self.check, id, at, &[])
    }

    /// A session by its name: one that a step creates, or `<agent>/<group>/<n>` of a shift.
    pub(crate) fn session(&mut self, id: &str, at: &At<'_>) -> Option<SessionId> {
        if let Some(place) = self.sessions.find(id) {
            return Some(SessionId::at(place as usize));
        }
        match self.shift_session(id) {
            Some(Ok(origin)) => {
                let place = self.sessions.declare(&mut self.check, id, at)?;
                self.sessions.find(id);
                if let SessionOrigin::Shift { agent, .. } = origin {
                    self.agents.find(&self.agent_configs[agent.index()].name);
                }
                self.session_origins.push(origin);
                Some(SessionId::at(place as usize))
            }
            Some(Err(why)) if !self.agents.incomplete() => {
                self.check
                    .error("unknown_id", at, format!("there is no session {}: {why}", quoted(id)))
                    .found(quoted(id));
                None
            }
            Some(Err(_)) => None,
            None => {
                self.sessions.unknown(&mut self.check, id, at, &[&self.agents, &self.calls]);
                None
            }
        }
    }

    /// What a name of the form `<agent>/<group>/<n>` means: a session that shifts make, or why they do not.
    pub(super) fn shift_session(&self, id: &str) -> Option<Result<SessionOrigin, String>> {
        let (owner, n) = numbered(id)?;
        let (agent, group) = owner.match_indices('/').find_map(|(slash, _)| {
            let agent = self.agents.place(&owner[..slash])?;
            let group = self.groups.place(&owner[slash + 1..])?;
            Some((AgentId::at(agent), GroupId::at(group)))
        })?;
        let config = self.agent_configs.get(agent.index())?;
        let made = config.shifts.iter().filter(|shift| shift.groups.contains(&group)).count();
        let name = &config.name;
        let group_name = self.groups.name(group.index());
        Some(match u32::try_from(n) {
            Ok(n) if n as usize <= made => Ok(SessionOrigin::Shift { agent, group, n }),
            Ok(_) | Err(_) if made == 0 => Err(format!("`{name}` has no shift in `{group_name}`")),
            Ok(_) | Err(_) => Err(format!("the shifts of `{name}` make {made} in `{group_name}`")),
        })
    }

    /// A call by its name: one that a step lets arrive, or `<stream>/<n>`.
    pub(crate) fn call(&mut self, id: &str, at: &At<'_>) -> Option<CallHandle> {
        if let Some(place) = self.calls.find(id) {
            return Some(CallHandle::at(place as usize));
        }
        match self.stream_call(id) {
            Some(Ok(origin)) => {
                let place = self.calls.declare(&mut self.check, id, at)?;
                self.calls.find(id);
                self.call_origins.push(origin);
                Some(CallHandle::at(place as usize))
            }
            Some(Err(why)) => {
                self.check.error("unknown_id", at, format!("there is no call {}: {why}", quoted(id))).found(quoted(id));
                None
            }
            None if self.streams.incomplete() => None,
            None => {
                self.unknown_call(id, at);
                None
            }
        }
    }

    /// What a name of the form `<stream>/<n>` means: a call of the stream, or why it makes none.
    pub(super) fn stream_call(&self, id: &str) -> Option<Result<CallOrigin, String>> {
        let (stream_name, n) = numbered(id)?;
        let stream = self.streams.place(stream_name)?;
        Some(match self.stream_counts.get(stream).copied().flatten() {
            Some(count) if n > count => Err(format!("the stream `{stream_name}` makes {count} at most")),
            Some(_) | None => Ok(CallOrigin::Stream { stream, n }),
        })
    }

    fn unknown_call(&mut self, id: &str, at: &At<'_>) {
        if let Some((stream, n)) = numbered(id)
            && !self.calls.incomplete()
            && let Some(meant) = self.streams.meant(&mut self.check, stream)
        {
            let help = crate::suggest::did_you_mean(&format!("{meant}/{n}"));
            self.check
                .error("unknown_id", at, format!("there is no call {}: no stream is called `{stream}`", quoted(id)))
                .found(quoted(id))
                .help(help);
            return;
        }
        self.calls.unknown(&mut self.check, id, at, &[&self.sessions, &self.streams]);
    }

    /// A reason for NOT_READY.
    pub(crate) fn reason(&mut self, text: Option<&Text<'_>>, at: &At<'_>) -> Option<ReasonId> {
        let text = self.check.text(text?, at);
        Some(ReasonId(self.reasons.intern(text)))
    }

    /// An address.
    pub(crate) fn address(&mut self, text: Option<&Text<'_>>, at: &At<'_>) -> Option<AddressId> {
        let text = self.check.text(text?, at);
        Some(AddressId(self.addresses.intern(text) + 1))
    }

    /// The text of an address.
    pub(crate) fn address_text(&self, address: AddressId) -> &str {
        &self.addresses.texts()[address.0 as usize - 1]
    }

    /// An address where somebody works, or will.
    pub(crate) fn home(&mut self, text: Option<&Text<'_>>, at: &At<'_>) -> Option<AddressId> {
        let address = self.address(text, at);
        self.homes.extend(address);
        address
    }

    /// The member `address` of something that asks about one.
    pub(crate) fn need_address(&mut self, text: Option<&Text<'_>>, around: &At<'_>) -> Option<AddressId> {
        let text = self.check.need(text, around, "address")?;
        let at = around.member("address");
        let address = self.address(Some(text), &at)?;
        self.asked_addresses.entry(address).or_insert_with(|| at.path());
        Some(address)
    }

    /// An error where an agent has no place in a group.
    pub(crate) fn member_of(&mut self, agent: AgentId, group: GroupId, at: &At<'_>) {
        let Some(config) = self.agent_configs.get(agent.index()) else { return };
        if config.groups.iter().any(|membership| membership.group == group) || self.groups_unreadable(agent) {
            return;
        }
        let (agent, group) = (config.name.clone(), self.groups.name(group.index()).to_owned());
        self.check
            .error("not_a_member", at, format!("the agent `{agent}` lacks the group `{group}`"))
            .found(quoted(&group))
            .help(format!("add {{ \"group\": \"{group}\" }} to the agent's `groups`"));
    }

    /// True where some of the groups of an agent could not be read.
    fn groups_unreadable(&self, agent: AgentId) -> bool {
        let place = self.agent_ranges.iter().find(|(_, range)| range.contains(&agent.index())).map(|(place, _)| place);
        place.is_some_and(|place| self.check.unreadable_below(&format!("agents[{place}].groups")))
    }

    /// An error where something would happen after the end of the run.
    pub(crate) fn within_run(&mut self, moment: Time, what: &str, at: &At<'_>) {
        if let Some(until) = self.until
            && moment > until
        {
            self.check
                .error("after_until", at, format!("{what} comes after the end of the run"))
                .found(format!("\"{moment}\""))
                .expected(format!("at most \"{until}\", which is `until`"));
        }
    }
}

/// A name of the form `<owner>/<n>`, n from 1, as the program writes it.
fn numbered(id: &str) -> Option<(&str, u64)> {
    let (owner, n) = id.rsplit_once('/')?;
    let plain = n.bytes().all(|byte| byte.is_ascii_digit()) && !n.starts_with('0');
    let n = n.parse().ok().filter(|_| plain)?;
    Some((owner, n))
}

/// How many extensions a file declares, where all of that can be read.
fn extensions_of(file: &Scenario<'_>, unreadable: &BTreeSet<Path>) -> Option<usize> {
    let lost = unreadable.contains(&At::ROOT.member("extensions").path());
    if lost { None } else { Some(file.extensions.as_ref().map_or(0, |list| list.0.len())) }
}
