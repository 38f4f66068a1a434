//! `ITACDGroup`: a class of calls that needs one kind of handling.

use std::time::Duration;

use tapi_types::{Function, GroupId};

use crate::line::Line;
use crate::{EnumQueue, Queue, TapiError};

/// An ACD group: `ITACDGroup`.
///
/// [`name`](AcdGroup::name) makes no request, so neither limit nor fault touches it. Every other method is one request.
/// Once a group is known to be removed, all of them answer [`GroupRemoved`](TapiError::GroupRemoved).
#[derive(Clone, Debug)]
#[doc(alias = "ITACDGroup")]
pub struct AcdGroup {
    line: Line,
    id: GroupId,
}

impl AcdGroup {
    pub(crate) const fn new(line: Line, id: GroupId) -> Self {
        AcdGroup { line, id }
    }

    /// The number under which the provider knows it.
    pub const fn id(&self) -> GroupId {
        self.id
    }

    /// The same group with another limit, for its requests and those of all queues had from it later.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.line.limit = limit;
        self
    }

    /// Its name.
    ///
    /// `ITACDGroup::get_Name`: from the group's entry or the last list, without a request.
    ///
    /// # Errors
    /// [`GroupRemoved`](TapiError::GroupRemoved); `LINEERR_INVALPARAM` for a group that the client never heard of.
    #[doc(alias = "get_Name")]
    pub fn name(&self) -> Result<String, TapiError> {
        self.check()?;
        match self.line.provider.group_entry(self.id) {
            Some(entry) if entry.removed => Err(TapiError::GroupRemoved),
            Some(entry) => Ok(entry.name),
            None => self.line.book.group(self.id).ok_or_else(|| self.line.unknown()),
        }
    }

    /// Its queues, as an enumerator.
    ///
    /// `ITACDGroup::EnumerateQueues`: as [`queues`](AcdGroup::queues).
    ///
    /// # Errors
    /// As for [`queues`](AcdGroup::queues).
    #[doc(alias = "EnumerateQueues")]
    pub async fn enumerate_queues(&self) -> Result<EnumQueue, TapiError> {
        self.queues().await.map(EnumQueue::from)
    }

    /// Its queues, in the order of the handler.
    ///
    /// `ITACDGroup::get_Queues`: one lineGetQueueList request, to which the limit applies.
    ///
    /// # Errors
    /// [`GroupRemoved`](TapiError::GroupRemoved), [`Timeout`](TapiError::Timeout) and the errors of lineGetQueueList.
    #[doc(alias("get_Queues", "lineGetQueueList"))]
    pub async fn queues(&self) -> Result<Vec<Queue>, TapiError> {
        self.check()?;
        let id = self.id;
        let list = self
            .line
            .request(Function::GetQueueList, id, |line, ticket| line.line_get_queue_list(ticket, id))
            .await
            .map_err(|error| self.explain(error))?;
        self.line.book.listed_queues(&list);
        Ok(list.into_iter().map(|entry| Queue::new(self.line.clone(), entry.queue)).collect())
    }

    /// True for a group of the handler that `line` leads to, which is not known to be removed.
    pub(crate) fn is_usable_on(&self, line: &Line) -> bool {
        self.line.is_to_same_handler(line) && self.check().is_ok()
    }

    /// No request is made about what the events have told is removed.
    fn check(&self) -> Result<(), TapiError> {
        if self.line.book.group_is_removed(self.id) { Err(TapiError::GroupRemoved) } else { Ok(()) }
    }

    /// A group that does not exist may have been removed in the meantime.
    fn explain(&self, error: TapiError) -> TapiError {
        let is_removed = || self.line.provider.group_entry(self.id).is_some_and(|entry| entry.removed);
        if error == self.line.unknown() && is_removed() { TapiError::GroupRemoved } else { error }
    }
}

/// A group as an argument: by its id, or as the object.
#[derive(Debug, Clone)]
pub struct GroupArgument(Argument);

#[derive(Debug, Clone)]
enum Argument {
    Id(GroupId),
    Object(AcdGroup),
}

impl GroupArgument {
    /// The id, where a request on `line` can carry the argument.
    ///
    /// # Errors
    /// [`InvalidArg`](TapiError::InvalidArg) for the object of another handler's group or of a removed one.
    pub(crate) fn on(&self, line: &Line) -> Result<GroupId, TapiError> {
        match &self.0 {
            Argument::Id(id) => Ok(*id),
            Argument::Object(group) if group.is_usable_on(line) => Ok(group.id),
            Argument::Object(_) => Err(TapiError::InvalidArg),
        }
    }
}

impl From<GroupId> for GroupArgument {
    fn from(id: GroupId) -> Self {
        GroupArgument(Argument::Id(id))
    }
}

impl From<AcdGroup> for GroupArgument {
    fn from(group: AcdGroup) -> Self {
        GroupArgument(Argument::Object(group))
    }
}

impl From<&AcdGroup> for GroupArgument {
    fn from(group: &AcdGroup) -> Self {
        group.clone().into()
    }
}
