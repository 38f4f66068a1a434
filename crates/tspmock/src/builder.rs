//! How a floor is made: member by member, from a scenario, or both.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use acd_scenario::{Files, NoFiles, Plan, Source, load};
use serde_json::{Map, Value, json};
use tokio::runtime::Handle;

use crate::{Agent, Arrivals, Fault, Floor, FloorError, IntoTimes, Queue};

/// A floor under construction. What it is told are members of a scenario file; [`start`](FloorBuilder::start) checks them all.
#[derive(Debug, Clone, Default)]
#[must_use = "a floor begins with `start`"]
pub struct FloorBuilder {
    base: Option<Base>,
    members: Map<String, Value>,
    pub(crate) options: Options,
}

/// The scenario that a floor starts from.
#[derive(Debug, Clone)]
struct Base {
    name: String,
    text: Vec<u8>,
    /// Where its tables lie.
    folder: Option<PathBuf>,
    /// It could not be read.
    unreadable: Option<(PathBuf, io::ErrorKind)>,
}

/// What is not the scenario's to say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) by_hand: bool,
    pub(crate) speed: Option<u32>,
    pub(crate) recordings: Option<PathBuf>,
}

impl FloorBuilder {
    /// Starts from the text of a scenario file.
    pub fn scenario(mut self, text: &str) -> FloorBuilder {
        let text = text.as_bytes().to_vec();
        self.base = Some(Base { name: "floor".to_owned(), text, folder: None, unreadable: None });
        self
    }

    /// Starts from a scenario file.
    pub fn open(mut self, path: impl AsRef<Path>) -> FloorBuilder {
        let path = path.as_ref();
        let read = fs::read(path);
        let unreadable = read.as_ref().err().map(|error| (path.to_owned(), error.kind()));
        self.base = Some(Base {
            name: path.display().to_string(),
            text: read.unwrap_or_default(),
            folder: Some(path.parent().unwrap_or(Path::new("")).to_owned()),
            unreadable,
        });
        self
    }

    /// Sets any member of the scenario file, such as `"client"` or `"policies"`. On top of a scenario a list is added to the
    /// one that is there, and of an object the members that it names are replaced.
    pub fn set(mut self, member: &str, value: impl Into<Value>) -> FloorBuilder {
        self.members.insert(member.to_owned(), value.into());
        self
    }

    /// Adds to a list of the scenario file.
    fn push(mut self, list: &str, value: Value) -> FloorBuilder {
        if let Value::Array(list) = self.members.entry(list).or_insert_with(|| json!([])) {
            list.push(value);
        }
        self
    }

    /// The root of every random stream.
    pub fn seed(self, seed: u64) -> FloorBuilder {
        self.set("seed", seed)
    }

    /// The name of the floor: recordings are called after it where the test has no name.
    pub fn name(self, name: &str) -> FloorBuilder {
        self.set("name", name)
    }

    /// A group.
    pub fn group(self, id: &str) -> FloorBuilder {
        self.push("groups", json!({ "id": id }))
    }

    /// A group that is not there until [`Floor::add_group`].
    pub fn group_that_comes_later(self, id: &str) -> FloorBuilder {
        self.push("groups", json!({ "id": id, "from_start": false }))
    }

    /// A named set of what the ACD serves and how it reads what the pages leave open: `default`, `minimal`, `strict` or
    /// `acd_proxy`. What the floor says besides wins; so does what a scenario below it says, or chose by a profile of its own.
    pub fn profile(self, name: &str) -> FloorBuilder {
        self.set("profile", name)
    }

    /// Something that agents can be doing besides calls.
    pub fn activity(self, id: &str) -> FloorBuilder {
        self.push("activities", json!({ "id": id }))
    }

    /// A queue.
    pub fn queue(self, queue: Queue) -> FloorBuilder {
        self.push("queues", queue.into())
    }

    /// An agent, or several of a kind.
    pub fn agent(self, agent: Agent) -> FloorBuilder {
        self.push("agents", agent.into())
    }

    /// A stream of calls.
    pub fn arrivals(self, arrivals: Arrivals) -> FloorBuilder {
        self.push("arrivals", arrivals.into())
    }

    /// Requests that go wrong.
    pub fn fault(self, fault: Fault) -> FloorBuilder {
        self.push("faults", fault.into())
    }

    /// A reason that [`SessionHandle::not_ready`](crate::SessionHandle::not_ready) and its siblings may give.
    pub fn reason(self, reason: &str) -> FloorBuilder {
        self.reserve("reasons", reason)
    }

