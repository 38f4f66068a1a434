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
    /// Which shift of the agent in the group, by time, from 1.
    n: u32,
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
                        n: 0,
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
    for place in 0..tasks.len() {
        let Task { agent, group, .. } = tasks[place];
        let begins = |task: &&Task| matches!(task.kind, TaskKind::Begin) && task.agent == agent && task.group == group;
        let mut order: Vec<(Time, (usize, usize, usize))> =
            tasks.iter().filter(begins).map(|task| (task.at, task.shift)).collect();
        order.sort_unstable();
        let own = order.iter().position(|(_, shift)| *shift == tasks[place].shift).expect("every shift begins");
        tasks[place].n = u32::try_from(own + 1).expect("few");
    }
    tasks
}

impl Model {
    pub(super) fn work_on(&mut self, task: usize) {
        let Task { agent, group, shift, kind, n, session, .. } = self.tasks[task];
        match kind {
            TaskKind::Begin => {
                if !self.is_here(agent) || !self.has_group(group) {
                    return;
                }
                let session = self.create_shift_session(agent, group, n);
                for task in self.tasks.iter_mut().filter(|task| task.shift == shift) {
                    task.session = Some(session);
                }
                self.ask_for_shift(Some(session), SessionState::Ready, None);
            }
            TaskKind::BreakBegins(reason) => self.ask_for_shift(session, SessionState::NotReady, reason),
            TaskKind::BreakEnds => self.ask_for_shift(session, SessionState::Ready, None),
            TaskKind::End => self.ask_for_shift(session, SessionState::Ended, None),
        }
    }

    /// A shift's request, if its session came into being; what is refused is left at that.
    fn ask_for_shift(&mut self, session: Option<usize>, state: SessionState, reason: Option<ReasonId>) {
        let Some(session) = session else { return };
        if self.check_state(session, Some(state)).is_ok() {
            self.take_up_state(session, state, reason, Asker::Shift);
        }
    }
}
