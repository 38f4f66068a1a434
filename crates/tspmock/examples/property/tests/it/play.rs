//! Plays a story: the floor, what happens on it, and the client that keeps a report.

use property::{Line, ShiftReport};
use serde_json::json;
use tspmock::{
    Agent, Call, Direction, Fault, Floor, FloorBuilder, LineError, Party, Queue, SessionHandle, SessionState, at_least,
};

use crate::stories::{AGENTS, Act, Broken, Effect, GROUPS, QUEUES, Story};

/// Nothing happens later than this, faults included.
const CALM: &str = "2h";

/// Plays a story with the client in it, and holds the report against the floor.
///
/// # Errors
/// What the floor says about the report.
pub(crate) async fn play(story: &Story) -> Result<(), String> {
    let mut play = Play { floor: floor(story), report: ShiftReport::default(), calls: vec![], sessions: vec![] };
    for act in &story.acts {
        play.act(act).await;
    }
    play.floor.pass_until(CALM).await;
    let unread = play.report.read().await;
    play.hold();
    play.floor.try_verify().map_err(|failures| format!("calls of\n{}\n{failures}", play.differences()))?;
    if unread.is_empty() { Ok(()) } else { Err(format!("nothing is wrong any more, and yet {unread:?}")) }
}

/// The floor of a story.
fn floor(story: &Story) -> Floor {
    let floor = Floor::build()
        .seed(story.seed)
        .name("story")
        .set("policies", json!({ "count_call_at": story.count_call_at }))
        .set("client", json!({ "timeout": "5s" }))
        .handles_after(format!("{}ms", story.latency_ms.0))
        .replies_after(format!("{}ms", story.latency_ms.1));
    let floor = GROUPS.iter().fold(floor, |floor, group| floor.group(group));
    let queues = QUEUES.iter().zip(GROUPS).map(|(queue, group)| Queue::new(*queue).group(group));
    let floor = queues.fold(floor, |floor, queue| floor.queue(queue.ring_timeout("10s")));
    let agents = AGENTS.iter().map(|name| Agent::new(*name).group("sales").group("support").answers_after("1s"));
    let floor = agents.fold(floor, FloorBuilder::agent);
    let faults = (1..).zip(&story.faults).map(|(n, broken)| fault(broken, n));
    faults.fold(floor, FloorBuilder::fault).start().expect("a sound floor")
}

/// The fault number n of a story.
fn fault(broken: &Broken, n: u32) -> Fault {
    let fault = Fault::new(format!("fault/{n}")).percent(broken.percent).between("0s", CALM);
    match broken.effect {
        Effect::Lost => fault.drops_reply(),
        Effect::Late { s } => fault.delays_reply(format!("{s}s")),
        Effect::Twice => fault.duplicates_reply("1s"),
        Effect::Refused => fault.fails_at_submit(LineError::RESOURCEUNAVAIL),
        Effect::Failed => fault.fails(LineError::OPERATIONFAILED),
        Effect::Stale => fault.is_stale(),
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
            Act::Read => self.read().await,
        }
    }

    /// The report is read in between. The floor may have gone on since its pictures were taken.
    async fn read(&mut self) {
        self.report.read().await;
        for (calls, name) in self.rows() {
            self.floor.expect_session(&name).number_of_calls(at_least(calls)).at(self.floor.now());
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

    /// Where the report differs from the floor.
    fn differences(&self) -> String {
        let difference = |line: &Line| {
            let (agent, group) = (AGENTS[line.agent.index()], GROUPS[line.group.index()]);
            let rows = self.sessions.iter().map(SessionHandle::row);
            let rows = rows.filter(|row| row.agent == agent && row.group == group);
            let counted: u64 = rows.map(|row| u64::from(row.number_of_calls)).sum();
            let Line { calls, handed_on, .. } = *line;
            let told = format!(
                "  {agent} in {group}: reported {calls}, of them handed on {handed_on}; counted by the floor {counted}\n"
            );
            (calls != counted).then_some(told)
        };
        self.report.lines().iter().filter_map(difference).collect()
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
