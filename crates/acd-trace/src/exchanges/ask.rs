//! How a question stands in a line.

use std::borrow::Cow;

use tapi_types::Function;
use tsp_provider::Ask;

use super::objects::LoginObject;
use super::values::{Member, Word, unknown};
use crate::sparse::sparse;

sparse! {
    /// A question: its name, and the arguments that go with it.
    pub(super) struct AskObject {
        name: Word,
        .. {
            session: u32,
            agent: u32,
            queue: u32,
            group: u32,
            address: u32,
            login: LoginObject,
            pin: String,
            groups: Vec<u32>,
            state: Word,
            next: Word,
            period_s: u32,
            version: u32,
            activity: u32,
            extension: u32,
            params: Vec<u8>,
        }
    }
}

/// Questions: the fields of each, and the members that they stand in. A request bears the name of its function, what is
/// looked up without one that of the provider's method. Both ways are made from one table, so that they cannot differ.
macro_rules! asks {
    ($($variant:ident $(($name:literal))? { $($field:tt: $member:ident),* };)+) => {
        impl AskObject {
            pub(super) fn new(ask: Ask) -> AskObject {
                match ask {
                    $(Ask::$variant { $($field: $member),* } => AskObject {
                        name: Cow::Borrowed(asks!(@name $variant $($name)?)),
                        $($member: $member.put(),)*
                        ..AskObject::default()
                    },)+
                }
            }

            /// Back, or what is wrong with it. Arguments of other questions show where the line is written anew.
            pub(super) fn ask(self) -> Result<Ask, String> {
                $(if self.name == asks!(@name $variant $($name)?) {
                    return Ok(Ask::$variant { $($field: Member::get(stringify!($member), self.$member)?),* });
                })+
                Err(unknown(&self.name))
            }
        }
    };
    (@name $variant:ident) => { Function::$variant.original_name() };
    (@name $variant:ident $name:literal) => { $name };
}

asks! {
    GetAgentSessionInfo { 0: session };
    GetAgentInfo { 0: agent };
    GetQueueInfo { 0: queue };
    SetAgentSessionState { session: session, state: state, next: next };
    SetAgentStateEx { agent: agent, state: state, next: next };
    SetAgentMeasurementPeriod { agent: agent, seconds: period_s };
    SetQueueMeasurementPeriod { queue: queue, seconds: period_s };
    CreateAgentSession { agent: agent, group: group, address: address, pin: pin };
    CreateAgent { 0: login };
    GetAgentSessionList { 0: agent };
    GetQueueList { 0: group };
    GetGroupList {};
    GetAgentCaps { address: address, version: version };
    GetAgentStatus { 0: address };
    SetAgentGroup { address: address, groups: groups };
    SetAgentState { address: address, state: state, next: next };
    SetAgentActivity { address: address, activity: activity };
    GetAgentActivityList { 0: address };
    GetAgentGroupList { 0: address };
    AgentSpecific { address: address, extension: extension, params: params };
    GroupEntry("group_entry") { 0: group };
    Addresses("addresses") {};
    SessionEntry("session_entry") { 0: session };
    AgentEntry("agent_entry") { 0: agent };
    QueueEntry("queue_entry") { 0: queue };
}
