//! Shifts, spelt out as single tasks in the order of equal times.

use acd_core::{Config, ReasonId};
use tapi_types::{AgentId, GroupId, SessionState, Time};

use super::Model;
use super::sessions::Asker;

/// One thing that a shift does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task {
    pub(super) at: Time,
    agent: AgentId,
    group: GroupId,
    /// Which session of which shift: equal for all tasks of one session.
    shift: (usize, usize, usize),
    kind: TaskKind,
    /// Its session, once there is one: a place in the list.
    session: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
enum TaskKind {
    /// Create the session and set it READY.
    Begin,
    BreakBegins(Option<ReasonId>),
    BreakEnds,
    End,
}

/// All tasks by agent, shift and group; in that order they go at one instant.
pub(super) fn tasks(config: &Config) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (a, agent) in config.agents.iter().enumerate() {
        for (s, shift) in agent.shifts.iter().enumerate() {
            for (g, group) in shift.groups.iter().enumerate() {
                let mut add = |at, kind| {
                    tasks.push(Task {
                        at,
                        agent: AgentId::at(a),
                        group: *group,
                        shift: (a, s, g),
                        kind,
                        session: None,
                    });
                };
                add(shift.from, TaskKind::Begin);
                for pause in &shift.breaks {
                    add(pause.from, TaskKind::BreakBegins(pause.reason));
                    add(pause.to, TaskKind::BreakEnds);
                }
                add(shift.to, TaskKind::End);
            }
        }
    }
    tasks
}

impl Model {
    pub(super) fn work_on(&mut self, task: usize) {
        let Task { agent, group, shift, kind, session, .. } = self.tasks[task];
        let begun = || session.expect("a shift begins before it goes on");
        match kind {
            TaskKind::Begin => {
                let session = self.create_shift_session(agent, group);
                for task in self.tasks.iter_mut().filter(|task| task.shift == shift) {
                    task.session = Some(session);
                }
                self.ask_for_shift(session, SessionState::Ready, None);
            }
            TaskKind::BreakBegins(reason) => self.ask_for_shift(begun(), SessionState::NotReady, reason),
            TaskKind::BreakEnds => self.ask_for_shift(begun(), SessionState::Ready, None),
            TaskKind::End => self.ask_for_shift(begun(), SessionState::Ended, None),
        }
    }

    /// A shift's request; what is refused is left at that.
    fn ask_for_shift(&mut self, session: usize, state: SessionState, reason: Option<ReasonId>) {
        if self.check_state(session, Some(state)).is_ok() {
            self.take_up_state(session, state, reason, Asker::Shift);
        }
    }
}
