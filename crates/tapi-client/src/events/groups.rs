//! Which groups came and went: LINE_GROUPSTATUS does not say, two lists do.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use tapi_types::line::GroupStatus;
use tapi_types::{Bits, GroupId};

use crate::TapiError;
use crate::line::Line;

/// A list of groups on its way, because of one message.
pub(super) struct Looking {
    /// Whose.
    pub(super) place: usize,
    /// What the message said.
    pub(super) what: Bits<GroupStatus>,
    pub(super) list: Pin<Box<dyn Future<Output = Result<Vec<GroupId>, TapiError>> + Send>>,
}

impl Looking {
    pub(super) fn new(place: usize, what: Bits<GroupStatus>, line: Line) -> Self {
        Looking { place, what, list: Box::pin(async move { line.group_list().await }) }
    }
}

impl fmt::Debug for Looking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Looking").field("place", &self.place).field("what", &self.what).finish_non_exhaustive()
    }
}

/// The groups of one handler as they were last listed.
#[derive(Debug, Default)]
pub(super) struct Groups {
    listed: Vec<GroupId>,
    /// Groups that a list has shown as new or removed before a message said so: that message is under way.
    early_new: u64,
    early_removed: u64,
}

/// What two lists differ in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// In the order of the earlier list.
    pub(super) removed: Vec<GroupId>,
    /// In the order of the later list.
    pub(super) new: Vec<GroupId>,
    /// How many changes the message told of that no list has shown: a group that came and went between two lists.
    pub(super) untold: u64,
}

impl Groups {
    /// What later lists are compared with.
    pub(super) fn begin_with(&mut self, list: Vec<GroupId>) {
        *self = Groups { listed: list, early_new: 0, early_removed: 0 };
    }

    /// A list that was fetched because of a message.
    pub(super) fn compare(&mut self, what: Bits<GroupStatus>, list: Vec<GroupId>) -> Change {
        let removed: Vec<GroupId> = without(&self.listed, &list);
        let new: Vec<GroupId> = without(&list, &self.listed);
        let untold = u64::from(!told(&mut self.early_new, what.contains(GroupStatus::NewGroup), new.len()))
            + u64::from(!told(&mut self.early_removed, what.contains(GroupStatus::GroupRemoved), removed.len()));
        self.listed = list;
        Change { removed, new, untold }
    }
}

/// The groups that are in one list and not in the other.
fn without(list: &[GroupId], other: &[GroupId]) -> Vec<GroupId> {
    list.iter().copied().filter(|group| !other.contains(group)).collect()
}

/// False where the message announces a change that no list shows. A list may be ahead of the messages: what it shows
/// beyond this one is early.
fn told(early: &mut u64, is_announced: bool, found: usize) -> bool {
    *early += found as u64;
    if !is_announced {
        return true;
    }
    let left = early.checked_sub(1);
    *early = left.unwrap_or(0);
    left.is_some()
}
