//! The answer that a proxy has put into a LINEPROXYREQUEST.

use tapi_abi::request::ShareView;
use tapi_abi::{
    Guid, LineAgentActivityEntry, LineAgentCaps, LineAgentGroupEntry, LineAgentSessionEntry, LineAgentStatus,
    LineProxyRequest, LineQueueEntry, ProxyArmView, Structure, TextView, View,
};
use tapi_types::{ActivityId, AddressId, AgentId, GroupId, LineError, QueueId, SessionId, line};
use tsp_provider::{
    AgentCaps, AgentStatusRecord, Answer, Ask, ListedActivity, ListedGroup, ListedQueue, ListedSession,
};

use super::records;
use crate::words::known;
use crate::{group_of, guid};

/// What a proxy says to a request that went well. `local_epoch_us` is the run's time zero on the clock of the proxy's
/// dates, in microseconds since 1970-01-01 00:00.
///
/// A name that is left out is an empty one, and what is no text in it U+FFFD.
///
/// # Errors
/// [`LineError::INVALPARAM`] for bytes that are no answer to this request: another type, a structure that is none, a handle
/// of zero, a state without a name, a GUID that [`group_of`] does not know. [`LineError::RESOURCEUNAVAIL`] where the proxy had
/// more to say than its share has room for.
pub fn answer(ask: &Ask, request: &[u8], local_epoch_us: i64) -> Result<Answer, LineError> {
    let view = LineProxyRequest::read(request).map_err(|_| LineError::INVALPARAM)?;
    let asked = ask.function().and_then(line::Function::proxy_request);
    if asked != Some(view.arm.request_type()) {
        return Err(LineError::INVALPARAM);
    }
    Ok(match view.arm {
        ProxyArmView::GetAgentSessionInfo(arm) => {
            Answer::AgentSessionInfo(records::session(&filled(arm.session_info())?.into(), local_epoch_us)?)
        }
        ProxyArmView::GetAgentInfo(arm) => Answer::AgentInfo(records::agent(&filled(arm.agent_info())?.into())?),
        ProxyArmView::GetQueueInfo(arm) => Answer::QueueInfo(records::queue(&filled(arm.queue_info())?.into())),
        ProxyArmView::GetAgentSessionList(arm) => {
            let entry = |entry: View<'_, LineAgentSessionEntry>| {
                Ok(ListedSession {
                    session: known(SessionId::new(entry.session()))?,
                    agent: known(AgentId::new(entry.agent()))?,
                    group: group(entry.group_id())?,
                    address: AddressId(entry.working_address_id()),
                })
            };
            Answer::Sessions(filled(arm.session_list())?.entries().map(entry).collect::<Result<_, _>>()?)
        }
        ProxyArmView::GetQueueList(arm) => {
            let entry = |entry: View<'_, LineQueueEntry>| {
                Ok(ListedQueue { queue: known(QueueId::new(entry.queue_id()))?, name: text(entry.name()) })
            };
            Answer::Queues(filled(arm.queue_list())?.entries().map(entry).collect::<Result<_, _>>()?)
        }
        ProxyArmView::GetGroupList(arm) => Answer::Groups(groups(filled(arm.group_list())?.entries())?),
        ProxyArmView::GetAgentGroupList(arm) => Answer::Groups(groups(filled(arm.group_list())?.entries())?),
        ProxyArmView::GetAgentActivityList(arm) => {
            let entry = |entry: View<'_, LineAgentActivityEntry>| activity(entry.id(), entry.name());
            Answer::Activities(filled(arm.activity_list())?.entries().map(entry).collect::<Result<_, _>>()?)
        }
        ProxyArmView::GetAgentCaps(arm) => Answer::AgentCaps(caps(filled(arm.agent_caps())?)),
        ProxyArmView::GetAgentStatus(arm) => Answer::AgentStatus(status(filled(arm.agent_status())?)?),
        ProxyArmView::AgentSpecific(arm) => Answer::Params(arm.params().to_vec()),
        ProxyArmView::CreateAgent(arm) => Answer::Agent(known(AgentId::new(arm.agent()))?),
        ProxyArmView::CreateAgentSession(arm) => Answer::Session(known(SessionId::new(arm.session()))?),
        ProxyArmView::SetAgentGroup(_)
        | ProxyArmView::SetAgentState(_)
        | ProxyArmView::SetAgentActivity(_)
        | ProxyArmView::SetAgentStateEx(_)
        | ProxyArmView::SetAgentMeasurementPeriod(_)
        | ProxyArmView::SetAgentSessionState(_)
        | ProxyArmView::SetQueueMeasurementPeriod(_) => Answer::Done,
    })
}

/// The structure in a share, with everything that belongs to it.
fn filled<S: Structure>(share: ShareView<'_, S>) -> Result<View<'_, S>, LineError> {
    let view = share.answer().map_err(|_| LineError::INVALPARAM)?;
    if view.written().left_out() { Err(LineError::RESOURCEUNAVAIL) } else { Ok(view) }
}

fn groups<'a>(entries: impl Iterator<Item = View<'a, LineAgentGroupEntry>>) -> Result<Vec<ListedGroup>, LineError> {
    entries.map(|entry| Ok(ListedGroup { group: group(entry.group_id())?, name: text(entry.name()) })).collect()
}

fn group(guid: Guid) -> Result<GroupId, LineError> {
    known(group_of(guid))
}

fn activity(id: u32, name: Option<TextView<'_>>) -> Result<ListedActivity, LineError> {
    Ok(ListedActivity { activity: known(ActivityId::new(id))?, name: text(name) })
}

fn text(name: Option<TextView<'_>>) -> String {
    name.map(TextView::decode_lossy).unwrap_or_default()
}

fn caps(caps: View<'_, LineAgentCaps>) -> AgentCaps {
    AgentCaps {
        handler: text(caps.agent_handler_info()),
        version: caps.caps_version(),
        features: caps.features(),
        states: caps.states(),
        next_states: caps.next_states(),
        max_groups: caps.max_num_group_entries(),
        status_messages: caps.agent_status_messages(),
        extensions: caps.agent_extension_ids().map(|id| [id.id0(), id.id1(), id.id2(), id.id3()]).collect(),
        proxy: caps.proxy_guid().map(guid::number),
    }
}

fn status(status: View<'_, LineAgentStatus>) -> Result<AgentStatusRecord, LineError> {
    let activity_id = status.activity_id();
    let next_state = status.next_state();
    Ok(AgentStatusRecord {
        groups: groups(status.groups())?,
        state: known(status.state().known())?,
        next_state: if next_state.number() == 0 { None } else { Some(known(next_state.known())?) },
        activity: if activity_id == 0 { None } else { Some(activity(activity_id, status.activity())?) },
        features: status.agent_features(),
        valid_states: status.valid_states(),
        valid_next_states: status.valid_next_states(),
    })
}
