//! Layouts as data: what stands where in a structure.

use crate::{
    LineAgentActivityEntry, LineAgentActivityList, LineAgentCaps, LineAgentEntry, LineAgentGroupEntry,
    LineAgentGroupList, LineAgentInfo, LineAgentList, LineAgentSessionEntry, LineAgentSessionInfo,
    LineAgentSessionList, LineAgentStatus, LineExtensionId, LineProxyRequest, LineProxyRequestList, LineQueueEntry,
    LineQueueInfo, LineQueueList, Structure,
};

/// A structure as `tapi.h` lays it out. Packing is 1 everywhere, so 32- and 64-bit programs see the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The name in `tapi.h`.
    pub name: &'static str,
    /// Bytes of the fixed part.
    pub size: usize,
    /// The members in order; of a union, arm after arm.
    pub fields: Vec<Field>,
}

/// A member of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name in `tapi.h`.
    pub name: &'static str,
    /// Bytes from the start of the structure.
    pub offset: usize,
    /// Bytes in the fixed part.
    pub size: usize,
}

/// All 18 structures of the contract, in the order of their names.
pub fn layouts() -> Vec<Layout> {
    vec![
        LineAgentActivityEntry::layout(),
        LineAgentActivityList::layout(),
        LineAgentCaps::layout(),
        LineAgentEntry::layout(),
        LineAgentGroupEntry::layout(),
        LineAgentGroupList::layout(),
        LineAgentInfo::layout(),
        LineAgentList::layout(),
        LineAgentSessionEntry::layout(),
        LineAgentSessionInfo::layout(),
        LineAgentSessionList::layout(),
        LineAgentStatus::layout(),
        LineExtensionId::layout(),
        LineProxyRequest::layout(),
        LineProxyRequestList::layout(),
        LineQueueEntry::layout(),
        LineQueueInfo::layout(),
        LineQueueList::layout(),
    ]
}

/// True where members follow each other without gaps, from `start` to `end`.
pub(crate) const fn chained(start: usize, members: &[(usize, usize)], end: usize) -> bool {
    let mut at = start;
    let mut next = 0;
    while next < members.len() {
        let (offset, size) = members[next];
        if offset != at {
            return false;
        }
        at += size;
        next += 1;
    }
    at == end
}
