//! Shifts: sessions that come, pause and go by the clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use tapi_types::{AgentId, GroupId, LineError, SessionId, SessionState, Time};

use crate::engine::start::named_shift_sessions;
use crate::engine::states::{Change, change};
use crate::state::origin::Origin;
use crate::state::session::{NextKind, NextSlot};
use crate::state::table::SessionNo;
use crate::{Class, Config, EndDuringCall, Engine, Fact, Moment, ReasonId};

/// All shifts of a floor as one list in order of time, and how far it has come.
#[derive(Debug, Clone)]
pub(crate) struct Shifts {
    timeline: Arc<[Turn]>,
    done: usize,
    /// By the number of a shift's session, in the order of [`Turn::session`].
    sessions: Vec<Option<SessionNo>>,
}

/// One thing that a shift does to one session.
#[derive(Debug, Clone, Copy)]
struct Turn {
    at: Time,
    agent: AgentId,
    group: GroupId,
    /// Which of all shifts' sessions.
    session: usize,
    act: Act,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Start { id: Option<SessionId>, level: u32, n: u32 },
    Pause { reason: Option<ReasonId> },
    Resume,
    End,
}

impl Shifts {
    pub(crate) fn new(config: &Config) -> Shifts {
        let mut timeline = Vec::new();
        let mut sessions = 0;
        for (place, agent) in config.agents.iter().enumerate() {
            for shift in &agent.shifts {
                for &group in &shift.groups {
                    let level = agent.groups.iter().find(|place| place.group == group).map_or(1, |place| place.level);
                    let turn = |at, act| Turn { at, agent: AgentId::at(place), group, session: sessions, act };
                    timeline.push(turn(shift.from, Act::Start { id: None, level, n: 0 }));
                    for pause in &shift.breaks {
                        timeline.push(turn(pause.from, Act::Pause { reason: pause.reason }));
                        timeline.push(turn(pause.to, Act::Resume));
                    }
                    timeline.push(turn(shift.to, Act::End));
                    sessions += 1;
                }
            }
        }
        // Stable: at one instant by agent, then shift, then group; of one session in the order above.
        timeline.sort_by_key(|turn| turn.at);
        number_sessions(config, &mut timeline);
        Shifts { timeline: timeline.into(), done: 0, sessions: vec![None; sessions] }
    }

    /// The [key](crate::order::key) of the next turn; the largest number where there is none.
    #[inline]
    pub(crate) fn key(&self) -> u64 {
        self.next().map_or(u64::MAX, |at| Moment { at, class: Class::Command }.key())
    }

    /// When the next turn is due.
    pub(crate) fn next(&self) -> Option<Time> {
        self.timeline.get(self.done).map(|turn| turn.at)
    }
}

/// Sessions of an agent in a group are numbered in order of creation.
fn number_sessions(config: &Config, timeline: &mut [Turn]) {
    let named = named_shift_sessions(config);
    let mut seen: BTreeMap<(AgentId, GroupId), u32> = BTreeMap::new();
    for turn in timeline {
        if let Act::Start { id, n, .. } = &mut turn.act {
            let count = seen.entry((turn.agent, turn.group)).or_default();
            *count += 1;
            *n = *count;
            *id = named.get(&(turn.agent, turn.group, *count)).copied();
        }
    }
}

impl Engine {
    /// The next turn of the shifts, due now.
    pub(crate) fn run_shift(&mut self) {
        let Some(&turn) = self.shifts.timeline.get(self.shifts.done) else { return };
        self.shifts.done += 1;
        self.events += 1;
        self.now = turn.at;
        self.cause = Origin::PLAN;
        if let Act::Start { id, level, n } = turn.act {
            if !self.has_agent(turn.agent) || !self.has_group(turn.group) {
                self.lead(Fact::CommandRefused { error: LineError::INVALPARAM });
                return;
            }
            let id = self.new_session(id, turn.agent, turn.group, level, Some(n), None);
            if let Ok(no) = self.session_no(id) {
                self.shifts.sessions[turn.session] = Some(no);
                self.enter_state(no, SessionState::Ready, None);
            }
            return;
        }
        let Some(no) = self.shifts.sessions[turn.session] else { return };
        match turn.act {
            Act::Start { .. } => {}
            Act::Pause { reason } => self.shift_wants(no, SessionState::NotReady, reason),
            Act::Resume => self.shift_wants(no, SessionState::Ready, None),
            Act::End => self.shift_wants(no, SessionState::Ended, None),
        }
    }

    /// A shift asks for a state as an application would, but never cuts a wrap-up short for a break, and ends
    /// a session after its call under every policy. What is refused is recorded and nothing else.
    fn shift_wants(&mut self, no: SessionNo, to: SessionState, reason: Option<ReasonId>) {
        let from = self.sessions[no].state;
        match change(from, to, self.config.policies.same_state, EndDuringCall::AfterCall) {
            Err(error) => self.lead(Fact::CommandRefused { error }),
            Ok(Change::Nothing | Change::EndWithCall) => {}
            Ok(Change::EndAfterCall) => self.end_after_call(no),
            Ok(Change::Now(_)) if from == SessionState::BusyWrapUp && to != SessionState::Ended => {
                self.set_next(no, Some(NextSlot { state: to, kind: NextKind::Pending, reason }));
            }
            Ok(Change::Now(_)) => self.change_now(no, to, reason),
            Ok(Change::Pending(_)) => {
                self.set_next(no, Some(NextSlot { state: to, kind: NextKind::Pending, reason }));
            }
        }
    }
}
