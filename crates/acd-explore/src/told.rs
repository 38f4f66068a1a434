//! What an application is told: the types of its messages, and what each can say.

use tapi_types::Constant;
use tapi_types::line::QueueStatus;
use tapi_types::line::{AgentSessionStatus, AgentStatus, AgentStatusEx, GroupStatus, MessageNumber, ProxyStatus};

/// A type of message that comes to applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Close,
    Reply,
    Specific,
    Address,
    Session,
    Queue,
    Agent,
    Group,
    Proxy,
}

impl Told {
    pub(crate) const ALL: [Told; 9] = [
        Told::Close,
        Told::Reply,
        Told::Specific,
        Told::Address,
        Told::Session,
        Told::Queue,
        Told::Agent,
        Told::Group,
        Told::Proxy,
    ];

    /// The type of a message; `None` for one that no application gets.
    pub(crate) fn of(number: MessageNumber) -> Option<Told> {
        Told::ALL.into_iter().find(|told| told.number() == number)
    }

    pub(crate) const fn number(self) -> MessageNumber {
        match self {
            Told::Close => MessageNumber::Close,
            Told::Reply => MessageNumber::Reply,
            Told::Specific => MessageNumber::AgentSpecific,
            Told::Address => MessageNumber::AgentStatus,
            Told::Session => MessageNumber::AgentSessionStatus,
            Told::Queue => MessageNumber::QueueStatus,
            Told::Agent => MessageNumber::AgentStatusEx,
            Told::Group => MessageNumber::GroupStatus,
            Told::Proxy => MessageNumber::ProxyStatus,
        }
    }

    /// No client can do without it.
    pub(crate) const fn always_comes(self) -> bool {
        matches!(self, Told::Close | Told::Reply)
    }

    /// What it can say to have changed, by name and bit.
    pub(crate) fn what(self) -> Vec<(&'static str, u32)> {
        match self {
            Told::Close | Told::Reply | Told::Specific => Vec::new(),
            Told::Address => bits(AgentStatus::name),
            Told::Session => bits(AgentSessionStatus::name),
            Told::Queue => bits(QueueStatus::name),
            Told::Agent => bits(AgentStatusEx::name),
            Told::Group => bits(GroupStatus::name),
            Told::Proxy => bits(ProxyStatus::name),
        }
    }
}

fn bits<T: Constant>(name: fn(T) -> &'static str) -> Vec<(&'static str, u32)> {
    T::ALL.iter().map(|constant| (name(*constant), constant.number())).collect()
}
