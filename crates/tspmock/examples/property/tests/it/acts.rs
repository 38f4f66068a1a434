//! A call centre and what happens in it, as data that can be drawn at random and made smaller.

use std::fmt;

use property::{Line, ShiftReport};
use proptest::prelude::*;
use serde_json::json;
use tspmock::{
    Agent, Call, Direction, Fault, Floor, FloorBuilder, LineError, Party, Queue, SessionHandle, SessionState, at_least,
};

const AGENTS: [&str; 2] = ["anna", "ben"];
const GROUPS: [&str; 2] = ["sales", "support"];
const QUEUES: [&str; 2] = ["sales_q", "support_q"];

/// Nothing is drawn that happens later than this, faults included.
const CALM: &str = "2h";

/// A floor, and what happens on it.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    seed: u64,
    /// The policy: when a call counts.
    count_call_at: &'static str,
    /// From the question to the picture, and from there to the reply.
    latency_ms: (u64, u64),
    faults: Vec<Broken>,
    acts: Vec<Act>,
}

/// A fault: what it does, and to how many requests in a hundred.
#[derive(Debug, Clone)]
struct Broken {
    effect: Effect,
    percent: u32,
}

#[derive(Debug, Clone)]
enum Effect {
    Lost,
    Late { s: u64 },
    Twice,
    Refused,
    Failed,
    Stale,
}

/// Something that happens. Calls and sessions are named by their place, modulo how many there are.
#[derive(Debug, Clone)]
enum Act {
    Call {
        queue: &'static str,
        talk_s: u64,
        wrap_up_s: u64,
        patience_s: u64,
    },
    OtherCall {
        agent: &'static str,
        talk_s: u64,
    },
    /// The first call that can be handed on.
    HandOn {
        to: &'static str,
    },
    HangUp {
        call: usize,
    },
    LogIn {
        agent: &'static str,
        group: &'static str,
    },
    NotReady {
        session: usize,
    },
    End {
        session: usize,
    },
    Restart {
        s: u64,
    },
    Pass {
        s: u64,
    },
    Read,
}

/// Any story.
pub(crate) fn stories() -> impl Strategy<Value = Story> {
    let policies = prop::sample::select(vec!["answer", "release", "wrap_up_end"]);
    let (faults, acts) = (prop::collection::vec(broken(), 0..3), prop::collection::vec(act(), 1..30));
    (0..1000_u64, policies, (0..2000_u64, 0..2000_u64), faults, acts).prop_map(
        |(seed, count_call_at, latency_ms, faults, acts)| Story { seed, count_call_at, latency_ms, faults, acts },
    )
}

fn broken() -> impl Strategy<Value = Broken> {
    let effects = prop_oneof![
        Just(Effect::Lost),
        (1..200_u64).prop_map(|s| Effect::Late { s }),
        Just(Effect::Twice),
        Just(Effect::Refused),
        Just(Effect::Failed),
        Just(Effect::Stale),
    ];
    (effects, 10..80_u32).prop_map(|(effect, percent)| Broken { effect, percent })
}

fn act() -> impl Strategy<Value = Act> {
    let queue = || prop::sample::select(&QUEUES[..]);
    let agent = || prop::sample::select(&AGENTS[..]);
    let group = prop::sample::select(&GROUPS[..]);
    let place = || 0..8_usize;
    prop_oneof![
        6 => (queue(), 1..120_u64, 0..20_u64, 5..300_u64)
            .prop_map(|(queue, talk_s, wrap_up_s, patience_s)| Act::Call { queue, talk_s, wrap_up_s, patience_s }),
        1 => (agent(), 1..60_u64).prop_map(|(agent, talk_s)| Act::OtherCall { agent, talk_s }),
        4 => queue().prop_map(|to| Act::HandOn { to }),
        1 => place().prop_map(|call| Act::HangUp { call }),
        3 => (agent(), group).prop_map(|(agent, group)| Act::LogIn { agent, group }),
        1 => place().prop_map(|session| Act::NotReady { session }),
        1 => place().prop_map(|session| Act::End { session }),
        1 => (1..60_u64).prop_map(|s| Act::Restart { s }),
        6 => (1..60_u64).prop_map(|s| Act::Pass { s }),
        3 => Just(Act::Read),
    ]
}

impl Story {
    /// Plays the story with the client in it, and holds the report against the floor.
    ///
    /// # Errors
    /// What the floor says about the report.
    pub(crate) async fn play(&self) -> Result<(), String> {
        let mut play = Play { floor: self.floor(), report: ShiftReport::default(), calls: vec![], sessions: vec![] };
        for act in &self.acts {
            play.act(act).await;
        }
        play.floor.pass_until(CALM).await;
        let unread = play.report.read().await;
        play.hold();
        play.floor.try_verify().map_err(|failures| format!("the report has\n{}\n{failures}", play.lines()))?;
        if unread.is_empty() { Ok(()) } else { Err(format!("nothing is wrong any more, and yet {unread:?}")) }
    }

