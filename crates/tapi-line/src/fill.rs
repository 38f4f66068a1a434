//! Answers of a provider as structures.

use tapi_abi::{
    Encoding, LineAgentActivityEntry, LineAgentActivityList, LineAgentCaps, LineAgentGroupEntry, LineAgentGroupList,
    LineAgentInfo, LineAgentSessionEntry, LineAgentSessionInfo, LineAgentSessionList, LineAgentStatus, LineExtensionId,
    LineQueueEntry, LineQueueInfo, LineQueueList, Structure, Text, Written,
};
use tapi_types::line::ApiVersion;
use tapi_types::{Constant, Dword, LineError};
use tsp_provider::{AgentCaps, AgentStatusRecord, Answer, ListedActivity, ListedGroup, ListedQueue, ListedSession};

use crate::words::text;
use crate::{group_guid, guid};

/// The words in which a client wants its answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    /// How its strings are written.
    pub(crate) encoding: Encoding,
    /// The highest version that it knows.
    pub(crate) version: ApiVersion,
    /// The run's time zero on the clock of its dates, in microseconds since 1970-01-01 00:00.
    pub(crate) local_epoch_us: i64,
}

impl Words {
    /// Writes the structure of an answer into memory whose `dwTotalSize` is set.
    ///
    /// # Errors
    /// Those of [`Structure::write`].
    pub(crate) fn write(self, answer: &Answer, out: &mut [u8]) -> Result<Written, LineError> {
        match answer {
            Answer::AgentSessionInfo(info) => LineAgentSessionInfo::new(info, self.local_epoch_us).write(out),
            Answer::AgentInfo(info) => LineAgentInfo::from(info).write(out),
            Answer::QueueInfo(info) => LineQueueInfo::from(info).write(out),
            Answer::Sessions(sessions) => session_list(sessions).write(out),
            Answer::Queues(queues) => self.queue_list(queues).write(out),
            Answer::Groups(groups) => LineAgentGroupList { entries: self.groups(groups) }.write(out),
            Answer::Activities(activities) => self.activity_list(activities).write(out),
            Answer::AgentCaps(caps) => self.caps(caps).write(out),
            Answer::AgentStatus(status) => self.status(status).write(out),
            Answer::Done
            | Answer::Session(_)
            | Answer::Agent(_)
            | Answer::Params(_)
            | Answer::GroupEntry(_)
            | Answer::Addresses(_)
            | Answer::SessionEntry(_)
            | Answer::AgentEntry(_)
            | Answer::QueueEntry(_) => Err(LineError::OPERATIONFAILED),
        }
    }

    fn text(self, name: &str) -> Text {
        text(self.encoding, name)
    }

    fn queue_list(self, queues: &[ListedQueue]) -> LineQueueList {
        let entry =
            |entry: &ListedQueue| LineQueueEntry { queue_id: entry.queue.get(), name: Some(self.text(&entry.name)) };
        LineQueueList { entries: queues.iter().map(entry).collect() }
    }

    fn groups(self, groups: &[ListedGroup]) -> Vec<LineAgentGroupEntry> {
        let entry = |entry: &ListedGroup| LineAgentGroupEntry {
            group_id: group_guid(entry.group),
            name: Some(self.text(&entry.name)),
        };
        groups.iter().map(entry).collect()
    }

    fn activity_list(self, activities: &[ListedActivity]) -> LineAgentActivityList {
        let entry = |entry: &ListedActivity| LineAgentActivityEntry {
            id: entry.activity.get(),
            name: Some(self.text(&entry.name)),
        };
        LineAgentActivityList { entries: activities.iter().map(entry).collect() }
    }

    /// Never of a later version than the client's.
    fn caps(self, caps: &AgentCaps) -> LineAgentCaps {
        let extension = |&[id0, id1, id2, id3]: &[u32; 4]| LineExtensionId { id0, id1, id2, id3 };
        LineAgentCaps {
            agent_handler_info: Some(self.text(&caps.handler)),
            caps_version: caps.version.min(self.version),
            features: caps.features,
            states: caps.states,
            next_states: caps.next_states,
            max_num_group_entries: caps.max_groups,
            agent_status_messages: caps.status_messages,
            agent_extension_ids: caps.extensions.iter().map(extension).collect(),
            proxy_guid: caps.proxy.map(guid::of_number),
        }
    }

    fn status(self, status: &AgentStatusRecord) -> LineAgentStatus {
        let activity = status.activity.as_ref();
        LineAgentStatus {
            groups: self.groups(&status.groups),
            state: status.state.into(),
            next_state: Dword::new(status.next_state.map_or(0, Constant::number)),
            activity_id: activity.map_or(0, |activity| activity.activity.get()),
            activity: activity.map(|activity| self.text(&activity.name)),
            agent_features: status.features,
            valid_states: status.valid_states,
            valid_next_states: status.valid_next_states,
        }
    }
}

fn session_list(sessions: &[ListedSession]) -> LineAgentSessionList {
    let entry = |entry: &ListedSession| LineAgentSessionEntry {
        session: entry.session.get(),
        agent: entry.agent.get(),
        group_id: group_guid(entry.group),
        working_address_id: entry.address.0,
    };
    LineAgentSessionList { entries: sessions.iter().map(entry).collect() }
}
