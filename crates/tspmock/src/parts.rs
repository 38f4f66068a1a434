//! What a floor is made of, in the words of scenario files.

use serde_json::{Map, Value, json};
use tapi_types::{Function, LineError};

use crate::IntoTimes;

/// Makes a description that is an object of the scenario: its methods set members, and [`FloorBuilder::start`] checks them.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(Map<String, Value>);

        impl $name {
            /// With this name.
            pub fn new(id: impl Into<String>) -> $name {
                let mut members = Map::new();
                members.insert("id".to_owned(), Value::from(id.into()));
                $name(members)
            }

            /// Sets any member that scenario files have here.
            #[must_use]
            pub fn set(mut self, member: &str, value: impl Into<Value>) -> $name {
                self.0.insert(member.to_owned(), value.into());
                self
            }
        }

        impl From<$name> for Value {
            fn from(part: $name) -> Value {
                Value::Object(part.0)
            }
        }
    )+};
}

parts! {
    /// A queue.
    Queue,
    /// An agent, or with [`count`](Agent::count) several of a kind. Answers at once unless something else is said.
    Agent,
    /// A stream of calls.
    Arrivals,
    /// Requests that go wrong.
    Fault,
}

/// Adds to a member that is a list.
fn push(members: &mut Map<String, Value>, list: &str, value: Value) {
    if let Value::Array(list) = members.entry(list).or_insert_with(|| json!([])) {
        list.push(value);
    }
}

impl Queue {
    /// The group whose sessions take its calls.
    #[must_use]
    pub fn group(self, group: &str) -> Queue {
        self.set("group", group)
    }

    /// Which session gets a call, by the name that scenarios have for it: `longest_idle`, `round_robin`, `ring_all` …
    #[must_use]
    pub fn strategy(self, strategy: &str) -> Queue {
        self.set("strategy", strategy)
    }

    /// Not there until [`Floor::add_queue`](crate::Floor::add_queue).
    #[must_use]
    pub fn comes_later(self) -> Queue {
        self.set("from_start", false)
    }

    /// How long an offer rings.
    #[must_use]
    pub fn ring_timeout(self, span: impl IntoTimes) -> Queue {
        self.set("ring_timeout", span.into_times())
    }

    /// How long a stay may last.
    #[must_use]
    pub fn max_wait(self, span: impl IntoTimes) -> Queue {
        self.set("max_wait", span.into_times())
    }

    /// Waiting places.
    #[must_use]
    pub fn max_waiting(self, places: u64) -> Queue {
        self.set("max_waiting", places)
    }

    /// The queue where a call goes that waited its maximum.
    #[must_use]
    pub fn overflow_to(self, queue: &str) -> Queue {
        self.set("overflow_to", queue)
    }
}

impl Agent {
    /// Works in this group, at level 1.
    #[must_use]
    pub fn group(mut self, group: &str) -> Agent {
        push(&mut self.0, "groups", json!({ "group": group }));
        self
    }

    /// Works in this group at a level; lower goes first.
    #[must_use]
    pub fn group_at_level(mut self, group: &str, level: u32) -> Agent {
        push(&mut self.0, "groups", json!({ "group": group, "level": level }));
        self
    }

    /// So many agents, called `<name>/1`, `<name>/2` and so on.
    #[must_use]
    pub fn count(self, count: u64) -> Agent {
        self.set("count", count)
    }

    /// The address at which its sessions work, unless they are created at another one.
    #[must_use]
    pub fn address(self, address: &str) -> Agent {
        self.set("address", address)
    }

    /// Not there until [`Floor::create_agent`](crate::Floor::create_agent), or a client's request with its name for the id.
    #[must_use]
    pub fn comes_later(self) -> Agent {
        self.set("from_start", false)
    }

    /// Lets an offer ring so long.
    #[must_use]
    pub fn answers_after(self, times: impl IntoTimes) -> Agent {
        self.set("answer_after", times.into_times())
    }

    /// Answers when told to, by [`SessionHandle::answer`](crate::SessionHandle::answer).
    #[must_use]
    pub fn answers_when_told(self) -> Agent {
        self.set("answer_after", "manual")
    }

    /// Works from one moment to another, in all of its groups: its sessions `<agent>/<group>/<n>` come and go by themselves.
    #[must_use]
    pub fn shift(mut self, from: impl IntoTimes, to: impl IntoTimes) -> Agent {
        push(&mut self.0, "shifts", json!({ "from": from.into_times(), "to": to.into_times() }));
        self
    }
}

