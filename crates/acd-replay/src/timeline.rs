//! A timeline in the Trace Event Format, which opens in Perfetto and in Chrome's own viewer.
//!
//! Tracks: one for each agent, with what keeps it busy; one for each session, with its states; one for each queue, with how
//! many wait and ring; and the calls, each from its arrival to its end. Times are microseconds of the run.

use std::collections::BTreeMap;
use std::io::{self, Write};

use acd_core::{CallNo, Entry, Fact, Record};
use acd_run::book;
use acd_scenario::Plan;
use acd_trace::{Book, Flaw, Line};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tapi_types::{AgentId, QueueId, SessionId, SessionState, Time};

/// Processes in the viewer's sense: groups of tracks.
const AGENTS: u32 = 1;
const SESSIONS: u32 = 2;
const QUEUES: u32 = 3;
const CALLS: u32 = 4;

/// Writes the timeline of a recording, to its end.
///
/// # Errors
/// What is wrong with the recording, or ([`Flaw::Unreadable`]) what keeps the timeline from being written.
pub fn timeline<W: Write>(
    plan: &Plan,
    lines: impl Iterator<Item = Result<Line, Flaw>>,
    ended_at: Time,
    out: W,
) -> Result<W, Flaw> {
    let book = book(plan);
    let mut timeline = Timeline::begin(&book, out)?;
    for line in lines {
        if let Entry::Record(record) = &line?.entry {
            timeline.record(record)?;
        }
    }
    Ok(timeline.finish(ended_at)?)
}

/// One event of the format.
#[derive(Serialize)]
struct Event<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cat: Option<&'static str>,
    ph: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    ts: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dur: Option<u64>,
    pid: u32,
    tid: u32,
    #[serde(skip_serializing_if = "Map::is_empty")]
    args: Map<String, Value>,
}

/// A timeline under way.
struct Timeline<'b, W: Write> {
    book: &'b Book,
    out: W,
    events: u64,
    sessions: BTreeMap<SessionId, Session>,
    calls: BTreeMap<CallNo, Call>,
    queues: Vec<Gauges>,
}

struct Session {
    agent: AgentId,
    state: &'static str,
    since: Time,
    /// What keeps its agent busy.
    busy: Option<(String, Time)>,
}

struct Call {
    name: String,
    queue: Option<QueueId>,
    /// The part of its life that runs.
    stage: Option<&'static str>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Gauges {
    waiting: u64,
    ringing: u64,
}

