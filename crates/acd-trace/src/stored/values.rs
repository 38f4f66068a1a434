//! How the values of a run stand in a line.

use acd_core::{CallNo, CallTimes, Direction, Disposition, NewAgent, NewSession, Next, Party, ReasonId, TransferTo};
use tapi_types::line::{self, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, CallHandle, Constant, Function, GroupId, LineError, ObjectFilter,
    QueueId, RequestId, SessionId, SessionState, Span,
};

use super::word::Word;
use crate::book::{Catalog, Index};

/// What stands in one member of a line.
pub(super) trait Value<'a>: Sized {
    /// As what.
    type Stored;

    /// As it is stored.
    fn store(self, names: &'a Catalog<'_>) -> Self::Stored;

    /// Back, or what is wrong with it.
    fn load(stored: Self::Stored, names: &Catalog<'_>) -> Result<Self, String>;
}

/// What stands in one or more members of a line, or in none of them.
pub(super) trait Members<'a>: Sized {
    /// As what.
    type Stored;

    /// As it is stored.
    fn put(self, names: &'a Catalog<'_>) -> Self::Stored;

    /// Back, or what is wrong with it.
    fn get(stored: Self::Stored, names: &Catalog<'_>) -> Result<Self, String>;
}

impl<'a, T: Value<'a>> Members<'a> for T {
    type Stored = Option<T::Stored>;

    fn put(self, names: &'a Catalog<'_>) -> Self::Stored {
        Some(self.store(names))
    }

    fn get(stored: Self::Stored, names: &Catalog<'_>) -> Result<Self, String> {
        T::load(stored.ok_or("missing")?, names)
    }
}

impl<'a, T: Value<'a>> Members<'a> for Option<T> {
    type Stored = Option<T::Stored>;

    fn put(self, names: &'a Catalog<'_>) -> Self::Stored {
        self.map(|value| value.store(names))
    }

    fn get(stored: Self::Stored, names: &Catalog<'_>) -> Result<Self, String> {
        stored.map(|stored| T::load(stored, names)).transpose()
    }
}

/// A value that is stored as a number or a truth.
macro_rules! plain {
    ($($type:ty as $stored:ty: $value:ident => $store:expr, $number:ident => $load:expr;)+) => {$(
        impl Value<'_> for $type {
            type Stored = $stored;

            fn store(self, _: &Catalog<'_>) -> $stored {
                let $value = self;
                $store
            }

            fn load($number: $stored, _: &Catalog<'_>) -> Result<Self, String> {
                $load
            }
        }
    )+};
}

plain! {
    u32 as u32: value => value, stored => Ok(stored);
    i64 as i64: value => value, stored => Ok(stored);
    bool as bool: value => value, stored => Ok(stored);
    Span as u64: span => span.as_micros(), stored => Ok(Span::from_micros(stored));
    CallNo as u64: call => call.0, stored => Ok(CallNo(stored));
    SessionId as u32: id => id.get(), stored => SessionId::new(stored).ok_or_else(zero);
    RequestId as u32: id => id.get(), stored => RequestId::new(stored).ok_or_else(zero);
    CallHandle as u32: id => id.get(), stored => CallHandle::new(stored).ok_or_else(zero);
    AddressId as u32: address => address.0, stored => Ok(AddressId(stored));
    ApiVersion as u32: version => version.0, stored => Ok(ApiVersion(stored));
    String as String: text => text, stored => Ok(stored);
    Box<[u8]> as Vec<u8>: bytes => bytes.into_vec(), stored => Ok(stored.into());
    [u32; 2] as [u32; 2]: numbers => numbers, stored => Ok(stored);
}

fn zero() -> String {
    "zero, and ids begin with one".to_owned()
}

/// A value that is one of a few words.
macro_rules! words {
    ($($type:ty: $value:ident => $name:expr, $word:ident => $from:expr;)+) => {$(
        impl<'a> Value<'a> for $type {
            type Stored = Word<'a>;

            fn store(self, _: &'a Catalog<'_>) -> Word<'a> {
                let $value = self;
                Word::from($name)
            }

            fn load(stored: Word<'a>, _: &Catalog<'_>) -> Result<Self, String> {
                let $word = name_in(&stored)?;
                $from.ok_or_else(|| unknown($word))
            }
        }
    )+};
}

words! {
    SessionState: state => state.name(), word => SessionState::from_name(word);
    AgentState: state => state.name(), word => AgentState::from_name(word);
    line::AgentState: state => state.name(), word => legacy_state(word);
    LineError: error => error.name(), word => LineError::from_name(word);
    Function: function => function.name(), word => Function::from_name(word);
    Disposition: disposition => disposition.name(), word => Disposition::ALL.into_iter().find(|known| known.name() == word);
    Direction: direction => direction_name(direction), word => DIRECTIONS.into_iter().find(|known| direction_name(*known) == word);
    Party: party => party_name(party), word => PARTIES.into_iter().find(|known| party_name(*known) == word);
}

