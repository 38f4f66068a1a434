//! What a test expects of the requests of the code under test, and what became of them.

#![expect(
    clippy::return_self_not_must_use,
    reason = "what is expected is noted at once; what is returned is for saying more"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic::Location;
use std::sync::Arc;

use acd_core::{Called, Entry, Fact};
use acd_scenario::Plan;
use tapi_types::{Function, LineError, ObjectFilter, RequestId, Time};

use crate::IntoSpan;
use crate::error::accepted;
use crate::expect::{Expected, Kind, What, When, set_when};
use crate::span::moment;
use crate::world::{Run, World, find_name, lock};

/// So many requests are told one by one.
const TOLD: usize = 8;

/// How often something is expected of requests.
#[derive(Debug, Clone)]
pub(crate) struct RequestsExpected {
    function: Function,
    about: Option<(Kind, String)>,
    counted: Counted,
    /// Where neither this nor the other is said, it is one.
    least: Option<u64>,
    most: Option<u64>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Received,
    Replies,
    Errors(LineError),
    TimeOuts,
    Lost,
    Late,
}

/// What is expected of requests: see [`Floor::expect_requests`](crate::Floor::expect_requests). It counts requests that were
/// received, unless something else is said, and expects at least one, unless a number is said. A session that it is about has to
/// have come into being, even where nothing is expected of it.
#[derive(Debug)]
pub struct ExpectRequests {
    world: Arc<World>,
    place: usize,
}

impl ExpectRequests {
    #[track_caller]
    pub(crate) fn of(world: Arc<World>, function: Function) -> ExpectRequests {
        let expected = RequestsExpected { function, about: None, counted: Counted::Received, least: None, most: None };
        let mut diary = lock(&world.diary);
        let what = What::Requests(expected);
        diary.expected.push(Expected { place: Location::caller(), when: When::End, what });
        let place = diary.expected.len() - 1;
        drop(diary);
        ExpectRequests { world, place }
    }

    fn change(self, change: impl FnOnce(&mut RequestsExpected)) -> ExpectRequests {
        if let What::Requests(expected) = &mut lock(&self.world.diary).expected[self.place].what {
            change(expected);
        }
        self
    }

    /// Only those about this session.
    pub fn about_session(self, session: &str) -> ExpectRequests {
        self.change(|expected| expected.about = Some((Kind::Session, session.to_owned())))
    }

    /// Only those about this agent.
    ///
    /// # Panics
    /// When there is no such agent.
    #[track_caller]
    pub fn about_agent(self, agent: &str) -> ExpectRequests {
        accepted(self.world.agent(agent));
        self.change(|expected| expected.about = Some((Kind::Agent, agent.to_owned())))
    }

    /// Only those about this queue.
    ///
    /// # Panics
    /// When there is no such queue.
    #[track_caller]
    pub fn about_queue(self, queue: &str) -> ExpectRequests {
        accepted(self.world.queue(queue));
        self.change(|expected| expected.about = Some((Kind::Queue, queue.to_owned())))
    }

    /// Counts replies that reached a client who waited, errors too.
    pub fn replies(self) -> ExpectRequests {
        self.change(|expected| expected.counted = Counted::Replies)
    }

    /// Counts replies with this error.
    pub fn errors(self, error: LineError) -> ExpectRequests {
        self.change(|expected| expected.counted = Counted::Errors(error))
    }

    /// Counts clients whose limit passed before the reply.
    pub fn time_outs(self) -> ExpectRequests {
        self.change(|expected| expected.counted = Counted::TimeOuts)
    }

    /// Counts replies that a fault lost.
    pub fn lost_replies(self) -> ExpectRequests {
        self.change(|expected| expected.counted = Counted::Lost)
    }

    /// Counts replies that came when nobody waited for them any more.
    pub fn late_replies(self) -> ExpectRequests {
        self.change(|expected| expected.counted = Counted::Late)
    }

    /// So often.
    pub fn times(self, times: u64) -> ExpectRequests {
        self.at_least(times).at_most(times)
    }

    /// So often or more. Together with [`at_most`](ExpectRequests::at_most) it makes a band.
    pub fn at_least(self, least: u64) -> ExpectRequests {
        self.change(|expected| expected.least = Some(least))
    }