impl<'b, W: Write> Timeline<'b, W> {
    fn begin(book: &'b Book, out: W) -> io::Result<Timeline<'b, W>> {
        let queues = vec![Gauges::default(); book.queues.len()];
        let mut timeline = Timeline { book, out, events: 0, sessions: BTreeMap::new(), calls: BTreeMap::new(), queues };
        timeline.out.write_all(b"{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n")?;
        for (pid, name) in [(AGENTS, "agents"), (SESSIONS, "sessions"), (QUEUES, "queues"), (CALLS, "calls")] {
            timeline.name_track("process_name", pid, 0, name)?;
        }
        for (place, name) in (0..).zip(&book.agents) {
            timeline.name_track("thread_name", AGENTS, place + 1, name)?;
        }
        Ok(timeline)
    }

    fn write(&mut self, event: &Event<'_>) -> io::Result<()> {
        if self.events > 0 {
            self.out.write_all(b",\n")?;
        }
        self.events += 1;
        serde_json::to_writer(&mut self.out, event).map_err(io::Error::from)
    }

    fn name_track(&mut self, what: &str, pid: u32, tid: u32, name: &str) -> io::Result<()> {
        let args = object(json!({ "name": name }));
        self.write(&Event { name: what, cat: None, ph: "M", id: None, ts: 0, dur: None, pid, tid, args })
    }

    /// A stretch on a track.
    fn stretch(&mut self, pid: u32, tid: u32, name: &str, from: Time, to: Time) -> io::Result<()> {
        let (ts, dur) = (from.as_micros(), Some((to - from).as_micros()));
        self.write(&Event { name, cat: None, ph: "X", id: None, ts, dur, pid, tid, args: Map::new() })
    }

    /// The beginning (`b`) or end (`e`) of a call or of a part of it.
    fn turn(&mut self, call: CallNo, name: &str, ph: &'static str, at: Time) -> io::Result<()> {
        let (id, ts) = (Some(call.0), at.as_micros());
        self.write(&Event { name, cat: Some("call"), ph, id, ts, dur: None, pid: CALLS, tid: 0, args: Map::new() })
    }

    fn gauge(&mut self, queue: QueueId, at: Time, change: impl FnOnce(&mut Gauges)) -> io::Result<()> {
        let book = self.book;
        let gauges = &mut self.queues[queue.index()];
        change(gauges);
        let args = object(json!({ "waiting": gauges.waiting, "ringing": gauges.ringing }));
        let (name, ts) = (&*book.queues[queue.index()], at.as_micros());
        self.write(&Event { name, cat: None, ph: "C", id: None, ts, dur: None, pid: QUEUES, tid: 0, args })
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        let at = record.at;
        match record.fact {
            Fact::SessionCreated { session, agent, group, shift } => {
                let name = self.book.session(session, agent, group, shift);
                let fresh = Session { agent, state: SessionState::NotReady.name(), since: at, busy: None };
                self.sessions.insert(session, fresh);
                self.name_track("thread_name", SESSIONS, session.get(), &name)
            }
            Fact::SessionState { session, to, .. } => self.state(session, to, at),
            Fact::CallArrived { call, handle, stream, .. } => {
                self.arrive(call, self.book.call(handle, stream).unwrap_or_default(), at)
            }
            Fact::OtherCallStarted { call, handle, agent, .. } => {
                let name = self.book.call(handle, None).unwrap_or_default();
                self.arrive(call, format!("{name} ({})", self.book.agents[agent.index()]), at)?;
                self.stage(call, Some("not the ACD's"), at)
            }
            Fact::CallEntered { call, queue, .. } => {
                if let Some(known) = self.calls.get_mut(&call) {
                    known.queue = Some(queue);
                }
                self.stage(call, Some("waiting"), at)
            }
            Fact::CallReturned { call, .. } => self.stage(call, Some("waiting"), at),
            Fact::CallOffered { call, session } => self.offered(call, session, at),
            Fact::OfferRangOut { session, .. } | Fact::OfferWithdrawn { session, .. } => self.idle(session, at),
            Fact::CallAnswered { call, session, .. } => {
                self.idle(session, at)?;
                self.stage(call, Some("talking"), at)?;
                self.busy(session, call, "", at);
                Ok(())
            }
            Fact::CallHeld { call } => self.stage(call, Some("on hold"), at),
            Fact::CallRetrieved { call } => self.stage(call, Some("talking"), at),
            Fact::CallReleased { call, session, .. } => {
                self.idle(session, at)?;
                self.busy(session, call, "wrap-up of ", at);
                Ok(())
            }
            Fact::CallAbandoned { call, .. }
            | Fact::CallTimedOut { call, .. }
            | Fact::CallFlowedOut { call, .. }
            | Fact::CallUnstaffed { call, .. } => self.stage(call, None, at),
            Fact::CallEnded { call, .. } | Fact::OtherCallEnded { call, .. } => self.end(call, at),
            Fact::SessionNextState { .. }
            | Fact::AgentState { .. }
            | Fact::AgentNextState { .. }
            | Fact::CallBlocked { .. }
            | Fact::CallTransferred { .. }
            | Fact::CallCounted { .. }
            | Fact::WrapUpEnded { .. }
            | Fact::AgentPeriodSet { .. }
            | Fact::QueuePeriodSet { .. }
            | Fact::ProxyClosed
            | Fact::ProxyOpened
            | Fact::RequestSubmitted { .. }
            | Fact::FaultFired { .. }
            | Fact::RequestHandled { .. }
            | Fact::RequestReplied { .. }
            | Fact::RequestTimedOut { .. }
            | Fact::RequestDropped { .. }
            | Fact::ReplyLate { .. }
            | Fact::ReplyLost { .. }
            | Fact::CommandRefused { .. }
            | Fact::AgentCreated { .. }
            | Fact::AgentReleased { .. }
            | Fact::AgentActivity { .. }
            | Fact::GroupAdded { .. }
            | Fact::GroupRemoved { .. }
            | Fact::QueueAdded { .. }
            | Fact::QueueRemoved { .. }
            | Fact::AgentSpecific { .. } => Ok(()),
        }
    }

    fn state(&mut self, id: SessionId, to: SessionState, at: Time) -> io::Result<()> {
        let Some(session) = self.sessions.get_mut(&id) else { return Ok(()) };
        let (state, since) = (session.state, session.since);
        (session.state, session.since) = (to.name(), at);
        self.stretch(SESSIONS, id.get(), state, since, at)?;
        match to {
            // What keeps the agent busy began with the answer or the release.
            SessionState::BusyOnCall | SessionState::BusyWrapUp => Ok(()),
            SessionState::NotReady | SessionState::Ready => self.idle(id, at),
            SessionState::Ended => {
                self.idle(id, at)?;
                self.sessions.remove(&id);
                Ok(())
            }
        }
    }

    /// Something begins to keep a session's agent busy.
    fn busy(&mut self, id: SessionId, call: CallNo, with: &str, at: Time) {
        let name = self.calls.get(&call).map_or("", |call| &*call.name);
        if let Some(session) = self.sessions.get_mut(&id) {
            session.busy = Some((format!("{with}{name}"), at));
        }
    }

    /// It is over.
    fn idle(&mut self, id: SessionId, at: Time) -> io::Result<()> {
        let Some(session) = self.sessions.get_mut(&id) else { return Ok(()) };
        let Some((name, from)) = session.busy.take() else { return Ok(()) };
        let tid = session.agent.get();
        self.stretch(AGENTS, tid, &name, from, at)
    }

    fn arrive(&mut self, call: CallNo, name: String, at: Time) -> io::Result<()> {
        self.turn(call, &name, "b", at)?;
        self.calls.insert(call, Call { name, queue: None, stage: None });
        Ok(())
    }

    fn offered(&mut self, call: CallNo, session: SessionId, at: Time) -> io::Result<()> {
        self.stage(call, Some("ringing"), at)?;
        self.busy(session, call, "ringing: ", at);
        Ok(())
    }

    /// The next part of a call's life; the gauges of its queue follow.
    fn stage(&mut self, call: CallNo, stage: Option<&'static str>, at: Time) -> io::Result<()> {
        let Some(known) = self.calls.get_mut(&call) else { return Ok(()) };
        let (before, queue) = (known.stage, known.queue);
        if before == stage {
            return Ok(());
        }
        known.stage = stage;
        if let Some(before) = before {
            self.turn(call, before, "e", at)?;
        }
        if let Some(stage) = stage {
            self.turn(call, stage, "b", at)?;
        }
        let Some(queue) = queue else { return Ok(()) };
        let counts = |stage| (u64::from(stage == Some("waiting")), u64::from(stage == Some("ringing")));
        let ((waited, rang), (waits, rings)) = (counts(before), counts(stage));
        if (waited, rang) == (waits, rings) {
            return Ok(());
        }
        self.gauge(queue, at, |gauges| {
            gauges.waiting = gauges.waiting + waits - waited;
            gauges.ringing = gauges.ringing + rings - rang;
        })
    }

    fn end(&mut self, call: CallNo, at: Time) -> io::Result<()> {
        self.stage(call, None, at)?;
        let Some(known) = self.calls.remove(&call) else { return Ok(()) };
        self.turn(call, &known.name, "e", at)
    }

    /// What is under way is cut at the end of the run.
    fn finish(mut self, ended_at: Time) -> io::Result<W> {
        let calls: Vec<CallNo> = self.calls.keys().copied().collect();
        for call in calls {
            self.end(call, ended_at)?;
        }
        let sessions: Vec<SessionId> = self.sessions.keys().copied().collect();
        for session in sessions {
            self.state(session, SessionState::Ended, ended_at)?;
        }
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}