    fn floor(&self) -> Floor {
        let floor = Floor::build()
            .seed(self.seed)
            .name("story")
            .set("policies", json!({ "count_call_at": self.count_call_at }))
            .set("client", json!({ "timeout": "5s" }))
            .handles_after(format!("{}ms", self.latency_ms.0))
            .replies_after(format!("{}ms", self.latency_ms.1));
        let floor = GROUPS.iter().fold(floor, |floor, group| floor.group(group));
        let queues = QUEUES.iter().zip(GROUPS).map(|(queue, group)| Queue::new(*queue).group(group));
        let floor = queues.fold(floor, |floor, queue| floor.queue(queue.ring_timeout("10s")));
        let agents = AGENTS.iter().map(|name| Agent::new(*name).group("sales").group("support").answers_after("1s"));
        let floor = agents.fold(floor, FloorBuilder::agent);
        let faults = (1..).zip(&self.faults).map(|(n, broken)| broken.fault(n));
        faults.fold(floor, FloorBuilder::fault).start().expect("a sound floor")
    }
}

impl Broken {
    fn fault(&self, n: u32) -> Fault {
        let fault = Fault::new(format!("fault/{n}")).percent(self.percent).between("0s", CALM);
        match self.effect {
            Effect::Lost => fault.drops_reply(),
            Effect::Late { s } => fault.delays_reply(format!("{s}s")),
            Effect::Twice => fault.duplicates_reply("1s"),
            Effect::Refused => fault.fails_at_submit(LineError::RESOURCEUNAVAIL),
            Effect::Failed => fault.fails(LineError::OPERATIONFAILED),
            Effect::Stale => fault.is_stale(),
        }
    }
}

/// A story while it is played.
struct Play {
    floor: Floor,
    report: ShiftReport,
    calls: Vec<Call>,
    sessions: Vec<SessionHandle>,
}

impl Play {
    /// What cannot be done is refused, and the story goes on.
    async fn act(&mut self, act: &Act) {
        let floor = &self.floor;
        match *act {
            Act::Call { queue, talk_s, wrap_up_s, patience_s } => {
                let call = floor.call(queue);
                let call = call.talk(seconds(talk_s)).wrap_up(seconds(wrap_up_s)).patience(seconds(patience_s));
                self.calls.push(call.named(&format!("c{}", self.calls.len() + 1)).arrive());
            }
            Act::OtherCall { agent, talk_s } => {
                let agent = floor.agent(agent);
                drop(agent.non_acd_call(Direction::Incoming).talk(seconds(talk_s)).try_begin());
            }
            Act::HandOn { to } => self.hand_on(to),
            Act::HangUp { call } => {
                let call = any(&self.calls, call);
                drop(call.map(|call| call.try_hang_up(Party::Caller)));
            }
            Act::LogIn { agent, group } => {
                let session = floor.agent(agent).create_session(group);
                let session = session.named(&format!("s{}", self.sessions.len() + 1)).ready();
                let followed = self.report.follow(floor.call_center().session(session.id()));
                followed.expect("it is there");
                self.sessions.push(session);
            }
            Act::NotReady { session } => self.set_state(session, SessionState::NotReady),
            Act::End { session } => self.set_state(session, SessionState::Ended),
            Act::Restart { s } => {
                floor.close_proxy();
                floor.pass(seconds(s)).await;
                floor.open_proxy();
            }
            Act::Pass { s } => floor.pass(seconds(s)).await,
            Act::Read => {
                self.report.read().await;
                // The floor may have gone on since.
                for (row, name) in self.rows() {
                    floor.expect_session(&name).number_of_calls(at_least(row)).at(floor.now());
                }
            }
        }
    }

    fn hand_on(&mut self, to: &str) {
        for call in &self.calls {
            let Some(by) = call.row().and_then(|row| row.session) else { continue };
            if call.transfer().talk("20s").patience("1m").try_to_queue(to).is_ok() {
                return self.report.handed_on(self.floor.session(&by).id());
            }
        }
    }

    fn set_state(&self, session: usize, state: SessionState) {
        drop(any(&self.sessions, session).map(|session| session.try_set_state(state)));
    }

    /// The calls that the report has for each session.
    fn rows(&self) -> Vec<(u64, String)> {
        self.report.rows().iter().zip(&self.sessions).map(|(row, session)| (row.calls(), session.name())).collect()
    }

    /// The report, with names.
    fn lines(&self) -> String {
        let lines = self.report.lines();
        let line = |line: &Line| {
            let (agent, group) = (AGENTS[line.agent.index()], GROUPS[line.group.index()]);
            format!("  {agent} in {group}: {} calls, {} of them handed on\n", line.calls, line.handed_on)
        };
        lines.iter().map(line).collect()
    }

    /// What the report claims is held against the floor, which says why its own figures are what they are.
    fn hold(&self) {
        for (calls, name) in self.rows() {
            self.floor.expect_session(&name).number_of_calls(calls);
        }
        for name in AGENTS {
            self.floor.expect_agent(name).number_of_acd_calls(self.report.calls_of(self.floor.agent(name).id()));
        }
    }
}

/// One of them, if there are any.
fn any<T>(all: &[T], place: usize) -> Option<&T> {
    all.get(place.checked_rem(all.len())?)
}

fn seconds(s: u64) -> String {
    format!("{s}s")
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (handled, replied) = self.latency_ms;
        writeln!(f, "seed {}, calls count at {}", self.seed, self.count_call_at)?;
        writeln!(f, "requests are handled after {handled} ms, replied to after {replied} ms")?;
        self.faults.iter().try_for_each(|broken| writeln!(f, "  {broken:?}"))?;
        self.acts.iter().try_for_each(|act| writeln!(f, "  {act:?}"))
    }
}