    /// So often or less, not at all included.
    pub fn at_most(self, most: u64) -> ExpectRequests {
        self.change(|expected| expected.most = Some(most))
    }

    /// Not at all.
    pub fn never(self) -> ExpectRequests {
        self.times(0)
    }

    /// Counts what happened up to this moment of the run. Before the floor has got there, only a least number can have been met.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn by(self, time: impl IntoSpan) -> ExpectRequests {
        set_when(&self.world, self.place, When::By(moment("by", time)));
        self
    }
}

/// A request that was received.
struct Received {
    id: RequestId,
    at: Time,
    function: Function,
    object: ObjectFilter,
    /// What became of it.
    fates: Vec<(Time, Fate)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Replied(Option<LineError>),
    TimedOut,
    Dropped,
    Late,
    Lost,
    Fault(usize),
}

impl RequestsExpected {
    /// What is expected, in words.
    pub(crate) fn title(&self) -> String {
        let what = match self.counted {
            Counted::Received => "requests",
            Counted::Replies => "replies to",
            Counted::Errors(error) => return format!("{} in replies to {}", error.name(), self.whom()),
            Counted::TimeOuts => "time-outs of",
            Counted::Lost => "lost replies to",
            Counted::Late => "late replies to",
        };
        format!("{what} {}", self.whom())
    }

    fn whom(&self) -> String {
        let function = self.function.original_name();
        match &self.about {
            Some((kind, name)) => format!("{function} about {} {name}", kind.name()),
            None => function.to_owned(),
        }
    }

    /// What is wrong, in lines; nothing if it is as expected.
    pub(crate) fn judge(&self, run: &Run, plan: &Plan, to: Time) -> Option<Vec<String>> {
        let all = received(run, to);
        let object = self.about.as_ref().map(|(kind, name)| object(*kind, name, plan));
        let meant = |request: &&Received| {
            request.function == self.function && object.is_none_or(|object| object == Some(request.object))
        };
        let meant: Vec<&Received> = all.iter().filter(meant).collect();
        let fates = || meant.iter().flat_map(|request| &request.fates).map(|(_, fate)| fate);
        let count = match self.counted {
            Counted::Received => meant.len(),
            Counted::Replies => fates().filter(|fate| matches!(fate, Fate::Replied(_))).count(),
            Counted::Errors(error) => fates().filter(|fate| **fate == Fate::Replied(Some(error))).count(),
            Counted::TimeOuts => fates().filter(|fate| **fate == Fate::TimedOut).count(),
            Counted::Lost => fates().filter(|fate| **fate == Fate::Lost).count(),
            Counted::Late => fates().filter(|fate| **fate == Fate::Late).count(),
        };
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let unknown = self.unknown(plan);
        let (least, most) = self.bounds();
        if unknown.is_none() && least <= count && most.is_none_or(|most| count <= most) {
            return None;
        }
        let mut told = vec![format!("expected {}, was {count}", self.wanted())];
        told.extend(unknown);
        if meant.is_empty() {
            told.push(nearest(&all, plan));
        }
        told.extend(meant.iter().take(TOLD).map(|request| request.tell(plan)));
        if meant.len() > TOLD {
            told.push(format!("and {} more", meant.len() - TOLD));
        }
        Some(told)
    }

    /// True where later requests can make it wrong.
    pub(crate) fn has_most(&self) -> bool {
        self.most.is_some()
    }

    fn bounds(&self) -> (u64, Option<u64>) {
        let least = u64::from(self.most.is_none());
        (self.least.unwrap_or(least), self.most)
    }

    /// The session that it is about, where none has this name. Agents and queues are known from the beginning.
    fn unknown(&self, plan: &Plan) -> Option<String> {
        match &self.about {
            Some((Kind::Session, name)) => find_name("session", name, &plan.session_names).err(),
            Some((Kind::Agent | Kind::Queue | Kind::Call, _)) | None => None,
        }
    }

    fn wanted(&self) -> String {
        match self.bounds() {
            (least, Some(most)) if least == most => least.to_string(),
            (0, Some(most)) => format!("at most {most}"),
            (least, Some(most)) => format!("{least} to {most}"),
            (least, None) => format!("at least {least}"),
        }
    }
}

