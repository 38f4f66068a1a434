//! How an outcome stands in a line.

use serde::{Deserialize, Deserializer, Serialize};
use tapi_types::{AddressId, AgentId, AgentInfo, AgentSessionInfo, LineError, QueueInfo, SessionId};
use tsp_provider::{
    AgentCaps, AgentEntry, AgentStatusRecord, Answer, GroupEntry, ListedActivity, ListedGroup, ListedQueue,
    ListedSession, Outcome, QueueEntry, SessionEntry,
};

use super::values::{Value, Word};

/// Outcomes: the member that says each, and for an answer the type of what it holds. Both ways are made from one table, so that
/// they cannot differ.
macro_rules! outcomes {
    ($($member:ident = $answer:ident: $type:ty;)+) => {
        /// How it ended: the one member that is there says it.
        #[derive(Debug, Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct OutcomeObject {
            $(
                #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
                $member: Option<<$type as Value>::Stored>,
            )+
            #[serde(skip_serializing_if = "Option::is_none")]
            done: Option<bool>,
            #[serde(skip_serializing_if = "Option::is_none")]
            refused: Option<Word>,
            #[serde(skip_serializing_if = "Option::is_none")]
            timed_out: Option<bool>,
            #[serde(skip_serializing_if = "Option::is_none")]
            dropped: Option<bool>,
        }

        impl OutcomeObject {
            pub(super) fn new(outcome: Outcome) -> OutcomeObject {
                let object = OutcomeObject::default();
                match outcome {
                    $(Outcome::Answered(Answer::$answer(answer)) => {
                        OutcomeObject { $member: Some(answer.store()), ..object }
                    })+
                    Outcome::Answered(Answer::Done) => OutcomeObject { done: Some(true), ..object },
                    Outcome::Refused(error) => OutcomeObject { refused: Some(error.store()), ..object },
                    Outcome::TimedOut => OutcomeObject { timed_out: Some(true), ..object },
                    Outcome::Dropped => OutcomeObject { dropped: Some(true), ..object },
                }
            }

            /// Back, or what is wrong with it. Of two members the second shows where the line is written anew.
            pub(super) fn outcome(self) -> Result<Outcome, String> {
                $(if let Some(stored) = self.$member {
                    return <$type as Value>::load(stored).map(|answer| Outcome::Answered(Answer::$answer(answer)));
                })+
                let others = [
                    self.done.map(|_| Ok(Outcome::Answered(Answer::Done))),
                    self.refused.map(|error| LineError::load(error).map(Outcome::Refused)),
                    self.timed_out.map(|_| Ok(Outcome::TimedOut)),
                    self.dropped.map(|_| Ok(Outcome::Dropped)),
                ];
                others.into_iter().flatten().next().unwrap_or_else(|| Err("`outcome`: there is none".to_owned()))
            }
        }
    };
}

/// A member that is there, be it `null`.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

outcomes! {
    agent_session_info = AgentSessionInfo: AgentSessionInfo;
    agent_info = AgentInfo: AgentInfo;
    queue_info = QueueInfo: QueueInfo;
    session = Session: SessionId;
    agent = Agent: AgentId;
    sessions = Sessions: Vec<ListedSession>;
    queues = Queues: Vec<ListedQueue>;
    groups = Groups: Vec<ListedGroup>;
    activities = Activities: Vec<ListedActivity>;
    agent_caps = AgentCaps: AgentCaps;
    agent_status = AgentStatus: AgentStatusRecord;
    params = Params: Vec<u8>;
    group_entry = GroupEntry: Option<GroupEntry>;
    addresses = Addresses: Vec<AddressId>;
    session_entry = SessionEntry: Option<SessionEntry>;
    agent_entry = AgentEntry: Option<AgentEntry>;
    queue_entry = QueueEntry: Option<QueueEntry>;
}
