//! What is watched, who helps, and how it is asked.

use std::time::Duration;

use tapi_types::{AgentId, GroupId, QueueId};

/// A queue, and who may help when it is busy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The queue.
    pub queue: QueueId,
    /// The group that serves it. Each group has one post.
    pub group: GroupId,
    /// Agents of other groups. Who stands first is lent first.
    pub helpers: Vec<AgentId>,
    /// With so many waiting calls, or more, it is busy: one agent is lent at each look.
    pub busy_from: u64,
    /// With so many, or fewer, it is calm: all are called back. Below [`busy_from`](Post::busy_from).
    pub calm_to: u64,
}

/// How the supervisor asks. [`Habits::default`] suits a floor of some dozens of agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habits {
    /// From one look at the queues to the next, where all goes well.
    pub every: Duration,
    /// How long a reply may take.
    pub patience: Duration,
    /// From a look that failed to the next; twice as long after each further one.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// For so many messages there is room while the supervisor waits for a reply.
    pub buffer: usize,
}

impl Default for Habits {
    fn default() -> Habits {
        Habits {
            every: Duration::from_secs(5),
            patience: Duration::from_secs(5),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            buffer: 1000,
        }
    }
}
