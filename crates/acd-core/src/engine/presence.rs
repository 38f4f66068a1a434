//! Groups and queues that come and go.

use tapi_types::{GroupId, LineError, QueueId};

use crate::state::call::CallKey;
use crate::{Accepted, Config, Engine, Fact};

/// Whether something that comes and goes is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// It has not come yet, so nobody has heard of it.
    NotYet,
    /// It is there.
    Here,
    /// It was removed, or released.
    Gone,
}

impl Presence {
    pub(super) const fn at_start(absent: bool) -> Presence {
        if absent { Presence::NotYet } else { Presence::Here }
    }
}

impl Engine {
    /// Whether a group is there; `None` where the floor has none of this id.
    pub fn group_presence(&self, group: GroupId) -> Option<Presence> {
        self.lines.get(group).map(|line| line.presence)
    }

    /// Whether a queue is there, and with it its group; `None` where the floor has none of this id.
    pub fn queue_presence(&self, queue: QueueId) -> Option<Presence> {
        self.queues.get(queue).map(|queue| queue.presence)
    }

    pub(super) fn has_group(&self, group: GroupId) -> bool {
        self.group_presence(group) == Some(Presence::Here)
    }

    pub(super) fn has_queue(&self, queue: QueueId) -> bool {
        self.queue_presence(queue) == Some(Presence::Here)
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
        if self.group_presence(group).is_none_or(|presence| presence == Presence::Here) {
            return Err(LineError::INVALPARAM);
        }
        self.lines[group].presence = Presence::Here;
        self.note(Fact::GroupAdded { group });
        Ok(Accepted::Done)
    }

    /// A group goes: its queues first, then its sessions, after their calls.
    pub(super) fn remove_group(&mut self, group: GroupId) -> Accepted {
        let queues: Vec<QueueId> = self.present_queues(group).collect();
        for queue in queues {
            self.remove_queue(queue);
        }
        self.lines[group].presence = Presence::Gone;
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
        let absent = self.queue_presence(queue).is_some_and(|presence| presence != Presence::Here);
        if !absent || !self.has_group(self.group_of_queue(queue)) {
            return Err(LineError::INVALPARAM);
        }
        self.queues[queue].presence = Presence::Here;
        let length = self.queues[queue].period.seconds();
        self.begin_queue_period(queue, length);
        self.note(Fact::QueueAdded { queue });
        Ok(Accepted::Done)
    }

    /// A queue goes: its calls flow over or time out, best first; nobody is matched before all have left.
    pub(super) fn remove_queue(&mut self, queue: QueueId) -> Accepted {
        self.queues[queue].presence = Presence::Gone;
        let removed = self.note(Fact::QueueRemoved { queue });
        let here = self.calls.iter().filter(|(_, call)| call.queue == queue && call.phase.gauge().is_some());
        let mut leaving: Vec<_> = here.map(|(place, call)| (call.rank(), CallKey::at(place))).collect();
        leaving.sort_unstable_by_key(|(rank, _)| *rank);
        #[cfg(feature = "planted")]
        crate::planted::leaving(&mut leaving);
        for (_, key) in leaving {
            self.following(removed, |engine| engine.flow_on(key));
        }
        Accepted::Done
    }
}

/// Whether a queue is there at the start; one of a group that is not there is not.
pub(super) fn queue_at_start(config: &Config, queue: QueueId) -> Presence {
    let group = config.queues[queue.index()].group;
    Presence::at_start(config.absent.queues.contains(&queue) || config.absent.groups.contains(&group))
}

/// Whether a group is there at the start.
pub(super) fn group_at_start(config: &Config, group: GroupId) -> Presence {
    Presence::at_start(config.absent.groups.contains(&group))
}
