//! What the supervisor does, for whoever wants to know.

use std::fmt;

use tapi_client::TapiError;
use tapi_types::{AgentId, GroupId, QueueId};

/// Something that the supervisor has done or found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Everything was read anew; so many agents are lent.
    ReadAnew(usize),
    /// An agent was logged in for a group and is READY.
    Lent(AgentId, GroupId),
    /// An agent was asked to leave.
    CalledBack(AgentId, GroupId),
    /// An agent's session for a group has ended.
    Returned(AgentId, GroupId),
    /// A queue, or its group, is not there: nobody is lent to it.
    Closed(QueueId),
    /// A queue is there again.
    Reopened(QueueId),
    /// Something failed, and is tried again.
    Trouble(TapiError),
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Deed::ReadAnew(lent) => write!(f, "everything is read anew, lent are {lent}"),
            Deed::Lent(agent, group) => write!(f, "agent {} is lent to group {}", agent.get(), group.get()),
            Deed::CalledBack(agent, group) => write!(f, "agent {} is to leave group {}", agent.get(), group.get()),
            Deed::Returned(agent, group) => write!(f, "agent {} has left group {}", agent.get(), group.get()),
            Deed::Closed(queue) => write!(f, "queue {} is closed", queue.get()),
            Deed::Reopened(queue) => write!(f, "queue {} is open again", queue.get()),
            Deed::Trouble(error) => write!(f, "trouble: {}", error.name()),
        }
    }
}