fn object(kind: Kind, name: &str, plan: &Plan) -> Option<ObjectFilter> {
    let config = &plan.config;
    match kind {
        Kind::Session => {
            place(&plan.session_names, |known| known == name).map(tapi_types::SessionId::at).map(ObjectFilter::Session)
        }
        Kind::Agent => {
            place(&config.agents, |agent| agent.name == name).map(tapi_types::AgentId::at).map(ObjectFilter::Agent)
        }
        Kind::Queue => {
            place(&config.queues, |queue| queue.name == name).map(tapi_types::QueueId::at).map(ObjectFilter::Queue)
        }
        Kind::Call => None,
    }
}

fn place<T>(all: &[T], is: impl Fn(&T) -> bool) -> Option<usize> {
    all.iter().position(is)
}

fn named(object: ObjectFilter, plan: &Plan) -> String {
    match object {
        ObjectFilter::Any => String::new(),
        ObjectFilter::Session(id) => {
            format!(" about session {}", Called::session(id, None, &plan.session_names))
        }
        ObjectFilter::Agent(id) => {
            format!(" about agent {}", plan.config.agents.get(id.index()).map_or("?", |agent| &agent.name))
        }
        ObjectFilter::Queue(id) => {
            format!(" about queue {}", plan.config.queues.get(id.index()).map_or("?", |queue| &queue.name))
        }
    }
}

/// All requests up to a moment, in order.
fn received(run: &Run, to: Time) -> Vec<Received> {
    let mut all: BTreeMap<RequestId, Received> = BTreeMap::new();
    for line in run.lines.iter().take_while(|line| line.at() <= to) {
        let Entry::Record(record) = &line.entry else { continue };
        if let Fact::RequestSubmitted { request: id, function, object, .. } = record.fact {
            all.insert(id, Received { id, at: record.at, function, object, fates: Vec::new() });
        }
        let Some((request, fate)) = fate(&record.fact) else { continue };
        if let Some(request) = all.get_mut(&request) {
            request.fates.push((record.at, fate));
        }
    }
    all.into_values().collect()
}

/// What became of which request, if this tells of it.
fn fate(fact: &Fact) -> Option<(RequestId, Fate)> {
    if let Fact::RequestReplied { request, error } = *fact {
        Some((request, Fate::Replied(error)))
    } else if let Fact::RequestTimedOut { request } = *fact {
        Some((request, Fate::TimedOut))
    } else if let Fact::RequestDropped { request } = *fact {
        Some((request, Fate::Dropped))
    } else if let Fact::ReplyLate { request } = *fact {
        Some((request, Fate::Late))
    } else if let Fact::ReplyLost { request } = *fact {
        Some((request, Fate::Lost))
    } else if let Fact::FaultFired { request, fault } = *fact {
        Some((request, Fate::Fault(fault)))
    } else {
        None
    }
}

/// What was received instead.
fn nearest(all: &[Received], plan: &Plan) -> String {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for request in all {
        *counts.entry(format!("{}{}", request.function.original_name(), named(request.object, plan))).or_default() += 1;
    }
    if counts.is_empty() {
        return "no request was received at all".to_owned();
    }
    let told: Vec<String> = counts.iter().map(|(what, count)| format!("{count} of {what}")).collect();
    format!("nearest: received were {}", told.join(", "))
}

impl Received {
    /// The request and what became of it.
    fn tell(&self, plan: &Plan) -> String {
        let mut told = format!("#{} at {}{}", self.id.get(), self.at, named(self.object, plan));
        for (at, fate) in &self.fates {
            // Writing to a string cannot fail.
            let _ = match fate {
                Fate::Replied(None) => write!(told, "; replied at {at}"),
                Fate::Replied(Some(error)) => write!(told, "; replied {} at {at}", error.name()),
                Fate::TimedOut => write!(told, "; its client gave up at {at}"),
                Fate::Dropped => write!(told, "; its client lost interest at {at}"),
                Fate::Late => write!(told, "; a reply that nobody waited for came at {at}"),
                Fate::Lost => write!(told, "; its reply was lost at {at}"),
                Fate::Fault(fault) => {
                    let name = plan.config.faults.get(*fault).map_or("?", |fault| &fault.name);
                    write!(told, "; fault {name} acted on it")
                }
            };
        }
        if self.fates.iter().all(|(_, fate)| matches!(fate, Fate::Fault(_))) {
            told.push_str("; still open");
        }
        told
    }
}
