//! What a client knows about an object without a request.

use tapi_types::{AgentId, AgentState, GroupId, SessionState};

/// An address of the line: the `dwWorkingAddressID` where a session's calls ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AddressId(pub u32);

/// A session as LINEAGENTSESSIONENTRY and the last `LINE_AGENTSESSIONSTATUS` show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionEntry {
    /// Who is logged in.
    pub agent: AgentId,
    /// Where.
    pub group: GroupId,
    /// The address where its calls ring.
    pub address: AddressId,
    /// The last known state.
    pub state: SessionState,
}

/// An agent as the client that registered it knows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AgentEntry {
    /// The id for older switches; only agents made by `CreateAgentWithID` have one.
    pub id: Option<String>,
    /// The operating-system login or mail name.
    pub user: String,
    /// The last known state.
    pub state: AgentState,
}

/// A queue as LINEQUEUEENTRY shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct QueueEntry {
    /// Its name.
    pub name: String,
    /// The group that serves it.
    pub group: GroupId,
}
