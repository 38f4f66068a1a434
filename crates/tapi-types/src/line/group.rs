//! What a message says has happened to some ACD group.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// What happened to an ACD group: bits of `dwParam2` of the message LINE_GROUPSTATUS, page
    /// "LINEGROUPSTATUS_ Constants". The message does not say which group; lineGetGroupList has those that are there.
    GroupStatus, "LINEGROUPSTATUS";
    /// A group is new.
    NewGroup = 0x1, "new_group", "LINEGROUPSTATUS_NEWGROUP";
    /// A group is gone.
    GroupRemoved = 0x2, "group_removed", "LINEGROUPSTATUS_GROUPREMOVED";
}

bits!(GroupStatus);