    /// An address that [`AgentHandle::create_session_at`](crate::AgentHandle::create_session_at) may name. Those of agents
    /// need not be said.
    pub fn address(self, address: &str) -> FloorBuilder {
        self.reserve("addresses", address)
    }

    fn reserve(mut self, list: &str, name: &str) -> FloorBuilder {
        if let Value::Object(reserved) = self.members.entry("reserved").or_insert_with(|| json!({}))
            && let Value::Array(names) = reserved.entry(list).or_insert_with(|| json!([]))
        {
            names.push(json!(name));
        }
        self
    }

    /// How long the ACD takes until it handles a request.
    pub fn handles_after(self, times: impl IntoTimes) -> FloorBuilder {
        self.takes("handle_after", times.into_times())
    }

    /// How long it takes from there until the reply.
    pub fn replies_after(self, times: impl IntoTimes) -> FloorBuilder {
        self.takes("reply_after", times.into_times())
    }

    /// Where `provider` was set to something that is no object, [`start`](FloorBuilder::start) refuses that.
    fn takes(mut self, member: &str, times: Value) -> FloorBuilder {
        if let Value::Object(provider) = self.members.entry("provider").or_insert_with(|| json!({})) {
            provider.insert(member.to_owned(), times);
        }
        self
    }

    /// Time moves by [`Floor::advance`] and its siblings alone, inside a runtime too.
    pub fn by_hand(mut self) -> FloorBuilder {
        self.options.by_hand = true;
        self
    }

    /// Time goes so many times as fast as tokio's clock. Default 1, which is the least as well.
    pub fn speed(mut self, speed: u32) -> FloorBuilder {
        self.options.speed = Some(speed);
        self
    }

    /// Where recordings of failed tests go. Default: the folder that the environment variable `TSPMOCK_RECORDINGS` names, else
    /// the one of `CARGO_TARGET_TMPDIR`, else `tspmock` in the folder for temporary files.
    pub fn recordings_in(mut self, folder: impl Into<PathBuf>) -> FloorBuilder {
        self.options.recordings = Some(folder.into());
        self
    }

    /// Opens the floor. What happens at time zero has happened then. Inside a tokio runtime a task moves time by tokio's
    /// clock until the floor is dropped; outside, time is moved by hand.
    ///
    /// # Errors
    /// Everything that is wrong with the scenario and with what was added to it.
    pub fn start(self) -> Result<Floor, FloorError> {
        let plan = self.plan()?;
        let driven = if self.options.by_hand { None } else { Handle::try_current().ok() };
        Floor::begin(plan, &self.options, driven)
    }

    /// The scenario that all of it makes.
    pub(crate) fn plan(&self) -> Result<Plan, FloorError> {
        let Some(base) = &self.base else {
            let mut file = self.members.clone();
            file.entry("version").or_insert_with(|| json!(1));
            return read("floor", Value::Object(file).to_string().as_bytes(), &NoFiles);
        };
        if let Some((path, kind)) = &base.unreadable {
            return Err(FloorError::Unreadable { path: path.clone(), error: (*kind).into() });
        }
        let plan = read(&base.name, &base.text, &Beside(base.folder.as_deref()))?;
        if self.members.is_empty() {
            return Ok(plan);
        }
        let written = acd_scenario::write(&plan);
        let mut file: Map<String, Value> = serde_json::from_str(&written).unwrap_or_default();
        merge(&mut file, &self.members);
        read(&base.name, Value::Object(file).to_string().as_bytes(), &NoFiles)
    }
}

/// Lists grow, of objects the members are replaced one by one, and everything else is replaced. A profile is one thing, be it
/// a name or an object, and so is a distribution.
fn merge(file: &mut Map<String, Value>, members: &Map<String, Value>) {
    for (name, value) in members {
        match (file.entry(name).or_insert(Value::Null), value) {
            (Value::Object(there), Value::Object(more)) if name != "profile" => {
                more.iter().for_each(|(name, value)| put(there.entry(name).or_insert(Value::Null), value));
            }
            (there, value) => put(there, value),
        }
    }
}

fn put(there: &mut Value, value: &Value) {
    match (there, value) {
        (Value::Array(list), Value::Array(more)) => list.extend(more.iter().cloned()),
        (there, value) => *there = value.clone(),
    }
}

fn read(name: &str, bytes: &[u8], files: &dyn Files) -> Result<Plan, FloorError> {
    load(&Source { name, bytes, files }).map(|loaded| loaded.plan).map_err(FloorError::Invalid)
}

/// The tables beside a scenario file.
struct Beside<'a>(Option<&'a Path>);

impl Files for Beside<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let folder = self.0.ok_or(io::ErrorKind::NotFound)?;
        fs::read(folder.join(name))
    }
}
