//! The tally.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use tapi_client::{AgentSession, TapiError};
use tapi_types::{AgentId, AgentSessionInfo, GroupId, LineError, SessionId, SessionState};
use tokio::time::sleep;

/// So often a session is asked in one reading.
const ATTEMPTS: u32 = 3;

/// From a failed attempt to the next; twice as long after that.
const PAUSE: Duration = Duration::from_secs(1);

/// The report of a shift.
#[derive(Debug, Default)]
pub struct ShiftReport {
    rows: Vec<Row>,
}

/// What is known of a session.
#[derive(Debug, Clone)]
pub struct Row {
    session: AgentSession,
    agent: AgentId,
    group: GroupId,
    calls: u64,
    handed_on: u64,
    ended: bool,
}

/// A session that could not be read. Its row stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// The session.
    pub session: SessionId,
    /// Why the last attempt failed.
    pub error: TapiError,
}

/// A line of the report: an agent in a group, all of the sessions together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub agent: AgentId,
    /// For whom.
    pub group: GroupId,
    /// The calls that were taken.
    pub calls: u64,
    /// How many of them were handed on.
    pub handed_on: u64,
}

impl ShiftReport {
    /// Counts a session from now on. One that is followed already is not counted twice.
    ///
    /// # Errors
    /// `LINEERR_INVALPARAM` for a session that nobody has heard of.
    pub fn follow(&mut self, session: AgentSession) -> Result<(), TapiError> {
        if self.rows.iter().all(|row| row.session.id() != session.id()) {
            let (agent, group) = (session.agent()?.handle(), session.acd_group()?.id());
            self.rows.push(Row { session, agent, group, calls: 0, handed_on: 0, ended: false });
        }
        Ok(())
    }

    /// Notes that a call of this session was handed on.
    pub fn handed_on(&mut self, session: SessionId) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.session.id() == session) {
            row.handed_on += 1;
        }
    }

    /// Reads every session that may have changed. The answer is about those that could not be read.
    pub async fn read(&mut self) -> Vec<Unread> {
        let mut unread = Vec::new();
        for row in self.rows.iter_mut().filter(|row| !row.ended) {
            match info(&row.session).await {
                Ok(info) => row.take(&info),
                Err(error) => unread.push(Unread { session: row.session.id(), error }),
            }
        }
        unread
    }

    /// The sessions, in the order in which they were followed.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The report, by agent and group.
    pub fn lines(&self) -> Vec<Line> {
        let mut sums: BTreeMap<(AgentId, GroupId), (u64, u64)> = BTreeMap::new();
        for row in &self.rows {
            let (calls, handed_on) = sums.entry((row.agent, row.group)).or_default();
            *calls += row.calls();
            *handed_on += row.handed_on;
        }
        let line = |((agent, group), (calls, handed_on))| Line { agent, group, calls, handed_on };
        sums.into_iter().map(line).collect()
    }

    /// The calls that an agent took, in all groups.
    pub fn calls_of(&self, agent: AgentId) -> u64 {
        self.rows.iter().filter(|row| row.agent == agent).map(Row::calls).sum()
    }
}

impl Row {
    /// The session.
    pub fn session(&self) -> SessionId {
        self.session.id()
    }

    /// The calls that it took, as far as is known.
    pub fn calls(&self) -> u64 {
        if cfg!(feature = "planted-double-counts-after-transfer") {
            return self.calls + self.handed_on;
        }
        self.calls
    }

    fn take(&mut self, info: &AgentSessionInfo) {
        self.calls = info.number_of_calls;
        self.ended = info.state == SessionState::Ended;
    }
}

/// One picture of a session, with a few attempts.
async fn info(session: &AgentSession) -> Result<AgentSessionInfo, TapiError> {
    let mut pause = PAUSE;
    for _ in 1..ATTEMPTS {
        match session.info().await {
            Err(error) if error != TapiError::Line(LineError::INVALPARAM) => sleep(pause).await,
            reply => return reply,
        }
        pause *= 2;
    }
    session.info().await
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Line { agent, group, calls, handed_on } = self;
        write!(f, "agent {}, group {}: calls {calls}, handed on {handed_on}", agent.get(), group.get())
    }
}