fn legacy_state(word: &str) -> Option<line::AgentState> {
    <line::AgentState as Constant>::ALL.iter().copied().find(|known| known.name() == word)
}

const DIRECTIONS: [Direction; 2] = [Direction::Incoming, Direction::Outgoing];
const PARTIES: [Party; 2] = [Party::Caller, Party::Agent];

pub(crate) const fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Incoming => "incoming",
        Direction::Outgoing => "outgoing",
    }
}

pub(crate) const fn party_name(party: Party) -> &'static str {
    match party {
        Party::Caller => "caller",
        Party::Agent => "agent",
    }
}

fn name_in<'w>(word: &'w Word<'_>) -> Result<&'w str, String> {
    match word {
        Word::Name(name) => Ok(name),
        Word::Number(number) => Err(format!("{number}, and not a word")),
        Word::Called(called) => Err(format!("`{called}`, and not a word")),
    }
}

fn unknown(word: &str) -> String {
    format!("`{word}` is unknown")
}

/// No next state any more.
const NONE: &str = "none";

impl<'a, S: Value<'a, Stored = Word<'a>>> Value<'a> for Next<S> {
    type Stored = Word<'a>;

    fn store(self, names: &'a Catalog<'_>) -> Word<'a> {
        match self {
            Next::Clear => Word::from(NONE),
            Next::Set(state) => state.store(names),
        }
    }

    fn load(stored: Word<'a>, names: &Catalog<'_>) -> Result<Self, String> {
        if stored == Word::from(NONE) { Ok(Next::Clear) } else { S::load(stored, names).map(Next::Set) }
    }
}

/// The name at a place of a list, or its number, from 1, where no name tells it.
fn word_at<'a>(place: usize, list: &'a [String], index: &Index) -> Word<'a> {
    match list.get(place) {
        Some(name) if index.tells(name, place) => Word::from(name.as_str()),
        Some(_) | None => Word::Number((place as u64).saturating_add(1)),
    }
}

/// The place that a name or a number tells.
fn place_of(word: &Word<'_>, index: &Index) -> Result<usize, String> {
    let place = match word {
        Word::Name(name) => index.place(name),
        Word::Number(number) => number.checked_sub(1).and_then(|place| usize::try_from(place).ok()),
        Word::Called(_) => None,
    };
    place.ok_or_else(|| match word {
        Word::Name(name) => format!("`{name}` is not in the scenario"),
        Word::Number(number) => format!("{number} is no number of anything"),
        Word::Called(called) => format!("`{called}` is not in the scenario"),
    })
}

/// Things that the scenario lists.
macro_rules! listed {
    ($($type:ident in $list:ident: $thing:ident => $to:expr, $place:ident => $from:expr;)+) => {$(
        impl<'a> Value<'a> for $type {
            type Stored = Word<'a>;

            fn store(self, names: &'a Catalog<'_>) -> Word<'a> {
                let $thing = self;
                word_at($to, &names.book.$list, &names.$list)
            }

            fn load(stored: Word<'a>, names: &Catalog<'_>) -> Result<Self, String> {
                let $place = place_of(&stored, &names.$list)?;
                $from.ok_or_else(|| "a number that is too great".to_owned())
            }
        }
    )+};
}

listed! {
    AgentId in agents: id => id.index(), place => id_number(place).and_then(AgentId::new);
    GroupId in groups: id => id.index(), place => id_number(place).and_then(GroupId::new);
    QueueId in queues: id => id.index(), place => id_number(place).and_then(QueueId::new);
    ActivityId in activities: id => id.index(), place => id_number(place).and_then(ActivityId::new);
    ReasonId in reasons: reason => reason.0 as usize, place => u32::try_from(place).ok().map(ReasonId);
    // The only bare place among the facts.
    usize in faults: place => place, place => Some(place);
}

fn id_number(place: usize) -> Option<u32> {
    u32::try_from(place).ok()?.checked_add(1)
}