impl Arrivals {
    /// Where the calls come.
    #[must_use]
    pub fn queue(self, queue: &str) -> Arrivals {
        self.set("queue", queue)
    }

    /// A call every so often, the first at the beginning.
    #[must_use]
    pub fn every(self, span: impl IntoTimes) -> Arrivals {
        self.set("rate", json!({ "every": span.into_times() }))
    }

    /// Calls by chance, so many an hour on average.
    #[must_use]
    pub fn per_hour(self, calls: u64) -> Arrivals {
        self.set("rate", json!({ "poisson": { "per_hour": calls } }))
    }

    /// None after so many.
    #[must_use]
    pub fn count(self, calls: u64) -> Arrivals {
        self.set("count", calls)
    }

    /// None from this moment on.
    #[must_use]
    pub fn to(self, moment: impl IntoTimes) -> Arrivals {
        self.set("to", moment.into_times())
    }

    /// Connected time; without it until hang-up.
    #[must_use]
    pub fn talk(self, times: impl IntoTimes) -> Arrivals {
        self.set("talk", times.into_times())
    }

    /// After-call work.
    #[must_use]
    pub fn wrap_up(self, times: impl IntoTimes) -> Arrivals {
        self.set("wrap_up", times.into_times())
    }

    /// From the entry to giving up; without it never.
    #[must_use]
    pub fn patience(self, times: impl IntoTimes) -> Arrivals {
        self.set("patience", times.into_times())
    }
}

impl Fault {
    /// Only requests of this function.
    #[must_use]
    pub fn function(self, function: Function) -> Fault {
        self.set("method", function.name())
    }

    /// Only requests about this session, which the scenario names, or a shift by `<agent>/<group>/<n>`.
    #[must_use]
    pub fn session(self, session: &str) -> Fault {
        self.set("session", session)
    }

    /// Only requests about this agent.
    #[must_use]
    pub fn agent(self, agent: &str) -> Fault {
        self.set("agent", agent)
    }

    /// Only requests about this queue.
    #[must_use]
    pub fn queue(self, queue: &str) -> Fault {
        self.set("queue", queue)
    }

    /// Only requests submitted from one moment on, and before another.
    #[must_use]
    pub fn between(self, from: impl IntoTimes, to: impl IntoTimes) -> Fault {
        self.set("from", from.into_times()).set("to", to.into_times())
    }

    /// Only the n-th match, from 1.
    #[must_use]
    pub fn nth(self, n: u64) -> Fault {
        self.set("nth", n)
    }

    /// At most so many times.
    #[must_use]
    pub fn times(self, times: u64) -> Fault {
        self.set("times", times)
    }

    /// Only with this probability, drawn from the seed.
    #[must_use]
    pub fn percent(self, percent: u32) -> Fault {
        self.set("probability", json!({ "percent": percent }))
    }

    /// The request is handled and its reply lost.
    #[must_use]
    pub fn drops_reply(self) -> Fault {
        self.set("effect", json!({ "drop_reply": {} }))
    }

    /// The reply comes later.
    #[must_use]
    pub fn delays_reply(self, by: impl IntoTimes) -> Fault {
        self.set("effect", json!({ "delay_reply": { "by": by.into_times() } }))
    }

    /// A second reply follows the first.
    #[must_use]
    pub fn duplicates_reply(self, after: impl IntoTimes) -> Fault {
        self.set("effect", json!({ "duplicate_reply": { "after": after.into_times() } }))
    }

    /// The request is not carried out; its reply is an error.
    #[must_use]
    pub fn fails(self, error: LineError) -> Fault {
        self.set("effect", json!({ "fail": { "error": error.name() } }))
    }

    /// The request is refused at submission and never handled.
    #[must_use]
    pub fn fails_at_submit(self, error: LineError) -> Fault {
        self.set("effect", json!({ "fail_at_submit": { "error": error.name() } }))
    }

    /// A getter's reply is the record taken last time.
    #[must_use]
    pub fn is_stale(self) -> Fault {
        self.set("effect", json!({ "stale": {} }))
    }

    /// A getter's reply is LINEERR_STRUCTURETOOSMALL.
    #[must_use]
    pub fn has_too_small_a_structure(self) -> Fault {
        self.set("effect", json!({ "structure_too_small": {} }))
    }

    /// The proxy closes when the request is handled.
    #[must_use]
    pub fn closes_proxy(self) -> Fault {
        self.set("effect", json!({ "close_proxy": {} }))
    }
}
