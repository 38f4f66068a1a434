//! Groups and queues that come and go.

use tapi_types::{GroupId, LineError, QueueId};

use crate::state::call::CallKey;
use crate::{Accepted, Config, Engine, Fact};

impl Engine {
    /// A group that is there.
    pub(super) fn has_group(&self, group: GroupId) -> bool {
        self.lines.get(group).is_some_and(|line| line.present)
    }

    /// A queue that is there. Its group is there as well.
    pub(super) fn has_queue(&self, queue: QueueId) -> bool {
        self.queues.get(queue).is_some_and(|queue| queue.present)
    }

    /// The groups that are there.
    pub(super) fn present_groups(&self) -> impl Iterator<Item = GroupId> + '_ {
        self.lines.keys().filter(|&group| self.has_group(group))
    }

    /// The queues of a group that are there.
    pub(super) fn present_queues(&self, group: GroupId) -> impl Iterator<Item = QueueId> + '_ {
        self.queues.keys().filter(move |&queue| self.group_of_queue(queue) == group && self.has_queue(queue))
    }

    pub(super) fn group_of_queue(&self, queue: QueueId) -> GroupId {
        self.config.queues[queue.index()].group
    }

    pub(super) fn add_group(&mut self, group: GroupId) -> Result<Accepted, LineError> {
        if self.lines.get(group).is_none_or(|line| line.present) {
            return Err(LineError::INVALPARAM);
        }
        self.lines[group].present = true;
        self.note(Fact::GroupAdded { group });
        Ok(Accepted::Done)
    }

    /// A group goes: its queues first, then its sessions, after their calls.
    pub(super) fn remove_group(&mut self, group: GroupId) -> Accepted {
        let queues: Vec<QueueId> = self.present_queues(group).collect();
        for queue in queues {
            self.remove_queue(queue);
        }
        self.lines[group].present = false;
        self.because(Fact::GroupRemoved { group }, |engine| {
            for agent in engine.agents.keys() {
                for no in engine.agents[agent].sessions.clone() {
                    if engine.sessions[no].group == group {
                        engine.send_home(no);
                    }
                }
            }
        });
        Accepted::Done
    }

    /// A queue comes: its measurement period begins anew, its row goes on.
    pub(super) fn add_queue(&mut self, queue: QueueId) -> Result<Accepted, LineError> {
        let absent = self.queues.get(queue).is_some_and(|queue| !queue.present);
        if !absent || !self.has_group(self.group_of_queue(queue)) {
            return Err(LineError::INVALPARAM);
        }
        self.queues[queue].present = true;
        let length = self.queues[queue].period.seconds();
        self.begin_queue_period(queue, length);
        self.note(Fact::QueueAdded { queue });
        Ok(Accepted::Done)
    }

    /// A queue goes: its calls flow over or time out, best first; nobody is matched before all have left.
    pub(super) fn remove_queue(&mut self, queue: QueueId) -> Accepted {
        self.queues[queue].present = false;
        let removed = self.note(Fact::QueueRemoved { queue });
        let here = self.calls.iter().filter(|(_, call)| call.queue == queue && call.gauge().is_some());
        let mut leaving: Vec<_> = here.map(|(place, call)| (call.rank(), CallKey::at(place))).collect();
        leaving.sort_unstable_by_key(|(rank, _)| *rank);
        for (_, key) in leaving {
            self.following(removed, |engine| engine.flow_on(key));
        }
        Accepted::Done
    }
}

/// Whether a queue is there at the start; one of a group that is not there is not.
pub(super) fn queue_at_start(config: &Config, queue: QueueId) -> bool {
    let group = config.queues[queue.index()].group;
    !config.absent.queues.contains(&queue) && group_at_start(config, group)
}

/// Whether a group is there at the start.
pub(super) fn group_at_start(config: &Config, group: GroupId) -> bool {
    !config.absent.groups.contains(&group)
}