/// A call's place in a stream: the stream and the number.
impl<'a> Members<'a> for Option<(usize, u64)> {
    type Stored = (Option<Word<'a>>, Option<u64>);

    fn put(self, names: &'a Catalog<'_>) -> Self::Stored {
        let stream = self.map(|(place, _)| word_at(place, &names.book.streams, &names.streams));
        (stream, self.map(|(_, n)| n))
    }

    fn get((stream, n): Self::Stored, names: &Catalog<'_>) -> Result<Self, String> {
        match (stream, n) {
            (None, None) => Ok(None),
            (Some(stream), Some(n)) => Ok(Some((place_of(&stream, &names.streams)?, n))),
            (Some(_), None) | (None, Some(_)) => Err("a stream and a number go together".to_owned()),
        }
    }
}

/// What a request is about: a session, an agent, a queue, or none of them.
impl<'a> Members<'a> for ObjectFilter {
    type Stored = (Option<u32>, Option<Word<'a>>, Option<Word<'a>>);

    fn put(self, names: &'a Catalog<'_>) -> Self::Stored {
        match self {
            ObjectFilter::Any => (None, None, None),
            ObjectFilter::Session(session) => (session.put(names), None, None),
            ObjectFilter::Agent(agent) => (None, agent.put(names), None),
            ObjectFilter::Queue(queue) => (None, None, queue.put(names)),
        }
    }

    fn get(stored: Self::Stored, names: &Catalog<'_>) -> Result<Self, String> {
        match stored {
            (None, None, None) => Ok(ObjectFilter::Any),
            (session @ Some(_), None, None) => Members::get(session, names).map(ObjectFilter::Session),
            (None, agent @ Some(_), None) => Members::get(agent, names).map(ObjectFilter::Agent),
            (None, None, queue @ Some(_)) => Members::get(queue, names).map(ObjectFilter::Queue),
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => Err("more than one".to_owned()),
        }
    }
}

/// Talk, wrap-up and patience of a call.
impl Members<'_> for CallTimes {
    type Stored = (Option<u64>, Option<u64>, Option<u64>);

    fn put(self, names: &Catalog<'_>) -> Self::Stored {
        (self.talk.put(names), self.wrap_up.put(names), self.patience.put(names))
    }

    fn get((talk, wrap_up, patience): Self::Stored, names: &Catalog<'_>) -> Result<Self, String> {
        Ok(CallTimes {
            talk: Members::get(talk, names)?,
            wrap_up: Members::get(wrap_up, names)?,
            patience: Members::get(patience, names)?,
        })
    }
}

/// What lineCreateAgentSession says.
impl<'a> Members<'a> for Box<NewSession> {
    type Stored = (Option<u32>, Option<Word<'a>>, Option<Word<'a>>, Option<u32>, Option<String>);

    fn put(self, names: &'a Catalog<'_>) -> Self::Stored {
        let NewSession { id, agent, group, address, pin } = *self;
        (id.put(names), agent.put(names), group.put(names), address.put(names), pin)
    }

    fn get((id, agent, group, address, pin): Self::Stored, names: &Catalog<'_>) -> Result<Self, String> {
        Ok(Box::new(NewSession {
            id: Members::get(id, names)?,
            agent: Members::get(agent, names)?,
            group: Members::get(group, names)?,
            address: Members::get(address, names)?,
            pin,
        }))
    }
}

/// What lineCreateAgent says.
impl Members<'_> for Box<NewAgent> {
    type Stored = (Option<String>, Option<String>, Option<String>);

    fn put(self, _: &Catalog<'_>) -> Self::Stored {
        let NewAgent { id, pin, user } = *self;
        (id, pin, Some(user))
    }

    fn get((id, pin, user): Self::Stored, _: &Catalog<'_>) -> Result<Self, String> {
        Ok(Box::new(NewAgent { id, pin, user: user.ok_or("no user")? }))
    }
}

/// A list of groups.
impl<'a> Value<'a> for Box<[GroupId]> {
    type Stored = Vec<Word<'a>>;

    fn store(self, names: &'a Catalog<'_>) -> Vec<Word<'a>> {
        self.iter().map(|group| group.store(names)).collect()
    }

    fn load(stored: Vec<Word<'a>>, names: &Catalog<'_>) -> Result<Self, String> {
        stored.into_iter().map(|word| GroupId::load(word, names)).collect()
    }
}

/// A queue, or a session.
impl<'a> Members<'a> for TransferTo {
    type Stored = (Option<Word<'a>>, Option<u32>);

    fn put(self, names: &'a Catalog<'_>) -> Self::Stored {
        match self {
            TransferTo::Queue(queue) => (queue.put(names), None),
            TransferTo::Session(session) => (None, session.put(names)),
        }
    }

    fn get(stored: Self::Stored, names: &Catalog<'_>) -> Result<Self, String> {
        match stored {
            (queue @ Some(_), None) => Members::get(queue, names).map(TransferTo::Queue),
            (None, session @ Some(_)) => Members::get(session, names).map(TransferTo::Session),
            (None, None) | (Some(_), Some(_)) => Err("one of them is expected".to_owned()),
        }
    }
}
