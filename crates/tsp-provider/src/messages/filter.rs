//! Which messages a listener wants.

use tapi_types::Message;
use tapi_types::line::{ApiVersion, MessageNumber};

/// Which messages a listener wants, and which ones its version of TAPI knows.
///
/// LINE_REPLY and LINE_CLOSE cannot be switched off, as the pages say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageFilter {
    wanted: u64,
    version: ApiVersion,
}

impl MessageFilter {
    /// Everything that TAPI 2.2 knows.
    pub const ALL: MessageFilter = MessageFilter { wanted: u64::MAX, version: ApiVersion::V2_2 };

    /// Nothing but LINE_REPLY and LINE_CLOSE.
    pub const LEAST: MessageFilter = MessageFilter { wanted: 0, version: ApiVersion::V2_2 };

    /// The same with one kind of message more.
    #[must_use]
    pub const fn with(mut self, kind: MessageNumber) -> MessageFilter {
        self.wanted |= bit(kind);
        self
    }

    /// The same for a listener of another version: the messages of TAPI 2.2 are withheld from older ones.
    #[must_use]
    pub const fn for_version(mut self, version: ApiVersion) -> MessageFilter {
        self.version = version;
        self
    }

    /// The same for a listener on a line of this version, which knows no more than its line does.
    #[must_use]
    pub fn on_line_of(self, version: ApiVersion) -> MessageFilter {
        self.for_version(self.version.min(version))
    }

    /// True where the listener gets the message.
    pub fn lets_through(self, message: Message) -> bool {
        let kind = message.number();
        match message {
            Message::Close | Message::Reply { .. } => true,
            Message::AgentSpecific { .. } | Message::AgentStatus { .. } | Message::ProxyRequest { .. } => {
                self.wanted & bit(kind) != 0 && self.version >= ApiVersion::V2_0
            }
            Message::AgentSessionStatus { .. }
            | Message::QueueStatus { .. }
            | Message::AgentStatusEx { .. }
            | Message::GroupStatus { .. }
            | Message::ProxyStatus { .. } => self.wanted & bit(kind) != 0 && self.version >= ApiVersion::V2_2,
        }
    }
}

impl Default for MessageFilter {
    fn default() -> Self {
        MessageFilter::ALL
    }
}

/// All numbers are below 64.
const fn bit(kind: MessageNumber) -> u64 {
    1 << kind as u32
}

#[cfg(test)]
mod tests {
    use tapi_types::line::GroupStatus;
    use tapi_types::{AddressId, Bits, RequestId};

    use super::*;

    const GROUP: Message = Message::GroupStatus { what: Bits::NONE };
    const LEGACY: Message = Message::AgentStatus { address: AddressId(1), what: Bits::NONE, state: None };

    #[test]
    fn what_was_asked_for_comes_through() {
        let groups = MessageFilter::LEAST.with(MessageNumber::GroupStatus);
        assert!(groups.lets_through(Message::GroupStatus { what: GroupStatus::NewGroup.into() }));
        assert!(!groups.lets_through(LEGACY));
        assert!(MessageFilter::ALL.lets_through(LEGACY));
    }

    #[test]
    fn replies_and_the_close_always_do() {
        let reply = Message::Reply { request: RequestId::at(0), result: Ok(()) };
        assert!(MessageFilter::LEAST.lets_through(reply) && MessageFilter::LEAST.lets_through(Message::Close));
    }

    #[test]
    fn messages_of_a_later_version_are_withheld() {
        let older = MessageFilter::ALL.for_version(ApiVersion::V2_0);
        assert!(older.lets_through(LEGACY) && !older.lets_through(GROUP));
        let oldest = MessageFilter::ALL.for_version(ApiVersion(0x0001_0004));
        assert!(!oldest.lets_through(LEGACY) && oldest.lets_through(Message::Close));
    }
}
