//! How the values of an exchange stand in a line.

use std::borrow::Cow;

use tapi_types::line::{self, AgentFeature, AgentStatus, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, Bits, Currency, GroupId, LineError, QueueId, SessionId, SessionState,
    Span, Time, UnknownName,
};
use tsp_provider::Login;

/// A word of the format, or a text.
pub(super) type Word = Cow<'static, str>;

/// What stands in a member.
pub(super) trait Value: Sized {
    /// As what.
    type Stored;

    /// As it is stored.
    fn store(self) -> Self::Stored;

    /// Back, or what is wrong with it.
    fn load(stored: Self::Stored) -> Result<Self, String>;
}

impl<T: Value> Value for Option<T> {
    type Stored = Option<T::Stored>;

    fn store(self) -> Self::Stored {
        self.map(T::store)
    }

    fn load(stored: Self::Stored) -> Result<Self, String> {
        stored.map(T::load).transpose()
    }
}

impl<T: Value> Value for Vec<T> {
    type Stored = Vec<T::Stored>;

    fn store(self) -> Self::Stored {
        self.into_iter().map(T::store).collect()
    }

    fn load(stored: Self::Stored) -> Result<Self, String> {
        stored.into_iter().map(T::load).collect()
    }
}

/// An argument of a question, in a member that others leave out. What is optional is left out itself.
pub(super) trait Member: Sized {
    /// As what.
    type Stored;

    /// As it is stored.
    fn put(self) -> Option<Self::Stored>;

    /// Back, or what is wrong with it.
    fn get(member: &str, stored: Option<Self::Stored>) -> Result<Self, String>;
}

impl<T: Value> Member for Option<T> {
    type Stored = T::Stored;

    fn put(self) -> Option<T::Stored> {
        self.map(T::store)
    }

    fn get(member: &str, stored: Option<T::Stored>) -> Result<Self, String> {
        stored.map(|stored| needed(member, Some(stored))).transpose()
    }
}

/// A member that must be there.
pub(super) fn needed<T: Value>(member: &str, stored: Option<T::Stored>) -> Result<T, String> {
    stored.ok_or_else(|| "missing".to_owned()).and_then(T::load).map_err(|what| format!("`{member}`: {what}"))
}

/// What an argument must have.
macro_rules! members {
    ($($type:ty),+) => {$(
        impl Member for $type {
            type Stored = <$type as Value>::Stored;

            fn put(self) -> Option<Self::Stored> {
                Some(self.store())
            }

            fn get(member: &str, stored: Option<Self::Stored>) -> Result<Self, String> {
                needed(member, stored)
            }
        }
    )+};
}

members!(SessionId, AgentId, QueueId, GroupId, AddressId, ActivityId, ApiVersion, Login, Vec<GroupId>, Vec<u8>, u32);

pub(super) fn unknown(word: &str) -> String {
    format!("`{word}` is unknown")
}

fn zero() -> String {
    "zero, and ids begin with one".to_owned()
}

macro_rules! values {
    ($($type:ty as $stored:ty: $value:ident => $store:expr, $from:ident => $load:expr;)+) => {$(
        impl Value for $type {
            type Stored = $stored;

            fn store(self) -> $stored {
                let $value = self;
                $store
            }

            fn load($from: $stored) -> Result<Self, String> {
                $load
            }
        }
    )+};
}

values! {
    bool as bool: value => value, stored => Ok(stored);
    u8 as u8: value => value, stored => Ok(stored);
    [u32; 4] as [u32; 4]: value => value, stored => Ok(stored);
    u32 as u32: value => value, stored => Ok(stored);
    u64 as u64: value => value, stored => Ok(stored);
    String as String: value => value, stored => Ok(stored);
    u128 as Word: guid => format!("{guid:032x}").into(), word => u128::from_str_radix(&word, 16).map_err(|_| unknown(&word));
    ApiVersion as u32: version => version.0, stored => Ok(ApiVersion(stored));
    Time as u64: at => at.as_micros(), stored => Ok(Time::from_micros(stored));
    Span as u64: span => span.as_micros(), stored => Ok(Span::from_micros(stored));
    Currency as i64: rate => rate.0, stored => Ok(Currency(stored));
    AddressId as u32: address => address.0, stored => Ok(AddressId(stored));
    SessionId as u32: id => id.get(), stored => SessionId::new(stored).ok_or_else(zero);
    AgentId as u32: id => id.get(), stored => AgentId::new(stored).ok_or_else(zero);
    QueueId as u32: id => id.get(), stored => QueueId::new(stored).ok_or_else(zero);
    GroupId as u32: id => id.get(), stored => GroupId::new(stored).ok_or_else(zero);
    ActivityId as u32: id => id.get(), stored => ActivityId::new(stored).ok_or_else(zero);
    SessionState as Word: state => state.name().into(), word => SessionState::from_name(&word).ok_or_else(|| unknown(&word));
    AgentState as Word: state => state.name().into(), word => AgentState::from_name(&word).ok_or_else(|| unknown(&word));
    line::AgentState as Word: state => state.name().into(), word => line::AgentState::from_name(&word).ok_or_else(|| unknown(&word));
    Bits<AgentFeature> as Word: bits => bits.to_string().into(), word => word.parse().map_err(|error: UnknownName| unknown(&error.name));
    Bits<AgentStatus> as Word: bits => bits.to_string().into(), word => word.parse().map_err(|error: UnknownName| unknown(&error.name));
    Bits<line::AgentState> as Word: bits => bits.to_string().into(), word => word.parse().map_err(|error: UnknownName| unknown(&error.name));
    LineError as Word: error => error.name().into(), word => LineError::from_name(&word).ok_or_else(|| unknown(&word));
}
