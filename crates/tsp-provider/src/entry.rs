//! What a client knows of sessions, agents, groups and queues without asking for their statistics, and what the functions
//! that make no statistics answer.

use tapi_types::line::{self, AgentFeature, AgentStatus, ApiVersion};
use tapi_types::{ActivityId, AddressId, AgentId, AgentState, Bits, GroupId, QueueId, SessionId, SessionState};

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
    /// It was removed, and the client has been told.
    pub removed: bool,
}

/// A group as LINEAGENTGROUPENTRY shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupEntry {
    /// Its name.
    pub name: String,
    /// It was removed, and the client has been told.
    pub removed: bool,
}

/// What an agent logs in with on older switches: the strings of `lineCreateAgent`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Login {
    /// `lpszAgentID`; `None`: the operating-system login of the client says who it is.
    pub id: Option<String>,
    /// `lpszAgentPIN`.
    pub pin: Option<String>,
}

/// One entry of LINEAGENTSESSIONLIST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListedSession {
    /// Its handle.
    pub session: SessionId,
    /// Who is logged in.
    pub agent: AgentId,
    /// Where.
    pub group: GroupId,
    /// The address where its calls ring.
    pub address: AddressId,
}

/// One entry of LINEQUEUELIST.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedQueue {
    /// Its id.
    pub queue: QueueId,
    /// Its name.
    pub name: String,
}

/// One entry of LINEAGENTGROUPLIST. The GUID of the function stands for [`GroupId`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedGroup {
    /// Its id.
    pub group: GroupId,
    /// Its name.
    pub name: String,
}

/// One entry of LINEAGENTACTIVITYLIST.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListedActivity {
    /// Its code.
    pub activity: ActivityId,
    /// Its name.
    pub name: String,
}

/// LINEAGENTSTATUS: the agent at an address, as TAPI 2.0 sees it.
///
/// POLICY `legacy_view`: the agent with a live session at the address; NOTREADY, READY and BUSYACD by name, `BUSY_WRAPUP` as
/// WORKINGAFTERCALL, BUSYOUTGOING as BUSYOUTBOUND, none as LOGGEDOFF.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AgentStatusRecord {
    /// The groups that the agent is logged into here.
    pub groups: Vec<ListedGroup>,
    /// `dwState`.
    pub state: line::AgentState,
    /// `dwNextState`; `None` for 0.
    pub next_state: Option<line::AgentState>,
    /// What the agent is doing; `None` for 0 and no name.
    pub activity: Option<ListedActivity>,
    /// The functions that can be used now.
    pub features: Bits<AgentFeature>,
    /// The states that can be set now.
    pub valid_states: Bits<line::AgentState>,
    /// The states that can be set now as the next one.
    pub valid_next_states: Bits<line::AgentState>,
}

/// LINEAGENTCAPS: what the handler behind an address can do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AgentCaps {
    /// `AgentHandlerInfo`: the name of the handler.
    pub handler: String,
    /// `dwCapsVersion`: never above the one that was asked with.
    pub version: ApiVersion,
    /// The functions of TAPI 2.0 that can ever be used.
    pub features: Bits<AgentFeature>,
    /// The states that can ever be set.
    pub states: Bits<line::AgentState>,
    /// The states that can ever be set as the next one.
    pub next_states: Bits<line::AgentState>,
    /// `dwMaxNumGroupEntries`: the most groups that an agent can be logged into.
    pub max_groups: u32,
    /// The bits that LINE_AGENTSTATUS can ever carry.
    pub status_messages: Bits<AgentStatus>,
    /// The extensions, each by 128 bits, in the order of the index that `lineAgentSpecific` takes.
    pub extensions: Vec<[u32; 4]>,
    /// `ProxyGUID`, as 128 bits; `None` below version 2.2.
    pub proxy: Option<u128>,
}
